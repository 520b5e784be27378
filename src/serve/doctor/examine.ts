// Everything that `serve` needs of this machine, looked at before it serves, or when phones do not boot. Changes
// nothing that lasts.

import { systemClock } from '../../core/clock.js';
import { refusalOf } from '../../core/coded-error.js';
import { formatIpv4, isLoopback } from '../../core/ipv4.js';
import type { Network, Site } from '../../site/site.js';
import { type Backend, chooseBackend } from '../../udp/backend.js';
import type { FileServing } from '../file-servers.js';
import { type ServedNetwork, wiresOf } from '../local-address.js';
import { findOtherServers, NO_SEARCH } from '../other-servers.js';
import { localAddresses, lookAtInterfaces } from '../seen-interfaces.js';
import { checkAnswers } from './answers.js';
import { type Check, ok, problem, warning } from './check.js';
import { judgeClock, judgeNode } from './judge-host.js';
import {
  type Announcement,
  findServed,
  judgeAnnouncement,
  judgeNetwork,
} from './judge-networks.js';
import { judgeOthers } from './judge-others.js';
import { checkPbxes } from './pbxes.js';
import { checkDataPorts, checkDhcpPort, checkHttpPort, checkTftpPort } from './ports.js';
import { checkRoomHosts } from './room-hosts.js';
import { checkDhcpSockets, checkTftpSockets, type LinkPlace } from './sockets.js';
import { checkStateFolder } from './state-folder.js';

/** How somebody wants to serve. */
export interface ServingWanted extends Omit<FileServing, 'connections'> {
  /** Absent: on if the inventory has a network. */
  readonly dhcp?: 'on' | 'off';
  /** Ask on the wires who else answers. */
  readonly dhcpSearch: boolean;
}

export interface Plan extends ServingWanted {
  /** Absent: there is no inventory, and only the machine is looked at. */
  readonly site?: Pick<Site, 'networks' | 'servers' | 'managers' | 'roomHosts'>;
  readonly stateDir: string;
  /** Of Node, as package.json has it. */
  readonly nodeRange: string;
}

export async function examine(plan: Plan): Promise<readonly Check[]> {
  const { address, tftpPort, tftpDataPorts, httpPort, nodeRange } = plan;
  const backend = await chooseBackend();
  const tftpSockets = await checkTftpSockets(address, backend);
  const canBind = tftpSockets.every(({ status }) => status !== 'problem');
  return [
    judgeNode(process.version, nodeRange),
    judgeClock(systemClock.wallMs()),
    ...announcements(plan).flatMap((each) => judgeAnnouncement(each, address, localAddresses())),
    ...tftpSockets,
    ...(canBind ? await checkAnswers(address, backend) : []),
    ...(canBind ? [await checkTftpPort(address, tftpPort)] : []),
    ...(canBind && tftpDataPorts ? [await checkDataPorts(address, tftpDataPorts)] : []),
    ...(canBind && httpPort !== undefined ? [await checkHttpPort(address, httpPort)] : []),
    ...(await examineDhcp(plan, backend)),
    ...(await checkPbxes(plan.site?.managers ?? new Map())),
    ...(await checkRoomHosts(plan.site?.roomHosts ?? new Map())),
  ];
}

/** What the inventory tells phones about where their files are, each host once. */
function announcements({ site }: Plan): readonly Announcement[] {
  const told = [
    ...(site?.servers ?? []).map((host) => ({ host, field: 'site.servers' })),
    ...(site?.networks ?? []).flatMap(({ tftp }) =>
      tftp.map((ip) => ({ host: formatIpv4(ip), field: 'network.tftp' })),
    ),
  ];
  return told.filter(({ host }, at) => at === told.findIndex((each) => each.host === host));
}

async function examineDhcp(plan: Plan, backend: Backend): Promise<readonly Check[]> {
  const { site, dhcp, stateDir } = plan;
  if (dhcp === 'off') return [ok('dhcp', 'off, as --dhcp says')];
  if (site?.networks.length === 0) {
    return dhcp === 'on'
      ? [problem('dhcp', 'the inventory has no network', 'add a `network` section')]
      : [ok('dhcp', 'off: the inventory has no network')];
  }
  const wire = site
    ? await examineNetworks(site.networks, plan, backend)
    : await examineLink(everyWire(backend));
  return [...wire, ...(await checkStateFolder(stateDir, backend))];
}

async function examineNetworks(
  networks: readonly Network[],
  { dhcpSearch }: Plan,
  backend: Backend,
): Promise<readonly Check[]> {
  const seen = lookAtInterfaces(networks.flatMap((network) => network.interface ?? []));
  const served = findServed(networks, seen);
  const wires = wiresOf(served);
  const addresses = [...new Set(served.map(({ serverAddress }) => serverAddress))];
  return [
    ...networks.flatMap((network) => judgeNetwork(network, seen)),
    ...(await examineLink(served.length > 0 ? { wires, addresses, backend } : everyWire(backend))),
    ...(dhcpSearch && wires.length > 0 ? await searchOthers(served) : []),
  ];
}

async function examineLink(place: LinkPlace): Promise<readonly Check[]> {
  if (place.addresses.length === 0) return [];
  return [...(await checkDhcpSockets(place)), await checkDhcpPort(place)];
}

/** Where it is not known which of them are meant. */
function everyWire(backend: Backend): LinkPlace {
  const wires = localAddresses().filter(({ address }) => !isLoopback(address));
  return { wires, addresses: wires.map(({ address }) => address), backend };
}

async function searchOthers(served: readonly ServedNetwork[]): Promise<readonly Check[]> {
  try {
    const own = new Set(localAddresses().map(({ address }) => address));
    return judgeOthers(await findOtherServers(served), own);
  } catch (error) {
    const todo = 'run it as root; where a DHCP client has the port, ask from another machine';
    return [warning('dhcp-others', `${NO_SEARCH}: ${refusalOf(error)}`, todo)];
  }
}
