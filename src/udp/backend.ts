// By which way this machine sends and receives: chosen once for the process, and handed to all that need it.

import { codeOf } from '../core/coded-error.js';
import type { Log } from '../core/log.js';
import { createBothFamiliesOpener } from './both-families.js';
import type { Sockets } from './datagram.js';
import { dgramSockets } from './dgram-socket.js';
import { createEachAddressOpener } from './each-address.js';
import { createKoffiSockets } from './koffi-socket.js';
import { type Libc, loadLibc } from './libc.js';

/** koffi calls the C library, also for what is not of UDP; dgram is Node's own, and `refusal` says why it is that. */
export type Backend =
  | { readonly name: 'koffi'; readonly libc: Libc }
  | { readonly name: 'dgram'; readonly libc?: undefined; readonly refusal: unknown };

/** The faster one where it can be had. */
export async function chooseBackend(load: () => Promise<Libc> = loadLibc): Promise<Backend> {
  try {
    return { name: 'koffi', libc: await load() };
  } catch (refusal) {
    return { name: 'dgram', refusal };
  }
}

/** In batches where that can be had, and on all addresses of both families. A set of receive buffers for each call. */
export function socketsBy(backend: Backend, log: Log): Sockets {
  const byDgram = { ...dgramSockets, open: createEachAddressOpener({ log }) };
  const fastest = backend.libc ? createKoffiSockets(backend.libc, byDgram) : byDgram;
  return {
    open: createBothFamiliesOpener(fastest.open, byDgram.open),
    adopt: fastest.adopt,
    ...(!backend.libc && { unbatched: codeOf(backend.refusal) ?? String(backend.refusal) }),
  };
}
