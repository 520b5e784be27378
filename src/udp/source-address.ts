// From which of this machine's addresses something would be sent: for those who bind 0.0.0.0 and have to say where they are.

import { once } from 'node:events';
import type { Clock } from '../core/clock.js';
import { createNewest } from '../core/newest.js';
import { createPlainSocket } from './plain-socket.js';

/** Nothing is sent: the system chooses a way when a socket is connected. Rejects with its error (ENETUNREACH, EINVAL). */
export async function sourceAddressFor(remote: string): Promise<string> {
  const socket = createPlainSocket();
  try {
    const connected = once(socket, 'connect');
    // The port is of no account, and must be some.
    socket.connect(9, remote);
    await connected;
    return socket.address().address;
  } finally {
    socket.close();
  }
}

/** A cable or an address that changed is seen after so long at most. */
const HOLDS_MS = 5_000;
const MOST = 1_024;

/** The same for those who ask at each message: each answer holds for a while, what failed is looked up again. */
export function createSourceAddresses(
  clock: Pick<Clock, 'monotonicMs'>,
  look: (remote: string) => Promise<string> = sourceAddressFor,
): (remote: string) => Promise<string> {
  const known = createNewest<{ readonly found: Promise<string>; readonly untilMs: number }>(MOST);
  return (remote) => {
    const before = known.get(remote);
    if (before && clock.monotonicMs() < before.untilMs) return before.found;
    const each = { found: look(remote), untilMs: clock.monotonicMs() + HOLDS_MS };
    known.set(remote, each);
    each.found.catch(() => {
      if (known.get(remote) === each) known.delete(remote);
    });
    return each.found;
  };
}
