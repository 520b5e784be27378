// Where messages come in and go out: one port, by UDP and TCP. Knows of a message only where it begins and ends.

import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { codeOf } from '../../core/coded-error.js';
import type { DatagramSocket, Endpoint } from '../../udp/datagram.js';
import { openDgramSocket } from '../../udp/dgram-socket.js';
import type { MalformedSip, SipMessage } from '../message/message.js';
import { parseSip } from '../message/parse.js';
import { type Connections, createConnections } from './connections.js';
import type { Hop, SipTransport } from './hop.js';

export interface TransportOptions {
  readonly local: Endpoint;
  readonly transports: readonly SipTransport[];
  /** As a Cisco 79xx with UDP: what it sends leaves from another port than the one it listens on. */
  readonly sendsFromOtherPort: boolean;
  readonly receive: (message: SipMessage | MalformedSip, from: Hop) => void;
  /** A connection that could not be made, or was lost. */
  readonly onLost: (hop: Hop, code: string) => void;
}

export interface Transport {
  /** As bound. */
  readonly local: Endpoint;
  /** Never throws: what cannot be sent by UDP goes to `onRefused` with the system's code, by TCP to `onLost`. */
  send(bytes: Uint8Array, to: Hop, onRefused?: (code: string) => void): void;
  close(): Promise<void>;
}

/** What keeps a way through a firewall open: a few bytes that are no message. */
const KEEP_ALIVE_BYTES = 4;
/** Both have to be free; of one port that the system chose, the other transport may be taken. */
const TRIES = 10;

/** Rejects with the system's error, whose `code` says why. */
export async function openTransport(options: TransportOptions): Promise<Transport> {
  const { local, transports, receive, onLost } = options;
  const connections = createConnections({ receive, onLost });
  const listeners = await openBoth();
  const { udp, server, port } = listeners;
  const sender = options.sendsFromOtherPort
    ? await openDgramSocket({ address: local.address, port: 0 }, () => {})
    : udp;
  return {
    local: { address: local.address, port },
    send(bytes, to, onRefused) {
      if (to.transport === 'tcp') connections.send(bytes, to);
      else if (sender === undefined) onRefused?.('EPROTONOSUPPORT');
      else sender.send(bytes, to, (code) => code !== undefined && onRefused?.(code));
    },
    async close() {
      connections.close();
      const closed = server === undefined ? undefined : closeServer(server);
      await Promise.all([udp?.close(), sender?.close(), closed]);
    },
  };

  async function closeServer(open: Server): Promise<void> {
    const closed = once(open, 'close');
    open.close();
    await closed;
  }

  interface Listeners {
    readonly udp: DatagramSocket | undefined;
    readonly server: Server | undefined;
    readonly port: number;
  }

  async function openBoth(): Promise<Listeners> {
    for (let tries = 1; ; tries += 1) {
      const udp = transports.includes('udp') ? await openUdp() : undefined;
      try {
        const at = { ...local, port: udp?.local.port ?? local.port };
        const server = transports.includes('tcp') ? await listenTcp(at, connections) : undefined;
        return { udp, server, port: server === undefined ? at.port : portOf(server) };
      } catch (error) {
        await udp?.close();
        const isTaken = codeOf(error) === 'EADDRINUSE' && local.port === 0;
        if (!isTaken || tries === TRIES) throw error;
      }
    }
  }

  function openUdp(): Promise<DatagramSocket> {
    return openDgramSocket(local, (packet, from) => {
      if (packet.length <= KEEP_ALIVE_BYTES) return;
      // The packet is overwritten later, and a body is a view of it.
      receive(parseSip(Uint8Array.from(packet)), { ...from, transport: 'udp' });
    });
  }
}

async function listenTcp({ address, port }: Endpoint, to: Connections): Promise<Server> {
  const server = createServer((socket) => to.take(socket));
  const listening = once(server, 'listening');
  server.listen({ host: address, port });
  try {
    await listening;
  } catch (error) {
    server.close();
    throw error;
  }
  server.on('error', () => {});
  return server;
}

function portOf(server: Server): number {
  const at = server.address();
  return typeof at === 'object' && at !== null ? at.port : 0;
}
