// The DHCP of pretend phones over one real socket: each asks for itself and hears what answers its own question.

import type { Socket } from 'node:dgram';
import type { Mac } from '../core/mac.js';
import { ANY, bindSocket, closeSocket } from '../dhcp/link/udp-socket.js';
import { clientMessage, readClientAnswer } from './client-message.js';
import type { Asking, DhcpAnswer } from './phone-wire.js';

export interface DhcpClient {
  /** Undefined: nobody answered in time. */
  ask(mac: Mac, asking: Asking): Promise<DhcpAnswer | undefined>;
  close(): Promise<void>;
}

const SERVER_PORT = 67;
const CLIENT_PORT = 68;
const EVERYWHERE = '255.255.255.255';
/** A server that looks who uses an address takes a second before it offers it. */
const ANSWER_MS = 2_500;

/** Where broadcasts go is a matter of routes. Rejects where port 68 cannot be had. */
export async function openDhcpClient(): Promise<DhcpClient> {
  const socket: Socket = await bindSocket(ANY, CLIENT_PORT, true);
  const waiting = new Map<number, (answer: DhcpAnswer) => void>();
  socket.on('message', (datagram: Uint8Array) => {
    for (const [xid, take] of waiting) {
      const answer = readClientAnswer(datagram, xid);
      if (answer) take(answer);
    }
  });
  return {
    ask: (mac, asking) =>
      new Promise((resolve, reject) => {
        const over = (answer?: DhcpAnswer) => {
          clearTimeout(timer);
          waiting.delete(asking.xid);
          resolve(answer);
        };
        const timer = setTimeout(over, ANSWER_MS);
        waiting.set(asking.xid, over);
        socket.send(clientMessage(mac, asking), SERVER_PORT, EVERYWHERE, (error) => {
          if (!error) return;
          over();
          reject(error);
        });
      }),
    close: () => closeSocket(socket),
  };
}
