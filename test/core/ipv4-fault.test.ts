import { describe, expect, it } from 'vitest';
import { ipv4Fault, rangeFault, subnetFault } from '../../src/core/ipv4-fault.js';

const JUDGES = { address: ipv4Fault, subnet: subnetFault, range: rangeFault };

describe('what is no address, subnet or range', () => {
  it.each([
    { form: 'address', text: '10.20.1.1/24', what: /more than/, hint: 'write 10.20.1.1' },
    { form: 'address', text: '10.20.1.1:67', what: /more than/, hint: 'write 10.20.1.1' },
    { form: 'address', text: '10.20.001.01', what: /leading zeros/, hint: 'write 10.20.1.1' },
    { form: 'address', text: '10.20.1.256', what: /no IPv4/, hint: /such as/ },
    { form: 'address', text: 'pbx.example', what: /no IPv4/, hint: /such as/ },
    { form: 'address', text: '', what: /no IPv4/, hint: /such as/ },
    {
      form: 'subnet',
      text: '10.20.1.0/255.255.255.0',
      what: /netmask/,
      hint: 'write 10.20.1.0/24',
    },
    {
      form: 'subnet',
      text: '10.20.1.7/255.255.255.128',
      what: /netmask/,
      hint: 'write 10.20.1.0/25',
    },
    { form: 'subnet', text: '10.20.1.5/24', what: /bits behind/, hint: 'write 10.20.1.0/24' },
    { form: 'subnet', text: '10.20.1.0', what: /no prefix/, hint: /10\.20\.1\.0\/24/ },
    { form: 'subnet', text: '10.20.1.0/255.0.255.0', what: /none/, hint: /such as/ },
    { form: 'subnet', text: '10.20.1.0/33', what: /none/, hint: /such as/ },
    { form: 'subnet', text: '10.20.1.0/x', what: /none/, hint: /such as/ },
    { form: 'subnet', text: '10.20.1.2/31', what: /no room/, hint: /10\.20\.1\.0\/24/ },
    { form: 'subnet', text: '10.20.1.7/32', what: /no room/, hint: /10\.20\.1\.0\/24/ },
    { form: 'subnet', text: 'lan', what: /no subnet/, hint: /such as/ },
    { form: 'subnet', text: '10.7.0.*', what: /no subnet/, hint: 'write 10.7.0.0/24' },
    { form: 'subnet', text: '10.7.x.x', what: /no subnet/, hint: 'write 10.7.0.0/16' },
    { form: 'subnet', text: '10.7/16', what: /no subnet/, hint: 'write 10.7.0.0/16' },
    { form: 'subnet', text: '10.7.9/22', what: /no subnet/, hint: 'write 10.7.8.0/22' },
    { form: 'subnet', text: '10.7.0.', what: /no subnet/, hint: 'write 10.7.0.0/24' },
    { form: 'subnet', text: '10.700.*', what: /no subnet/, hint: /such as/ },
    { form: 'subnet', text: '10.7.0.*.*', what: /no subnet/, hint: /such as/ },
    { form: 'subnet', text: '10.7/40', what: /no subnet/, hint: /such as/ },
    {
      form: 'range',
      text: '10.20.1.199-10.20.1.100',
      what: /before it begins/,
      hint: 'write 10.20.1.100-10.20.1.199',
    },
    {
      form: 'range',
      text: '10.20.1.100-199',
      what: /as it is written/,
      hint: 'write 10.20.1.100-10.20.1.199',
    },
    {
      form: 'range',
      text: '10.20.1.100 – 10.20.1.199',
      what: /as it is written/,
      hint: 'write 10.20.1.100-10.20.1.199',
    },
    { form: 'range', text: '10.20.1.100', what: /one address/, hint: /10\.20\.1\.100-10/ },
    { form: 'range', text: '10.20.1.100-300', what: /no range/, hint: /such as/ },
    { form: 'range', text: 'all', what: /no range/, hint: /such as/ },
  ] as const)('$form $text', ({ form, text, what, hint }) => {
    expect(JUDGES[form](text)).toEqual({
      what: expect.stringMatching(what),
      hint: typeof hint === 'string' ? hint : expect.stringMatching(hint),
    });
  });

  it.each([
    { form: 'address', text: '10.20.1.1' },
    { form: 'subnet', text: '10.20.1.0/24' },
    { form: 'range', text: '10.20.1.100 - 10.20.1.199' },
  ] as const)('but not $form $text', ({ form, text }) => {
    expect(JUDGES[form](text)).toBeUndefined();
  });
});
