import { describe, expect, it } from 'vitest';
import { readMarks, resolveText } from './site-under-test.js';

const PHONE = 'mac: "02:00:00:00:00:0a", model: test-desk';

function findingsOf(network: string, pbx: string, phone = PHONE, rest = ''): readonly string[] {
  const { text, placesAt } = readMarks(
    [
      `network: ①{ subnet: 10.20.1.0/24${network} }`,
      `pbx: { main: ${pbx} }`,
      'lines: { "1": { pbx: main } }',
      `phones: [{ ${phone}, keys: { ②1: { line: "1" } } }]`,
      rest,
    ].join('\n'),
  );
  return resolveText(text).diagnostics.map(placesAt);
}

describe('the way to the hosts that phones are told of', () => {
  it.each([
    { name: 'an address elsewhere and no router', network: '', pbx: '{ host: 192.0.2.10 }' },
    {
      name: 'a name and no name server',
      network: ', router: 10.20.1.254',
      pbx: '{ host: pbx.example }',
    },
    {
      name: 'an outbound proxy elsewhere',
      network: '',
      pbx: '{ host: 10.20.1.10, outboundProxy: { host: 192.0.2.10 } }',
    },
    {
      name: 'a backup elsewhere',
      network: '',
      pbx: '{ host: 10.20.1.10, backup: { host: 192.0.2.10 } }',
    },
  ])('$name', ({ network, pbx }) => {
    expect(findingsOf(network, pbx)).toEqual(['inventory/no-way ① > ②']);
  });

  it.each(['dns', 'tftp', 'ntp'])('%s elsewhere that DHCP tells of, and no router', (field) => {
    const network = `, ${field}: [10.20.1.9, ③192.0.2.9]`;
    expect(findingsOf(network, '{ host: 10.20.1.10 }')).toEqual(['inventory/no-way ① > ③']);
  });

  it.each([
    { text: 'tftp.example', more: ', router: 10.20.1.254' },
    { text: '"http://tftp.example/a"', more: ', router: 10.20.1.254' },
    { text: '192.0.2.9', more: '' },
  ])('a server of option 66: $text', ({ text, more }) => {
    const option = `options: { 66: ③{ text: ${text} } }`;
    const pbx = '{ host: 10.20.1.10 }';
    expect(findingsOf(`${more}, ${option}`, pbx)).toEqual(['inventory/no-way ① > ③']);
    expect(findingsOf(more, pbx, `${PHONE}, ${option}`)).toEqual(['inventory/no-way ① > ③']);
  });

  it.each([
    { url: '"http://192.0.2.7/menu"', more: '' },
    { url: '"http://menu.example:8080/a?b=c"', more: ', router: 10.20.1.254' },
  ])('a service that a key opens: $url', ({ url, more }) => {
    const { text, placesAt } = readMarks(
      [
        `network: ①{ subnet: 10.20.1.0/24${more} }`,
        'pbx: { main: { host: 10.20.1.10 } }',
        'lines: { "1": { pbx: main } }',
        `phones: [{ ${PHONE}, keys: { 1: { line: "1" }, 2: { service: ②${url} } } }]`,
      ].join('\n'),
    );
    expect(resolveText(text).diagnostics.map(placesAt)).toEqual(['inventory/no-way ① > ②']);
  });

  it('is told once a network and kind, at the first that needs it', () => {
    const ntp = `${PHONE}, ntp: ③[192.0.2.1, 192.0.2.2]`;
    expect(findingsOf('', '{ host: 10.20.1.10 }', ntp)).toEqual(['inventory/no-way ① > ③']);
    expect(findingsOf('', '{ host: pbx.example }', ntp)).toEqual([
      'inventory/no-way ① > ②',
      'inventory/no-way ① > ③',
    ]);
  });

  it.each([
    { name: 'within the subnet', network: '', pbx: '{ host: 10.20.1.10 }' },
    { name: 'by a router', network: ', router: 10.20.1.254', pbx: '{ host: 192.0.2.10 }' },
    {
      name: 'by option 3',
      network: ', options: { 3: { ips: [10.20.1.254] } }',
      pbx: '{ host: 192.0.2.10 }',
    },
    { name: 'by a name server', network: ', dns: [10.20.1.254]', pbx: '{ host: pbx.example }' },
    {
      name: 'by option 6',
      network: ', options: { 6: { ips: [10.20.1.1] } }',
      pbx: '{ host: pbx.example }',
    },
    {
      name: 'by an outbound proxy nearby',
      network: '',
      pbx: '{ host: pbx.example, outboundProxy: { host: 10.20.1.9 } }',
    },
  ])('is there $name', ({ network, pbx }) => {
    expect(findingsOf(network, pbx)).toEqual([]);
  });

  it('is no matter of a network where the phone is not', () => {
    const away = `${PHONE}, address: 10.30.1.5`;
    const other =
      'networks: [{ subnet: 10.30.1.0/24, relay: true, server: 10.20.1.1, router: 10.30.1.1 }]';
    expect(findingsOf('', '{ host: 192.0.2.10 }', away, other)).toEqual([]);
  });
});
