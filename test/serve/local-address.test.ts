import { describe, expect, it } from 'vitest';
import { formatIpv4, parseIpv4 } from '../../src/core/ipv4.js';
import {
  linkPlaceOf,
  type Placement,
  placementKey,
  placeNetworks,
} from '../../src/serve/local-address.js';
import type { Seen, SeenLink } from '../../src/serve/seen-interfaces.js';
import { snapshotOf } from './snapshot-under-test.js';

const ip = (text: string) => parseIpv4(text) ?? expect.fail(text);
const networksOf = (...networks: string[]) =>
  snapshotOf(`networks: [${networks.map((each) => `{ ${each} }`).join(', ')}]`).site.networks;

/** `eth1#3 10.20.1.1 10.20.1.5`; with `down` only its existence is seen. */
function seen(...interfaces: readonly string[]): Seen {
  const links = new Map<string, SeenLink>();
  const addresses = interfaces.flatMap((line) => {
    const [name = '', ...rest] = line.split(' ');
    const [device = '', index] = name.split('#');
    links.set(device, { index: Number(index), isRunning: !rest.includes('down') });
    return rest.filter((each) => each !== 'down').map((each) => ({ device, address: ip(each) }));
  });
  return { addresses, links };
}

/** `10.20.1.0 10.20.1.1 eth1#3 asleep`, and what the others wait for. */
function told({ served, waiting }: Placement) {
  return [
    ...served.map(({ network, serverAddress, device, index, asleep }) =>
      [
        formatIpv4(network.subnet.network),
        formatIpv4(serverAddress),
        ...(device === undefined ? [] : [`${device}#${index}`]),
        ...(asleep ? ['asleep'] : []),
      ].join(' '),
    ),
    ...waiting.map(({ network, why }) => `${formatIpv4(network.subnet.network)}: ${why}`),
  ];
}

const PHONES = 'subnet: 10.20.1.0/24, interface: eth1';
const LAB = 'subnet: 10.30.0.0/24, interface: eth2';
const ANYWHERE = 'subnet: 10.20.1.0/24';
const BRANCH = 'subnet: 10.81.0.0/24, relay: true';
const VIP = 'subnet: 10.82.0.0/24, relay: true, server: 10.99.0.9';
const NO_ADDRESS = 'interface eth1 has no address in 10.20.1.0/24';

interface Case {
  readonly what: string;
  readonly networks: readonly string[];
  readonly first: readonly string[];
  readonly later: readonly string[];
  readonly placed: readonly string[];
}

const CASES: readonly Case[] = [
  {
    what: 'two wires, of which one is missing at first',
    networks: [PHONES, LAB],
    first: ['eth1#3 10.20.1.1'],
    later: ['eth1#3 10.20.1.1', 'eth2#4 10.30.0.1'],
    placed: ['10.20.1.0 10.20.1.1 eth1#3', '10.30.0.0 10.30.0.1 eth2#4'],
  },
  {
    what: 'two wires, of which one is not there',
    networks: [PHONES, LAB],
    first: [],
    later: ['eth1#3 10.20.1.1'],
    placed: ['10.20.1.0 10.20.1.1 eth1#3', '10.30.0.0: there is no interface eth2'],
  },
  {
    what: 'a cable that is out from the start',
    networks: [PHONES],
    first: ['eth1#3 down'],
    later: ['eth1#3 down'],
    placed: ['10.20.1.0: interface eth1 is down, or its cable is out'],
  },
  {
    what: 'a cable that was taken out',
    networks: [PHONES],
    first: ['eth1#3 10.20.1.1'],
    later: ['eth1#3 down'],
    placed: ['10.20.1.0 10.20.1.1 eth1#3 asleep'],
  },
  {
    what: 'an interface that lost its address',
    networks: [PHONES],
    first: ['eth1#3 10.20.1.1'],
    later: ['eth1#3'],
    placed: [`10.20.1.0: ${NO_ADDRESS}`],
  },
  {
    what: 'an interface made anew, without a cable yet',
    networks: [PHONES],
    first: ['eth1#3 10.20.1.1'],
    later: ['eth1#9 down'],
    placed: ['10.20.1.0: interface eth1 is down, or its cable is out'],
  },
  {
    what: 'an interface made anew',
    networks: [PHONES],
    first: ['eth1#3 10.20.1.1'],
    later: ['eth1#9 10.20.1.1'],
    placed: ['10.20.1.0 10.20.1.1 eth1#9'],
  },
  {
    what: 'another address',
    networks: [PHONES],
    first: ['eth1#3 10.20.1.1'],
    later: ['eth1#3 10.20.1.5'],
    placed: ['10.20.1.0 10.20.1.5 eth1#3'],
  },
  {
    what: 'one more address, told first',
    networks: [PHONES],
    first: ['eth1#3 10.20.1.5'],
    later: ['eth1#3 10.20.1.1 10.20.1.5'],
    placed: ['10.20.1.0 10.20.1.5 eth1#3'],
  },
  {
    what: 'an interface renamed that was named',
    networks: [PHONES],
    first: ['eth1#3 10.20.1.1'],
    later: ['lan0#3 10.20.1.1'],
    placed: ['10.20.1.0: there is no interface eth1'],
  },
  {
    what: 'an interface renamed that nobody named',
    networks: [ANYWHERE],
    first: ['eth1#3 10.20.1.1'],
    later: ['lan0#3 10.20.1.1'],
    placed: ['10.20.1.0 10.20.1.1 lan0#3'],
  },
  {
    what: 'a network behind a relay agent, by the first wire that is there',
    networks: [PHONES, LAB, BRANCH],
    first: [],
    later: ['eth2#4 10.30.0.1'],
    placed: [
      '10.30.0.0 10.30.0.1 eth2#4',
      '10.81.0.0 10.30.0.1',
      '10.20.1.0: there is no interface eth1',
    ],
  },
  {
    what: 'a network behind a relay agent, that keeps the address it has',
    networks: [PHONES, LAB, BRANCH],
    first: ['eth2#4 10.30.0.1'],
    later: ['eth1#3 10.20.1.1', 'eth2#4 10.30.0.1'],
    placed: ['10.20.1.0 10.20.1.1 eth1#3', '10.30.0.0 10.30.0.1 eth2#4', '10.81.0.0 10.30.0.1'],
  },
  {
    what: 'a network behind a relay agent, without any wire',
    networks: [PHONES, BRANCH],
    first: [],
    later: [],
    placed: [
      '10.20.1.0: there is no interface eth1',
      '10.81.0.0: no network without a relay agent is served, whose address it would use',
    ],
  },
  {
    what: 'an address that is another machine’s for now',
    networks: [VIP],
    first: [],
    later: ['eth1#3 10.20.1.1'],
    placed: ['10.82.0.0: this machine has no address 10.99.0.9'],
  },
  {
    what: 'an address that wanders off',
    networks: [VIP],
    first: ['eth1#3 10.20.1.1 10.99.0.9'],
    later: ['eth1#3 10.20.1.1'],
    placed: ['10.82.0.0 10.99.0.9'],
  },
];

describe('networks on this machine', () => {
  it.each(CASES)('$what', ({ networks, first, later, placed }) => {
    const wanted = networksOf(...networks);
    const before = placeNetworks(wanted, seen(...first));
    const now = placeNetworks(wanted, seen(...later), before);
    expect(told(now)).toEqual(placed);
    expect(placementKey(placeNetworks(wanted, seen(...later), now))).toBe(placementKey(now));
  });

  it.each([
    ['interface', 'subnet: 10.20.1.0/24, interface: eth2', 'there is no interface eth2'],
    ['address', `${PHONES}, server: 10.20.1.5`, 'interface eth1 is down, or its cable is out'],
  ])('are not taken to be where they were if another %s is wanted', (_what, wanted, why) => {
    const before = placeNetworks(networksOf(PHONES), seen('eth1#3 10.20.1.1'));
    const now = placeNetworks(networksOf(wanted), seen('eth1#3 down'), before);
    expect(told(now)).toEqual([`10.20.1.0: ${why}`]);
  });

  it('are heard on their wires, and on what else we have there, with or without a cable', () => {
    const networks = networksOf(PHONES, LAB);
    const wires = ['eth1#3 10.20.1.1 10.20.1.5 192.168.7.2', 'eth2#4 10.30.0.1'];
    const before = placeNetworks(networks, seen(...wires, 'eth3#5 10.66.0.1'));
    const further = ['10.20.1.5', '192.168.7.2'].map(ip);
    expect(linkPlaceOf(before)).toEqual({
      wires: [
        { device: 'eth1', address: ip('10.20.1.1'), index: 3 },
        { device: 'eth2', address: ip('10.30.0.1'), index: 4 },
      ],
      addresses: [ip('10.20.1.1'), ip('10.30.0.1')],
      further: further.map((address) => ({ device: 'eth1', address })),
    });
    const asleep = placeNetworks(networks, seen('eth1#3 down', 'eth2#4 10.30.0.1'), before);
    expect(linkPlaceOf(asleep)).toEqual(linkPlaceOf(before));
  });

  it('are where their addresses are, if the system tells no more', () => {
    const networks = networksOf(PHONES);
    const { addresses } = seen('eth1#3 10.20.1.1');
    const { served } = placeNetworks(networks, { addresses });
    expect(served).toMatchObject([{ device: 'eth1', serverAddress: ip('10.20.1.1') }]);
    expect(told(placeNetworks(networks, { addresses: [] }))).toEqual([
      `10.20.1.0: ${NO_ADDRESS}, or is not up`,
    ]);
  });
});
