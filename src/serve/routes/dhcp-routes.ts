// Asked of networks and addresses.

import { systemClock } from '../../core/clock.js';
import { formatIpv4, formatSubnet, type Ipv4, parseIpv4, subnetContains } from '../../core/ipv4.js';
import { createTurns } from '../../core/turns.js';
import type { Lease } from '../../dhcp/leases/lease.js';
import { json, type Route } from '../../page/route.js';
import type { LeaseAnswer, NetworkAnswer } from '../../page/wire/lists.js';
import type { Network } from '../../site/site.js';
import { sizeOf } from '../pool-use.js';
import { releaseLeases } from '../release-leases.js';
import { reservationsIn } from '../reservations.js';
import { untilText } from '../story/answers.js';
import { type AskedServer, clocksNow } from './asked-server.js';

export function dhcpRoutes(server: AskedServer): readonly Route[] {
  return [
    { method: 'GET', path: '/networks', answer: async () => json(await networksOf(server)) },
    { method: 'GET', path: '/networks/history', answer: () => json(server.pools()) },
    {
      method: 'DELETE',
      path: '/leases/{mac}',
      answer: ({ mac, by }) => releaseLeases(server, mac(), by),
    },
  ];
}

/** More than anybody looks at; `offhook leases` has all. */
const LEASES_MAX = 1_000;

async function networksOf(server: AskedServer): Promise<readonly NetworkAnswer[]> {
  const dhcp = server.dhcp();
  const { networks, phones } = server.served();
  const { placement, pools = [] } = dhcp?.state() ?? {};
  const leases = await leasesOf(dhcp?.leases() ?? [], networks);
  return networks.map((network): NetworkAnswer => {
    const { subnet } = network;
    const placed = placement?.served.find((each) => each.network.subnet === subnet);
    const waits = placement?.waiting.find((each) => each.network.subnet === subnet)?.why;
    const pool = pools.find((each) => each.subnet.network === subnet.network);
    const { all: reserved, held } = reservationsIn(subnet, phones, dhcp);
    return {
      network: formatSubnet(subnet),
      ...(placed?.device !== undefined && { device: placed.device }),
      ...(dhcp === undefined ? { off: true } : placed === undefined && { waits: waits ?? NOT_YET }),
      ...(pool && sizeOf(pool) > 0 && pool.counts),
      reserved,
      held,
      leases: (leases.get(network) ?? [])
        .toSorted((a, b) => a.address - b.address)
        .slice(0, LEASES_MAX)
        .map((lease) => leaseAnswer(lease, server)),
      otherServers: server.site
        .otherServers()
        .filter(({ address }) => subnetContains(subnet, parseIpv4(address) ?? NOWHERE))
        .map(({ address, heardMs }) => ({ server: address, heard: clocksNow().wall(heardMs) })),
    };
  });
}

const NOWHERE = 0 as Ipv4;
const NOT_YET = 'it is not served yet';

/** Some at a time: of fifty thousand somebody else would have to wait. */
async function leasesOf(
  all: Iterable<Lease>,
  networks: readonly Network[],
): Promise<ReadonlyMap<Network, Lease[]>> {
  const found = new Map(networks.map((network) => [network, [] as Lease[]]));
  const { next } = createTurns();
  for (const lease of all) {
    const network = networks.find(({ subnet }) => subnetContains(subnet, lease.address));
    if (network) found.get(network)?.push(lease);
    const turn = next();
    if (turn) await turn;
  }
  return found;
}

function leaseAnswer(
  { address, state, mac, untilMs }: Lease,
  server: Pick<AskedServer, 'served'>,
): LeaseAnswer {
  const until = untilText(untilMs, { nowMs: systemClock.wallMs(), wall: isoOf });
  // Who declined an address does not have it.
  if (state === 'resting') return { address: formatIpv4(address), until };
  const label = server.served().phones.textsOf(mac)?.label;
  return { address: formatIpv4(address), mac, ...(label && { label }), until };
}

const isoOf = (ms: number): string => new Date(ms).toISOString();
