// Which way of sending and receiving this machine gets: the fast one where it can be had.

import { codeOf } from '../core/coded-error.js';
import type { Log } from '../core/log.js';
import { createBothFamiliesOpener } from './both-families.js';
import type { Sockets } from './datagram.js';
import { dgramSockets } from './dgram-socket.js';
import { createEachAddressOpener } from './each-address.js';
import { createKoffiSockets } from './koffi-socket.js';
import { loadLibc } from './libc.js';

export async function chooseSockets(log: Log): Promise<Sockets> {
  const byDgram = { ...dgramSockets, open: createEachAddressOpener({ log }) };
  const { open, adopt } = await fastest(byDgram, log);
  return { open: createBothFamiliesOpener(open, byDgram.open), adopt };
}

async function fastest(byDgram: Sockets, log: Log): Promise<Sockets> {
  try {
    return createKoffiSockets(await loadLibc(), byDgram);
  } catch (error) {
    log.info(
      { why: codeOf(error) ?? String(error) },
      'TFTP does without batches: koffi is not there',
    );
    return byDgram;
  }
}
