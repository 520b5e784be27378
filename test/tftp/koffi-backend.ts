// The batched sockets for a test, or the reason why there are none here.

import type { OpenSocket } from '../../src/tftp/datagram.js';
import { openDgramSocket } from '../../src/tftp/dgram-socket.js';
import { createKoffiOpener } from '../../src/tftp/koffi-socket.js';
import { loadLibc } from '../../src/tftp/libc.js';

export async function koffiBackend(): Promise<OpenSocket | undefined> {
  try {
    return createKoffiOpener(await loadLibc(), openDgramSocket);
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
