// Which way of sending and receiving this machine gets: the fast one where it can be had.

import { codeOf } from '../core/coded-error.js';
import type { Log } from '../core/log.js';
import type { OpenSocket } from '../udp/datagram.js';
import { openDgramSocket } from '../udp/dgram-socket.js';
import { createKoffiOpener } from '../udp/koffi-socket.js';
import { loadLibc } from '../udp/libc.js';

export async function chooseOpenSocket(log: Log): Promise<OpenSocket> {
  try {
    return createKoffiOpener(await loadLibc(), openDgramSocket);
  } catch (error) {
    log.info(
      { why: codeOf(error) ?? String(error) },
      'TFTP does without batches: koffi is not there',
    );
    return openDgramSocket;
  }
}
