// Looks for DHCP servers on our wires as a client would: from port 68 of our address on each. Opens nothing
// on port 67, and leaves nothing open.

import type { Socket } from 'node:dgram';
import { setTimeout as delay } from 'node:timers/promises';
import { type Ipv4, parseIpv4 } from '../../core/ipv4.js';
import { type Mac, macFromBytes } from '../../core/mac.js';
import type { Wire } from '../link/link.js';
import { ANY, bindSocket, closeSocket } from '../link/udp-socket.js';
import { encodeMessage } from '../message/message.js';
import { inventedMac, readAnswer, type Searcher, searchMessages } from './search.js';

export interface FoundServer {
  /** The interface that it answered on. */
  readonly device: string;
  readonly serverId: Ipv4;
  /** What it would have given to a client that it does not know. */
  readonly offered?: Ipv4;
}

export interface ServerSearch {
  readonly wires: readonly Wire[];
  /** How long to wait for answers after each of the askings. */
  readonly listenMs: number;
  /** So many random bytes. */
  random(size: number): Uint8Array;
  /** Has the MACs that it asks with, as long as it asks: a server of this process leaves them alone. */
  readonly searching?: Set<Mac>;
}

const SERVER_PORT = 67;
const CLIENT_PORT = 68;
const EVERYWHERE = '255.255.255.255';
/** A question may be lost, on a wire that has just come up above all. */
const ASKINGS = 2;

/** Each server once an interface. Rejects with a code if port 68 cannot be had. */
export async function findServers(search: ServerSearch): Promise<readonly FoundServer[]> {
  const searches = search.wires.map((wire) => ({ wire, searcher: searcherOn(wire, search) }));
  const found = new Map<string, FoundServer>();
  const opened: Socket[] = [];

  function hear(datagram: Uint8Array, sender: { readonly address: string }): void {
    for (const { wire, searcher } of searches) {
      const answer = readAnswer(datagram, searcher, parseIpv4(sender.address) ?? ANY);
      if (answer === undefined) continue;
      const key = `${wire.device} ${answer.serverId}`;
      found.set(key, { ...found.get(key), device: wire.device, ...answer });
    }
  }
  async function open(address: Ipv4): Promise<Socket> {
    const socket = await bindSocket(address, CLIENT_PORT, true);
    opened.push(socket);
    // An interface without a cable cannot send: nobody is there to be found.
    return socket.on('message', hear).on('error', () => {});
  }

  const macs = searches.map(({ searcher }) => macFromBytes(searcher.mac));
  for (const mac of macs) search.searching?.add(mac);
  try {
    await open(ANY);
    const askers = [];
    for (const { wire, searcher } of searches) {
      askers.push({ socket: await open(wire.address), searcher });
    }
    for (let asking = 0; asking < ASKINGS; asking += 1) {
      for (const { socket, searcher } of askers) ask(socket, searcher);
      await delay(search.listenMs);
    }
    return [...found.values()];
  } finally {
    for (const mac of macs) search.searching?.delete(mac);
    await Promise.all(opened.map(closeSocket));
  }
}

function searcherOn({ address }: Wire, { random }: ServerSearch): Searcher {
  const xid = Buffer.from(random(4)).readUInt32BE();
  return { xid, mac: inventedMac(random(6)), address };
}

function ask(socket: Socket, searcher: Searcher): void {
  for (const message of searchMessages(searcher)) {
    socket.send(encodeMessage(message), SERVER_PORT, EVERYWHERE, () => {});
  }
}
