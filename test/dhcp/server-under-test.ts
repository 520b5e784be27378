// The DHCP server between a wire and a disk that the test holds in its hand.

import type { Clock } from '../../src/core/clock.js';
import type { Log } from '../../src/core/log.js';
import type { Mac } from '../../src/core/mac.js';
import type { DhcpExchange } from '../../src/dhcp/exchange.js';
import type { LeaseJournal } from '../../src/dhcp/journal/journal.js';
import type { Lease } from '../../src/dhcp/leases/lease.js';
import type { Arrival, DhcpLink, LinkEvents } from '../../src/dhcp/link/link.js';
import { type DhcpMessage, decodeMessage } from '../../src/dhcp/message/message.js';
import type { AddressCheck } from '../../src/dhcp/offer/address-check.js';
import { createDhcpServer, type DhcpConfiguration } from '../../src/dhcp/server.js';
import { LAN, NOW, POLICY } from './wire-under-test.js';

/** A link in memory: what is put on the wire is kept. */
export function createWire() {
  const sent: DhcpMessage[] = [];
  let events: LinkEvents | undefined;
  let closed = false;
  const link: DhcpLink = {
    receiveBufferBytes: 8 << 20,
    listen(listener) {
      events = listener;
    },
    send(datagram) {
      const decoded = decodeMessage(datagram);
      if (decoded.ok) sent.push(decoded.message);
    },
    async close() {
      closed = true;
    },
  };
  return {
    link,
    sent,
    isClosed: () => closed,
    receive: (datagram: Uint8Array, arrival: Arrival = { unicast: false }) =>
      events?.request(datagram, arrival),
    fail: (error: Error) => events?.fault(error),
  };
}

/** A journal whose disk answers when the test says so. */
export function createSlowJournal(known: readonly Lease[] = []) {
  const waiting: { lease: Lease; resolve(): void; reject(error: Error): void }[] = [];
  const journal: LeaseJournal = {
    leases: () => known,
    at: (address) => known.find((each) => each.address === address),
    found: { damagedLines: 0, unorderedLines: 0, disputedLines: 0 },
    append: (each) =>
      new Promise((resolve, reject) => waiting.push({ lease: each, resolve, reject })),
    check: async () => undefined,
    close: async () => undefined,
  };
  return { journal, waiting };
}

export interface Said {
  readonly level: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function createRecordingLog(): { readonly log: Log; readonly said: Said[] } {
  const said: Said[] = [];
  const at = (level: string) => (fields: Readonly<Record<string, unknown>>, text: string) =>
    void said.push({ level, text, fields });
  return {
    said,
    log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
  };
}

export interface ServerUnderTest extends Partial<DhcpConfiguration> {
  readonly known?: readonly Lease[];
  /** In the place of one that knows these, and whose disk the test is. */
  readonly journal?: LeaseJournal;
  /** By how much the clock is wrong at first. */
  readonly wrongMs?: number;
  readonly checkAddress?: AddressCheck;
  /** Clients that look for other servers. */
  readonly searching?: ReadonlySet<Mac>;
  /** Beside keeping the exchanges. */
  readonly observe?: (exchange: DhcpExchange) => void;
}

export function createServer(options: ServerUnderTest = {}) {
  const wire = createWire();
  const { journal, waiting } = createSlowJournal(options.known);
  const exchanges: DhcpExchange[] = [];
  const { log, said } = createRecordingLog();
  /** Time passes by `monotonicMs`, on the wall, too; `wallMs` sets the clock there. */
  const time = { wallMs: NOW + (options.wrongMs ?? 0), monotonicMs: 5000 };
  const clock: Clock = {
    wallMs: () => time.wallMs + time.monotonicMs - 5000,
    monotonicMs: () => time.monotonicMs,
  };
  const server = createDhcpServer({
    link: wire.link,
    journal: options.journal ?? journal,
    clock,
    log,
    observe(exchange) {
      exchanges.push(exchange);
      options.observe?.(exchange);
    },
    policy: options.policy ?? POLICY,
    subnets: options.subnets ?? [LAN],
    ...(options.searching && { searching: options.searching }),
    ...(options.checkAddress && { checkAddress: options.checkAddress }),
  });
  return { server, wire, waiting, exchanges, said, time };
}

/** What was put off to the next turn of the event loop has happened. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
