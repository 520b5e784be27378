// From which of this machine's addresses something would be sent: for those who bind 0.0.0.0 and have to say where they are.

import { once } from 'node:events';
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
