// Server transactions that are under way: each request is handed to its user once, and answered as often as it comes. What to
// do when is decided in transaction/server.ts. Bounded: of too many, the oldest is forgotten.

import type { Clock } from '../../core/clock.js';
import { cseqOf } from '../message/check.js';
import { headerOf } from '../message/headers.js';
import type { SipRequest } from '../message/message.js';
import { tagOf } from '../message/name-address.js';
import { branchOf, topViaOf } from '../message/via.js';
import { writeSip } from '../message/write.js';
import {
  advanceServer,
  beginServer,
  nextServerMs,
  type ServerEvent,
  type ServerTransaction,
} from '../transaction/server.js';
import { GIVE_UP_MS } from '../transaction/timers.js';
import type { Hop } from '../transport/hop.js';
import type { Transport } from '../transport/transport.js';
import { answerHop, composeAnswer } from './compose.js';
import type { SipAnswer } from './user-agent.js';

interface Asked {
  readonly request: SipRequest;
  readonly from: Hop;
  /** Of our answers, where the request has none for us. */
  readonly tag: string;
}

/** A request that came in for the first time. */
export interface ServerRun extends Asked {
  /** Says the final answer; undefined: there will be none. False: it is too late for it. Throws `UnwritableSip`. */
  answer(answer: SipAnswer | undefined, contact: string | undefined): boolean;
  /** What to do when nobody acknowledges a 2xx to an INVITE. */
  onUnacknowledged?: () => void;
}

export interface ServersOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly product: string;
  readonly newTag: () => string;
  readonly onRequest: (run: ServerRun) => void;
  readonly onOverload: () => void;
}

export interface Servers {
  take(request: SipRequest, from: Hop): void;
  close(): void;
}

const MAX_TRANSACTIONS = 1_024;

interface Entry extends ServerRun {
  transaction: ServerTransaction;
  bytes: Uint8Array | undefined;
  timer: NodeJS.Timeout | undefined;
}

export function createServers(options: ServersOptions): Servers {
  const { transport, clock, product, onRequest } = options;
  const running = new Map<string, Entry>();
  /** INVITEs by what the ACK of a 2xx names: it is a transaction of its own. */
  const accepted = new Map<string, string>();

  function forget(key: string): void {
    const entry = running.get(key);
    if (entry === undefined) return;
    clearTimeout(entry.timer);
    running.delete(key);
    accepted.delete(ackKey(entry.request));
  }

  function step(key: string, entry: Entry, event: ServerEvent): void {
    const { transaction, actions } = advanceServer(entry.transaction, event, clock.monotonicMs());
    entry.transaction = transaction;
    for (const action of actions) {
      if (action === 'send' && entry.bytes !== undefined) reply(entry, entry.bytes);
      else if (action === 'send-trying') sendTrying(entry);
      else if (action === 'unacknowledged') entry.onUnacknowledged?.();
    }
    if (transaction.state === 'terminated') forget(key);
    else schedule(key, entry);
  }

  function schedule(key: string, entry: Entry): void {
    clearTimeout(entry.timer);
    const nextMs = nextServerMs(entry.transaction);
    if (nextMs === Number.POSITIVE_INFINITY) return;
    const waitMs = Math.max(0, nextMs - clock.monotonicMs());
    entry.timer = setTimeout(() => {
      if (running.get(key) === entry) step(key, entry, { type: 'time' });
    }, waitMs);
  }

  function reply({ request, from }: Asked, bytes: Uint8Array): void {
    transport.send(bytes, answerHop(request, from));
  }

  function write({ request, from, tag }: Asked, answer: SipAnswer, contact?: string): Uint8Array {
    return writeSip(composeAnswer(request, answer, { tag, source: from, product, contact }));
  }

  function sendTrying(entry: Entry): void {
    reply(entry, write(entry, { status: 100 }));
  }

  function answer(
    key: string,
    entry: Entry,
    what: SipAnswer | undefined,
    contact: string | undefined,
  ): boolean {
    if (running.get(key) !== entry || entry.transaction.state !== 'trying') return false;
    if (what === undefined) {
      // Repetitions of it stay unanswered, too.
      entry.timer = setTimeout(() => forget(key), GIVE_UP_MS);
      return true;
    }
    entry.bytes = write(entry, what, contact);
    step(key, entry, { type: 'answer', status: what.status });
    return true;
  }

  function begin(key: string, request: SipRequest, from: Hop): void {
    const isInvite = request.method === 'INVITE';
    const [oldest] = running.keys();
    if (running.size >= MAX_TRANSACTIONS && oldest !== undefined) {
      options.onOverload();
      forget(oldest);
    }
    const entry: Entry = {
      ...{ request, from, tag: options.newTag() },
      transaction: beginServer(isInvite, from.transport === 'tcp'),
      ...{ bytes: undefined, timer: undefined },
      answer: (what, contact) => answer(key, entry, what, contact),
    };
    running.set(key, entry);
    if (isInvite) accepted.set(ackKey(request), key);
    onRequest(entry);
  }

  /** The 487 to an INVITE that nobody answered yet, and the answer to the CANCEL itself (RFC 3261 section 9.2). */
  function takeCancel(cancel: SipRequest, from: Hop): void {
    const key = keyOf(cancel, 'INVITE');
    const entry = running.get(key);
    const asked = { request: cancel, from, tag: entry?.tag ?? options.newTag() };
    reply(asked, write(asked, { status: entry === undefined ? 481 : 200 }));
    if (entry !== undefined) answer(key, entry, { status: 487 }, undefined);
  }

  return {
    take(request, from) {
      const { method } = request;
      if (method === 'CANCEL') return takeCancel(request, from);
      const isAck = method === 'ACK';
      const own = keyOf(request, isAck ? 'INVITE' : method);
      const key = isAck && !running.has(own) ? (accepted.get(ackKey(request)) ?? own) : own;
      const entry = running.get(key);
      if (entry !== undefined) step(key, entry, { type: isAck ? 'ack' : 'again' });
      else if (!isAck) begin(key, request, from);
    },
    close() {
      for (const key of [...running.keys()]) forget(key);
    },
  };
}

/** Branch, who sent it, and method; without a branch of RFC 3261 what that of RFC 2543 compares (section 17.2.3). */
function keyOf(request: SipRequest, method: string): string {
  const via = topViaOf(request);
  const branch = via === undefined ? undefined : branchOf(via);
  if (branch !== undefined) return [branch, via?.host, via?.port ?? '', method].join('\n');
  return [headerOf(request, 'Via'), request.uri, ackKey(request), method].join('\n');
}

/** What an INVITE and the ACK of its 2xx have in common. */
function ackKey(request: SipRequest): string {
  const number = cseqOf(request)?.number ?? 0;
  return [headerOf(request, 'Call-ID'), number, tagOf(headerOf(request, 'From')) ?? ''].join('\n');
}
