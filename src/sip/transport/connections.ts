// Connections of TCP, made by us or by others, one for each other end. Bounded; a stream that is out of step is closed.

import { connect, type Socket } from 'node:net';
import { codeOf } from '../../core/coded-error.js';
import { unmapIpv4 } from '../../core/ipv4.js';
import { createFraming } from '../message/framing.js';
import type { MalformedSip, SipMessage } from '../message/message.js';
import type { Hop } from './hop.js';

export interface ConnectionsOptions {
  readonly receive: (message: SipMessage | MalformedSip, from: Hop) => void;
  readonly onLost: (hop: Hop, code: string) => void;
}

export interface Connections {
  /** One that somebody else made. */
  take(socket: Socket): void;
  /** By the connection that there is, or a new one. */
  send(bytes: Uint8Array, to: Hop): void;
  close(): void;
}

const MAX_CONNECTIONS = 256;
/** Phones keep theirs alive within two minutes. */
const IDLE_MS = 180_000;
/** What somebody who does not read lets us keep. */
const MAX_UNSENT_BYTES = 256 * 1024;
/** The answer to line ends that stand alone (RFC 5626 section 4.4.1). */
const PONG = Buffer.from('\r\n');

export function createConnections({ receive, onLost }: ConnectionsOptions): Connections {
  const sockets = new Map<string, Socket>();
  const keyOf = ({ address, port }: Hop) => `${address}:${port}`;

  function attach(socket: Socket, hop: Hop): void {
    const key = keyOf(hop);
    const framing = createFraming();
    let code = 'ECONNRESET';
    sockets.set(key, socket);
    socket.setNoDelay(true);
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    socket.on('data', (chunk) => {
      const { messages, pings, broken } = framing.push(chunk);
      if (pings > 0) socket.write(PONG);
      for (const message of messages) receive(message, hop);
      if (broken !== undefined) socket.destroy();
    });
    socket.on('error', (error) => {
      code = codeOf(error) ?? code;
    });
    socket.on('close', () => {
      if (sockets.get(key) === socket) sockets.delete(key);
      onLost(hop, code);
    });
  }

  return {
    take(socket) {
      const { remoteAddress, remotePort } = socket;
      if (remoteAddress === undefined || remotePort === undefined) return;
      if (sockets.size >= MAX_CONNECTIONS) {
        socket.destroy();
        return;
      }
      attach(socket, { address: unmapIpv4(remoteAddress), port: remotePort, transport: 'tcp' });
    },

    send(bytes, to) {
      let socket = sockets.get(keyOf(to));
      if (socket === undefined || socket.destroyed) {
        socket = connect({ host: to.address, port: to.port });
        attach(socket, to);
      }
      socket.write(bytes);
      if (socket.writableLength > MAX_UNSENT_BYTES) socket.destroy();
    },

    close() {
      for (const socket of sockets.values()) socket.destroy();
      sockets.clear();
    },
  };
}
