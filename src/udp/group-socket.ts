// Hears a multicast group. Bound to the group's own address: whoever has the same port on this machine for unicast keeps it, and
// nothing of theirs comes here.

import { once } from 'node:events';
import { codeOf } from '../core/coded-error.js';
import type { Endpoint } from './datagram.js';
import { bindPlainSocket, createPlainSocket } from './plain-socket.js';

export interface GroupSocket {
  /**
   * Hears the group on the interfaces that have these addresses, and no longer on others. Returns those of which the system
   * refused it, with its code.
   */
  join(addresses: readonly string[]): ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/** Rejects with the system's error (EADDRINUSE, EACCES, EMFILE). */
export async function openGroupSocket(
  group: Endpoint,
  receive: (packet: Uint8Array, from: Endpoint) => void,
): Promise<GroupSocket> {
  const socket = createPlainSocket({ shared: true });
  await bindPlainSocket(socket, group);
  // An interface that went away, and the like.
  socket.on('error', () => {});
  socket.on('message', (packet, { address, port }) => receive(packet, { address, port }));
  let joined: ReadonlySet<string> = new Set();
  return {
    join(addresses) {
      const wanted = new Set(addresses);
      const refused = new Map<string, string>();
      for (const address of joined) {
        // Where it is refused, the interface is gone, most likely.
        if (!wanted.has(address)) refusalOf(() => socket.dropMembership(group.address, address));
      }
      for (const address of wanted) {
        if (joined.has(address)) continue;
        const code = refusalOf(() => socket.addMembership(group.address, address));
        if (code !== undefined) refused.set(address, code);
      }
      joined = new Set([...wanted].filter((address) => !refused.has(address)));
      return refused;
    },
    async close() {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}

/** The system's code; undefined: it was done. */
function refusalOf(act: () => void): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return codeOf(error) ?? 'EIO';
  }
}
