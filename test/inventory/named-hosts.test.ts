// At the address of a server there has to be one host, and no phone.

import { describe, expect, it } from 'vitest';
import { readMarks, resolveText } from './site-under-test.js';

interface Said {
  readonly network?: string;
  readonly defaults?: string;
  readonly pbx?: string;
  readonly site?: string;
}

const PHONE = 'mac: "02:00:00:00:00:0a", model: test-desk, keys: { 1: { line: "1" } }';

/** Findings as `code place`, and `> place` for the other places. */
function findingsOf({ network = '', defaults = '', pbx = '', site = '' }: Said) {
  const { text, placesAt } = readMarks(
    [
      `site: { ${site} }`,
      `network: { subnet: ⑨10.20.1.0/24, pool: ⑧10.20.1.100-10.20.1.199${network} }`,
      `defaults: { ${defaults} }`,
      `pbx: { main: { host: ${pbx || '10.20.1.10'} } }`,
      'lines: { "1": { pbx: main } }',
      `phones: [{ ${PHONE}, address: ⑦10.20.1.7 }]`,
    ].join('\n'),
  );
  return resolveText(text).diagnostics.map(placesAt);
}

/** Wherever an inventory names a host by its address. */
const PLACES: Readonly<Record<string, (ip: string) => Said>> = {
  'a router': (ip) => ({ network: `, router: ${ip}` }),
  'our address': (ip) => ({ network: `, server: ${ip}` }),
  'a TFTP server': (ip) => ({ network: `, tftp: [${ip}]` }),
  'a name server': (ip) => ({ network: `, dns: [${ip}]` }),
  'a time server of DHCP': (ip) => ({ network: `, ntp: [${ip}]` }),
  'an option of the network': (ip) => ({ network: `, options: { 42: { ips: [${ip}] } }` }),
  'an option of one address': (ip) => ({ defaults: `options: { 16: { ip: ${ip} } }` }),
  'an option of a host as text': (ip) => ({ network: `, options: { 66: { text: ${ip} } }` }),
  'a time server': (ip) => ({ defaults: `ntp: [${ip}]` }),
  'a server of the site': (ip) => ({ site: `servers: [${ip}]` }),
  'a PBX': (ip) => ({ pbx: ip }),
  'an outbound proxy': (ip) => ({ pbx: `10.20.1.10, outboundProxy: { host: ${ip} }` }),
  'a backup': (ip) => ({ pbx: `10.20.1.10, backup: { host: ${ip} }` }),
};

const HOSTLESS = ['0.0.0.0', '0.1.2.3', '127.0.0.1', '224.0.0.5', '250.1.1.1', '255.255.255.255'];

describe.each(Object.entries(PLACES))('%s', (_, said) => {
  it.each(HOSTLESS)('cannot be at %s', (ip) => {
    expect(findingsOf(said(`①${ip}`))).toEqual(['inventory/unreachable-server ①']);
  });

  it.each(['10.20.1.0', '10.20.1.255'])('cannot be at the edge of a subnet, %s', (ip) => {
    expect(findingsOf(said(`①${ip}`))).toEqual(['inventory/address-taken ① > ⑨']);
  });

  it('cannot be in the pool', () => {
    expect(findingsOf(said('①10.20.1.150'))).toEqual(['inventory/address-taken ⑧ > ①']);
  });

  it('cannot be where a phone is', () => {
    expect(findingsOf(said('①10.20.1.7'))).toEqual(['inventory/address-taken ⑦ > ①']);
  });

  it('can be elsewhere on the subnet', () => {
    expect(findingsOf(said('10.20.1.254'))).toEqual([]);
  });
});

describe('what is no server of the site', () => {
  it('an outside address is of one host, and of no wire of ours', () => {
    const nat = (ip: string) => findingsOf({ defaults: `nat: { enabled: true, address: ${ip} }` });
    expect(nat('①224.0.0.5')).toEqual(['inventory/unreachable-server ①']);
    expect(nat('①10.20.1.255')).toEqual(['inventory/address-taken ① > ⑨']);
    expect(nat('①10.20.1.150')).toEqual(['inventory/inside-address ① > ⑨']);
  });

  it('an address that a host gave itself is doubted', () => {
    const doubted = ['inventory/link-local-server ①'];
    expect(findingsOf({ network: ', router: 10.20.1.254', pbx: '①169.254.3.4' })).toEqual(doubted);
    // No router leads to it, so none is missed.
    expect(findingsOf({ pbx: '①169.254.3.4' })).toEqual(doubted);
  });

  it.each(['router: ①169.254.3.4', 'server: ①169.254.3.4', 'options: { 3: ①{ ip: 169.254.3.4 } }'])(
    'such an address where one of the subnet belongs is no more than outside: %s',
    (said) => {
      expect(findingsOf({ network: `, ${said}` })).toEqual([
        'inventory/address-outside-subnet ① > ⑨',
      ]);
    },
  );

  it.each(['http://10.20.1.150/a', 'tftp://u@10.20.1.150:69', '10.20.1.150:69', '10.20.1.150/a'])(
    'a host stands in %s as well',
    (text) => {
      const network = `, options: { 66: { text: ①"${text}" } }`;
      expect(findingsOf({ network })).toEqual(['inventory/address-taken ⑧ > ①']);
    },
  );

  it('a name of the phone itself is looked up nowhere', () => {
    expect(findingsOf({ pbx: '①localhost' })).toEqual(['inventory/unreachable-server ①']);
  });

  it('a mask, a broadcast and an address of a vendor may be what they are', () => {
    const options = '28: { ip: 10.20.1.255 }, 32: { ip: 224.0.0.2 }, 200: { ip: 224.0.1.75 }';
    expect(findingsOf({ network: `, options: { ${options} }` })).toEqual([]);
  });

  it('several names of one host are one finding', () => {
    expect(findingsOf({ pbx: '10.20.1.150', site: 'servers: [①10.20.1.150]' })).toEqual([
      'inventory/address-taken ⑧ > ①',
    ]);
  });
});

it.each(['0.0.0.0/0', '0.0.0.0/8', '128.0.0.0/1', '224.0.0.0/24', '240.0.0.0/4'])(
  'no phone can be in %s',
  (subnet) => {
    expect(resolveText(`network: { subnet: ${subnet} }`).findings).toEqual([
      'inventory/bad-value 1:20',
    ]);
  },
);

it.each(['10.1', '0x0a140101', '10.20.1.0x1', 'pbx.1', '167772161'])(
  '%s is neither a name nor an address',
  (host) => {
    expect(findingsOf({ pbx: `①"${host}"` })).toContain('inventory/bad-value ①');
  },
);
