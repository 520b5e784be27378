// UDP without a system: the server's sockets live in memory, every packet sent is kept, delivery is immediate.

import {
  decodePacket,
  encodePacket,
  type MalformedPacket,
  type Option,
  type Packet,
} from '../../src/tftp/codec/packet.js';
import {
  assemble,
  type DatagramSocket,
  type Endpoint,
  type OpenSocket,
  type Receive,
} from '../../src/udp/datagram.js';

export interface Sent {
  readonly fromPort: number;
  readonly to: Endpoint;
  readonly bytes: Uint8Array;
}

export interface MemoryNetwork {
  readonly openSocket: OpenSocket;
  /** Everything the server sent, in order. */
  readonly sent: readonly Sent[];
  /** What was sent to this client since the last call, and where from. */
  take(
    client: Endpoint,
  ): readonly { readonly packet: Packet | MalformedPacket; readonly fromPort: number }[];
  deliver(client: Endpoint, toPort: number, packet: Packet | Uint8Array): void;
  /** Error code that sending gives from now on; undefined: all goes out. */
  failWith(code: string | undefined): void;
  readonly openSockets: () => number;
}

export const SERVER_PORT = 69;

const keyOf = ({ address, port }: Endpoint): string => `${address} ${port}`;

export function createMemoryNetwork(receiveBufferBytes = 8 * 1024 * 1024): MemoryNetwork {
  const receivers = new Map<number, (datagram: Uint8Array, from: Endpoint) => void>();
  const sent: Sent[] = [];
  /** What no client has taken yet, by client: thousands of them ask. */
  const untaken = new Map<string, Sent[]>();
  let nextPort = 40_000;
  let failure: string | undefined;

  function keep(packet: Sent): void {
    sent.push(packet);
    const key = keyOf(packet.to);
    const before = untaken.get(key);
    if (before) before.push(packet);
    else untaken.set(key, [packet]);
  }

  const openSocket: OpenSocket = (local, receive: Receive) => {
    const port = local.port === 0 ? nextPort++ : local.port;
    const socket: DatagramSocket = {
      backend: 'memory',
      local: { address: local.address, port },
      receiveBufferBytes,
      send(packet, to, onSent) {
        if (failure === undefined) keep({ fromPort: port, to, bytes: assemble(packet) });
        onSent?.(failure);
      },
      from: () => socket,
      close() {
        receivers.delete(port);
        return Promise.resolve();
      },
    };
    receivers.set(port, (datagram, from) => receive(datagram, from, socket));
    return Promise.resolve(socket);
  };

  return {
    openSocket,
    sent,
    take(client) {
      const packets = untaken.get(keyOf(client)) ?? [];
      untaken.delete(keyOf(client));
      return packets.map(({ bytes, fromPort }) => ({ packet: decodePacket(bytes), fromPort }));
    },
    deliver(client, toPort, packet) {
      const bytes = packet instanceof Uint8Array ? packet : encodePacket(packet);
      receivers.get(toPort)?.(bytes, client);
    },
    failWith(code) {
      failure = code;
    },
    openSockets: () => receivers.size,
  };
}

export const readRequest = (fileName: string, options: readonly Option[] = []): Packet => ({
  type: 'RRQ',
  fileName,
  mode: 'octet',
  options,
});

export const ack = (block: number): Packet => ({ type: 'ACK', block });
