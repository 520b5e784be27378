// All addresses of ours, where the system does not tell which of them a packet was sent to: a socket for all of them,
// and on the same port one bound to each, which the system prefers for what is sent there. Follows addresses that
// come and go.

import { isIPv6 } from 'node:net';
import { codeOf, messageOf } from '../core/coded-error.js';
import { type Log, silentLog } from '../core/log.js';
import type { DatagramSocket, Endpoint, OpenSocket, Receive } from './datagram.js';
import { createDgramOpener, openDgramSocket } from './dgram-socket.js';
import { readInterfaces } from './interfaces.js';

export interface EachAddressOptions {
  readonly log?: Log;
  /** Of one family, as they can be bound. */
  readonly addresses?: (family: 4 | 6) => readonly string[];
  readonly followEveryMs?: number;
}

const ANY: Readonly<Record<string, 4 | 6>> = { '0.0.0.0': 4, '::': 6 };
const FOLLOW_EVERY_MS = 1_000;
/** What is sent to more addresses is answered from whichever the system takes. */
const MAX_ADDRESSES = 256;
/** A free port may be another's before it is ours. */
const MAX_TRIES = 8;

const openShared = createDgramOpener({ shared: true, ipv6Only: true });

/** By dgram. `::` is IPv6 alone. */
export function createEachAddressOpener(options: EachAddressOptions = {}): OpenSocket {
  return async (local, receive) => {
    const family = ANY[local.address];
    if (family === undefined) return openDgramSocket(local, receive);
    for (let tries = 1; ; tries++) {
      try {
        return await openAll(local, family, receive, options);
      } catch (error) {
        const mayBeChance = local.port === 0 && codeOf(error) === 'EADDRINUSE';
        if (!mayBeChance || tries === MAX_TRIES) throw error;
      }
    }
  };
}

async function openAll(
  wanted: Endpoint,
  family: 4 | 6,
  receive: Receive,
  {
    log = silentLog,
    addresses = localAddresses,
    followEveryMs = FOLLOW_EVERY_MS,
  }: EachAddressOptions,
): Promise<DatagramSocket> {
  const local = await findFree(wanted);
  const members = new Map<string, DatagramSocket>();
  const told = new Set<string>();
  let isOpen = true;
  const all = await openShared(local, (packet, from) => receive(packet, from, socket));
  const socket: DatagramSocket = {
    ...all,
    from: (address) => members.get(address) ?? socket,
    async close() {
      isOpen = false;
      clearInterval(timer);
      await following;
      await Promise.all([all, ...members.values()].map((each) => each.close()));
    },
  };
  async function follow(): Promise<void> {
    const present = new Set(addresses(family).slice(0, MAX_ADDRESSES));
    for (const [address, member] of members) {
      if (present.has(address)) continue;
      members.delete(address);
      await member.close();
    }
    for (const address of present) {
      if (isOpen && !members.has(address)) await add(address);
    }
  }
  async function add(address: string): Promise<void> {
    try {
      const member = await openShared({ address, port: local.port }, (packet, from) =>
        receive(packet, from, named),
      );
      const named = { ...member, local: { address, port: local.port } };
      members.set(address, named);
    } catch (error) {
      if (told.has(address)) return;
      told.add(address);
      log.warn(
        { address, port: local.port, why: codeOf(error) ?? String(error) },
        'what is asked of this address may be answered from another',
      );
    }
  }
  /** What is bound stays as it is, and the next look may succeed. */
  function sayOnce(error: unknown): void {
    const why = messageOf(error);
    if (told.has(why)) return;
    told.add(why);
    log.warn({ port: local.port, why }, 'addresses that come and go are not followed');
  }
  let following = follow();
  const timer = setInterval(() => {
    following = following.then(follow).catch(sayOnce);
  }, followEveryMs);
  timer.unref();
  await following;
  return socket;
}

/** Sharing a port hides that another program has it: that is asked before. */
async function findFree(local: Endpoint): Promise<Endpoint> {
  const alone = createDgramOpener({ ipv6Only: true });
  const socket = await alone(local, () => {});
  const { port } = socket.local;
  await socket.close();
  return { address: local.address, port };
}

function localAddresses(family: 4 | 6): readonly string[] {
  return Object.entries(readInterfaces()).flatMap(([device, infos = []]) =>
    infos.flatMap(({ address }) => {
      if (isIPv6(address) !== (family === 6)) return [];
      return address.startsWith('fe80:') ? `${address}%${device}` : address;
    }),
  );
}
