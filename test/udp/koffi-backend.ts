// The batched sockets for a test, or the reason why there are none here.

import type { OpenSocket } from '../../src/udp/datagram.js';
import { dgramSockets, openDgramSocket } from '../../src/udp/dgram-socket.js';
import { createKoffiSockets } from '../../src/udp/koffi-socket.js';
import { loadLibc } from '../../src/udp/libc.js';

export async function koffiBackend(): Promise<OpenSocket | undefined> {
  try {
    return createKoffiSockets(await loadLibc(), dgramSockets).open;
  } catch (error) {
    console.log(`tests of batched sockets skipped: ${error}`);
    return undefined;
  }
}

/** Every way that this machine has, for describe.each. */
export async function backends(): Promise<readonly { name: string; openSocket: OpenSocket }[]> {
  const openSocket = await koffiBackend();
  return [
    { name: 'dgram', openSocket: openDgramSocket },
    ...(openSocket ? [{ name: 'koffi', openSocket }] : []),
  ];
}
