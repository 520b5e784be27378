import { describe, expect, it } from 'vitest';
import { hostBesidePortFault, hostFault, isLoopbackAddress } from '../../src/core/host.js';

describe('a host', () => {
  it.each([
    'pbx',
    'pbx.lab.example',
    '10.20.1.1',
    '0.0.0.0',
    '3com.example',
    'my_pbx.local',
    'xn--e1afmkfd.example',
    `${'a'.repeat(63)}.b`,
  ])('may be %s', (text) => expect(hostFault(text)).toBeUndefined());

  it.each([
    { text: '10.20.1.10:5080', what: /with a port/, hint: 'write 10.20.1.10' },
    { text: 'pool.ntp.org:123', what: /with a port/, hint: 'write pool.ntp.org' },
    { text: '10.20.1.999:5060', what: /with a port/, hint: /0 to 255/ },
    { text: '.lab.example', what: /begins with a dot/, hint: 'write lab.example' },
    { text: 'sip:pbx.example', what: /begins with "sip:"/, hint: 'write pbx.example' },
    { text: 'sip:7001@pbx.example', what: /begins with "sip:"/, hint: 'write pbx.example' },
    { text: 'tel:7001', what: /begins with "tel:"/, hint: /0 to 255/ },
    { text: 'sip:7001', what: /begins with "sip:"/, hint: /0 to 255/ },
    { text: 'udp:10.20.1.10', what: /begins with "udp:"/, hint: 'write 10.20.1.10' },
    { text: '//10.1.1.1', what: /holds "\/"/, hint: 'write 10.1.1.1' },
    { text: '\\\\pbx.example\\sip', what: /holds "\\"/, hint: 'write pbx.example' },
    { text: 'http://10.1.1.1/x', what: /begins with "http:"/, hint: 'write 10.1.1.1' },
    { text: 'pbx.example/', what: /holds "\/"/, hint: 'write pbx.example' },
    { text: '7001@pbx.example', what: /holds "@"/, hint: 'write pbx.example' },
    { text: '10.20.1.256', what: /256 is above 255/, hint: /0 to 255/ },
    { text: '10.20.1', what: /is four numbers/, hint: /0 to 255/ },
    { text: '10.20.1.1.1', what: /is four numbers/, hint: /0 to 255/ },
    { text: '10.20.1.010', what: /leading zero/, hint: /0 to 255/ },
    { text: '5060', what: /is four numbers/, hint: /0 to 255/ },
    { text: 'fe80::1', what: /IPv6/, hint: /IPv4/ },
    { text: '[2001:db8::1]', what: /IPv6/, hint: /IPv4/ },
    { text: '[2001:db8::1]:5060', what: /IPv6/, hint: /IPv4/ },
    { text: 'атс.example', what: /letters that phones cannot/, hint: /xn--/ },
    { text: 'pbx .example', what: /./, hint: /letters/ },
    { text: 'pbx..example', what: /two dots/, hint: /letters a to z/ },
    { text: '-pbx.example', what: /cannot be part/, hint: /letters a to z/ },
    { text: 'pbx.example.', what: /ends with a dot/, hint: 'write pbx.example' },
    { text: `${'a'.repeat(64)}.b`, what: /cannot be part/, hint: /letters a to z/ },
    { text: 'a.'.repeat(127), what: /254 characters/, hint: 'shorten it' },
    { text: '', what: /./, hint: /./ },
    { text: ':', what: /./, hint: /./ },
  ])('is not "$text"', ({ text, what, hint }) => {
    expect(hostFault(text)).toEqual({
      what: expect.stringMatching(what),
      hint: typeof hint === 'string' ? hint : expect.stringMatching(hint),
    });
  });

  it('has its port beside it where there is a field for it', () => {
    expect(hostBesidePortFault('10.20.1.10:5080')?.hint).toBe(
      'write 10.20.1.10, and "port: 5080" beside it',
    );
    expect(hostBesidePortFault('sip:pbx.example')?.hint).toBe('write pbx.example');
    expect(hostBesidePortFault('pbx.example')).toBeUndefined();
  });
});

describe('an address that no other machine reaches', () => {
  it.each(['127.0.0.1', '127.255.255.255', '::1', '0:0:0:0:0:0:0:1'])('is %s', (address) =>
    expect(isLoopbackAddress(address)).toBe(true),
  );
  it.each(['128.0.0.1', '10.20.1.1', '0.0.0.0', '::', '::2', 'fe80::1', 'localhost'])(
    'is not %s',
    (address) => expect(isLoopbackAddress(address)).toBe(false),
  );
});
