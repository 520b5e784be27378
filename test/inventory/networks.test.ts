import { describe, expect, it } from 'vitest';
import { formatIpv4, formatSubnet } from '../../src/core/ipv4.js';
import { readMarks, resolveText } from './site-under-test.js';

const OFFICE = '{ interface: eth1, subnet: 10.20.1.0/24, pool: 10.20.1.100-10.20.1.199 }';
const PHONE = 'mac: "02:00:00:00:00:0a", model: test-desk, keys: { 1: { line: "1" } }';
const TAIL = [
  'pbx: { main: { host: 10.20.1.10 } }',
  'lines: { "1": { pbx: main } }',
  'phones:',
  `  - { ${PHONE}, address: ⑨10.20.1.7 }`,
];

/** Findings as `code place`, and `> place` for the other places. */
function findingsOf(lines: readonly string[]): readonly string[] {
  const { text, placesAt } = readMarks(lines.join('\n'));
  return resolveText(text).diagnostics.map(placesAt);
}

const subnetsOf = (text: string, files: Readonly<Record<string, string>> = {}) =>
  resolveText(text, { files }).site.networks.map(({ subnet }) => formatSubnet(subnet));

describe('networks', () => {
  it('are one, or a list, or both, in one file or several', () => {
    expect(subnetsOf(`network: ${OFFICE}`)).toEqual(['10.20.1.0/24']);
    expect(subnetsOf(`networks:\n  - ${OFFICE}\n`)).toEqual(['10.20.1.0/24']);
    const main = `include: [branch.yaml]\nnetwork: ${OFFICE}\n`;
    const branch = 'networks: [{ subnet: 10.30.1.0/24, relay: true }]';
    expect(subnetsOf(main, { 'branch.yaml': branch })).toEqual(['10.20.1.0/24', '10.30.1.0/24']);
  });

  it('that cannot be read are told, and do not take the others along', () => {
    const { site, findings } = resolveText(
      `networks:\n  - { subnet: 10.20.1.0 }\n  - { router: 10.9.9.9 }\n  - ${OFFICE}\n`,
    );
    expect(findings).toEqual(['inventory/bad-value 2:15', 'inventory/missing-key 3:5']);
    expect(site.networks.map(({ subnet }) => formatSubnet(subnet))).toEqual(['10.20.1.0/24']);
    expect(site.networks[0]?.placeOf('pool')).toMatchObject({ line: 4, col: 52 });
  });

  it('are attached and find our address unless they say otherwise', () => {
    const [plain, branch] = resolveText(
      `networks:\n  - ${OFFICE}\n  - { subnet: 10.30.1.0/24, relay: true, server: 10.20.1.1 }\n`,
    ).site.networks;
    expect([plain?.relay, plain?.server, branch?.relay]).toEqual([false, undefined, true]);
    expect(branch?.server && formatIpv4(branch.server)).toBe('10.20.1.1');
  });

  it('tell phones of every server, where the site names none', () => {
    const { site } = resolveText(
      'networks:\n' +
        '  - { subnet: 10.20.1.0/24, tftp: [10.20.1.1] }\n' +
        '  - { subnet: 10.30.1.0/24, relay: true, tftp: [10.20.1.1, 10.30.1.1] }\n',
    );
    expect(site.servers).toEqual(['10.20.1.1', '10.30.1.1']);
  });
});

const REJECTED: readonly {
  readonly name: string;
  readonly networks: readonly string[];
  readonly findings: readonly string[];
}[] = [
  {
    name: 'a subnet inside another',
    networks: ['{ subnet: ②10.20.0.0/16 }', '{ subnet: ①10.20.1.0/24 }'],
    findings: ['inventory/subnets-overlap ① > ②'],
  },
  {
    name: 'a subnet around another',
    networks: ['{ subnet: ②10.20.1.0/24 }', '{ subnet: ①10.0.0.0/8, relay: true }'],
    findings: ['inventory/subnets-overlap ① > ②'],
  },
  {
    name: 'two networks on one interface',
    networks: [
      '{ interface: ②eth1, subnet: 10.20.1.0/24 }',
      '{ interface: ①eth1, subnet: 10.30.1.0/24 }',
    ],
    findings: ['inventory/duplicate-interface ① > ②'],
  },
  {
    name: 'an address on none of them',
    networks: ['{ subnet: ①10.30.1.0/24 }', '{ subnet: ②10.40.1.0/24 }'],
    findings: ['inventory/address-outside-subnet ⑨ > ① > ②'],
  },
  {
    name: 'an address in the pool of its network',
    networks: ['{ subnet: 10.30.1.0/24 }', '{ subnet: 10.20.1.0/24, pool: ①10.20.1.5-10.20.1.9 }'],
    findings: ['inventory/address-in-pool ⑨ > ①'],
  },
  {
    name: "an address that is another network's server",
    networks: [
      '{ subnet: 10.20.1.0/24 }',
      '{ subnet: 10.30.1.0/24, relay: true, tftp: [①10.20.1.7] }',
    ],
    findings: ['inventory/address-taken ⑨ > ①'],
  },
  {
    name: "a pool around another network's server",
    networks: [
      '{ subnet: 10.20.1.0/24, pool: ①10.20.1.100-10.20.1.199 }',
      '{ subnet: 10.30.1.0/24, relay: true, server: ②10.20.1.150 }',
    ],
    findings: ['inventory/address-taken ① > ②'],
  },
  {
    name: 'a pool outside its own subnet, though inside another',
    networks: [
      '{ subnet: 10.20.1.0/24 }',
      '{ subnet: ②10.30.1.0/24, pool: ①10.20.1.100-10.20.1.199 }',
    ],
    findings: ['inventory/pool-outside-subnet ① > ②'],
  },
  {
    name: 'a router on another network',
    networks: ['{ subnet: ②10.20.1.0/24, router: ①10.30.1.1 }'],
    findings: ['inventory/address-outside-subnet ① > ②'],
  },
  {
    name: 'a server address beside an attached subnet',
    networks: ['{ subnet: ②10.20.1.0/24, server: ①10.30.1.1 }'],
    findings: ['inventory/address-outside-subnet ① > ②'],
  },
  {
    name: 'an interface for a relayed network',
    networks: [
      '{ subnet: 10.20.1.0/24 }',
      '{ interface: ①eth2, subnet: 10.30.1.0/24, relay: ②true }',
    ],
    findings: ['inventory/relayed-network ① > ②'],
  },
  {
    name: 'an interface for the only network, which is relayed',
    networks: ['{ interface: ①eth2, subnet: 10.20.1.0/24, relay: ②true }'],
    findings: ['inventory/relayed-network ① > ②'],
  },
  {
    name: 'relayed networks, and no word on where we are',
    networks: ['{ subnet: 10.20.1.0/24, relay: ①true }'],
    findings: ['inventory/relayed-network ①'],
  },
];

describe('networks that cannot be', () => {
  it.each(REJECTED)('$name', ({ networks, findings }) => {
    const marked = ['networks:', ...networks.map((network) => `  - ${network}`), ...TAIL];
    expect(findingsOf(marked).toSorted()).toEqual([...findings].toSorted());
  });

  it('leave neighbours alone', () => {
    const networks = [
      `  - ${OFFICE}`,
      '  - { interface: eth2, subnet: 10.20.2.0/24, pool: 10.20.2.100-10.20.2.199, router: 10.20.2.1 }',
      '  - { subnet: 10.30.1.0/24, relay: true, router: 10.30.1.1, server: 10.20.1.1 }',
    ];
    expect(findingsOf(['networks:', ...networks, ...TAIL])).toEqual([]);
  });

  it('named twice as the one network are a collision', () => {
    const main = `include: [more.yaml]\nnetwork: ${OFFICE}\n`;
    const more = { 'more.yaml': 'network: { subnet: 10.30.1.0/24 }' };
    expect(resolveText(main, { files: more }).findings).toEqual([
      'inventory/duplicate-name more.yaml:1:1',
    ]);
  });
});
