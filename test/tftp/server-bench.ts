// A server on the memory network, in fake time, and the steps that its tests share.

import { afterEach, beforeEach, vi } from 'vitest';
import { contentOf } from '../../src/core/file-content.js';
import type { Packet } from '../../src/tftp/codec/packet.js';
import type { FileAnswer, FileSource } from '../../src/tftp/server/file-source.js';
import type { TransferReport } from '../../src/tftp/server/report.js';
import {
  createTftpServer,
  type TftpServer,
  type TftpServerOptions,
} from '../../src/tftp/server/server.js';
import type { Endpoint } from '../../src/udp/datagram.js';
import { dgramSockets } from '../../src/udp/dgram-socket.js';
import { fileOf } from './lossy-link.js';
import {
  ack,
  createMemoryNetwork,
  type MemoryNetwork,
  readRequest,
  SERVER_PORT,
} from './memory-network.js';

export const PHONE: Endpoint = { address: '10.20.1.153', port: 50_000 };
export const STRANGER: Endpoint = { address: '10.20.1.66', port: 50_000 };

export const found = (bytes: Uint8Array): FileAnswer => ({
  kind: 'file',
  content: contentOf(bytes),
});
export const FILES: FileSource = {
  open: (name) =>
    name === 'missing' ? { kind: 'not-found', expected: false } : found(fileOf(1_100)),
};

export interface Bench {
  readonly network: MemoryNetwork;
  readonly server: TftpServer;
  readonly reports: TransferReport[];
}

let running: TftpServer | undefined;

export async function start(options: Partial<TftpServerOptions> = {}): Promise<Bench> {
  const network = createMemoryNetwork();
  const reports: TransferReport[] = [];
  const server = await createTftpServer({
    address: '10.20.1.1',
    port: SERVER_PORT,
    source: FILES,
    sockets: { ...dgramSockets, open: network.openSocket },
    onReport: (report) => reports.push(report),
    ...options,
  });
  running = server;
  return { network, server, reports };
}

/** Asks and takes the answer, of which there must be exactly one. */
export function ask(network: MemoryNetwork, client: Endpoint, request: Packet) {
  network.deliver(client, SERVER_PORT, request);
  const [answer, ...more] = network.take(client);
  if (answer === undefined || more.length > 0) throw new Error(`${more.length} answers too many`);
  return answer;
}

/** Acknowledges block after block until the server is silent; returns the bytes. */
export function fetchAll(network: MemoryNetwork, client: Endpoint, fileName: string): Buffer {
  network.deliver(client, SERVER_PORT, readRequest(fileName));
  const blocks: Uint8Array[] = [];
  for (;;) {
    const [answer] = network.take(client);
    if (answer?.packet.type !== 'DATA') return Buffer.concat(blocks);
    blocks.push(answer.packet.data);
    network.deliver(client, answer.fromPort, ack(answer.packet.block));
  }
}

/** Call once in each test file. */
export function useFakeTime(): void {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(async () => {
    await running?.close();
    running = undefined;
    vi.useRealTimers();
  });
}
