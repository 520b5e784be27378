// Client transactions that are under way: sends, waits, hands answers over. What to do when is decided in transaction/client.ts.

import type { Clock } from '../../core/clock.js';
import { cseqOf } from '../message/check.js';
import { headerOf } from '../message/headers.js';
import type { SipMessage, SipRequest, SipResponse } from '../message/message.js';
import { branchOf, topViaOf } from '../message/via.js';
import { writeSip } from '../message/write.js';
import {
  advanceClient,
  beginClient,
  type ClientAction,
  type ClientEvent,
  type ClientTransaction,
  nextClientMs,
} from '../transaction/client.js';
import { GIVE_UP_MS } from '../transaction/timers.js';
import type { Hop } from '../transport/hop.js';
import type { Transport } from '../transport/transport.js';
import { composeWithin } from './compose.js';
import type { RequestOutcome } from './user-agent.js';

/** One sending of a request, with all its repetitions. */
export interface ClientRun {
  readonly request: SipRequest;
  readonly hop: Hop;
  readonly giveUpMs?: number | undefined;
  /** Of an INVITE with a provisional answer. */
  readonly ringMs: number;
  /** Provisional answers, the final one, and each repetition of a 2xx to an INVITE. */
  readonly onAnswer: (response: SipResponse, from: Hop, rttMs: number) => void;
  /** There is no final answer. */
  readonly onEnd: (end: ClientEnd) => void;
}

export type ClientEnd = Exclude<RequestOutcome, { readonly kind: 'answered' }>;

export interface Clients {
  /** Throws `UnwritableSip` where a value would end its line. */
  start(run: ClientRun): { stop(): void };
  /** False: nobody waits for it. */
  take(response: SipResponse, from: Hop): boolean;
  /** An answer that cannot be read ends who waited for it. False: nobody did. */
  takeMalformed(message: SipMessage, reason: string, from: Hop): boolean;
  /** Those under way, and those that are answered and may be again. */
  count(): number;
  /** A connection is gone. */
  lost(hop: Hop, code: string): void;
  close(): void;
}

/** What UDP over IPv4 carries. */
const MAX_DATAGRAM_BYTES = 65_507;

interface Entry {
  readonly run: ClientRun;
  readonly bytes: Uint8Array;
  readonly startedMs: number;
  transaction: ClientTransaction;
  timer: NodeJS.Timeout | undefined;
  provisional: number | undefined;
}

export function createClients(
  transport: Pick<Transport, 'send'>,
  clock: Pick<Clock, 'monotonicMs'>,
): Clients {
  const running = new Map<string, Entry>();

  function finish(key: string, entry: Entry, end: ClientEnd): void {
    if (!running.delete(key)) return;
    clearTimeout(entry.timer);
    if (isWaiting(entry)) entry.run.onEnd(end);
  }

  function send(key: string, entry: Entry): void {
    transport.send(entry.bytes, entry.run.hop, (code) =>
      finish(key, entry, { kind: 'unreachable', code }),
    );
  }

  /** The answer is the one that the event brought. */
  function step(key: string, entry: Entry, event: ClientEvent, answer?: [SipResponse, Hop]): void {
    const nowMs = clock.monotonicMs();
    const { transaction, actions } = advanceClient(
      entry.transaction,
      event,
      nowMs,
      entry.run.ringMs,
    );
    const before = entry.transaction;
    entry.transaction = transaction;
    for (const action of actions) act(key, entry, action, before, answer);
    if (transaction.state === 'terminated') {
      running.delete(key);
      clearTimeout(entry.timer);
    } else if (running.get(key) === entry) schedule(key, entry);
  }

  function act(
    key: string,
    entry: Entry,
    action: ClientAction,
    before: ClientTransaction,
    answer?: [SipResponse, Hop],
  ): void {
    const { run } = entry;
    if (action === 'send') send(key, entry);
    else if (action === 'time-out') run.onEnd(silenceOf(entry, before.sent));
    else if (answer === undefined) return;
    else if (action === 'acknowledge') acknowledge(run, answer[0]);
    else {
      if (answer[0].status < 200) entry.provisional = answer[0].status;
      run.onAnswer(...answer, clock.monotonicMs() - entry.startedMs);
    }
  }

  function acknowledge({ request, hop }: ClientRun, response: SipResponse): void {
    const to = headerOf(response, 'To') ?? '';
    transport.send(writeSip(composeWithin('ACK', request, to)), hop);
  }

  function schedule(key: string, entry: Entry): void {
    clearTimeout(entry.timer);
    const waitMs = Math.max(0, nextClientMs(entry.transaction) - clock.monotonicMs());
    entry.timer = setTimeout(() => {
      if (running.get(key) === entry) step(key, entry, { type: 'time' });
    }, waitMs);
  }

  return {
    start(run) {
      const { request, hop, giveUpMs = GIVE_UP_MS } = run;
      const bytes = writeSip(request);
      if (hop.transport === 'udp' && bytes.length > MAX_DATAGRAM_BYTES) {
        run.onEnd({ kind: 'too-large', bytes: bytes.length });
        return { stop() {} };
      }
      const startedMs = clock.monotonicMs();
      const kind = { isInvite: request.method === 'INVITE', isReliable: hop.transport === 'tcp' };
      const transaction = beginClient({ ...kind, giveUpMs }, startedMs);
      const entry: Entry = {
        ...{ run, bytes, startedMs, transaction },
        ...{ timer: undefined, provisional: undefined },
      };
      const key = keyOf(request) ?? '';
      running.set(key, entry);
      schedule(key, entry);
      send(key, entry);
      return { stop: () => finish(key, entry, { kind: 'aborted' }) };
    },

    take(response, from) {
      const key = keyOf(response) ?? '';
      const entry = running.get(key);
      if (entry === undefined) return false;
      step(key, entry, { type: 'response', status: response.status }, [response, from]);
      return true;
    },

    takeMalformed(message, reason, from) {
      const key = keyOf(message) ?? '';
      const entry = running.get(key);
      if (entry === undefined || !isWaiting(entry)) return false;
      finish(key, entry, { kind: 'malformed', reason, from });
      return true;
    },

    count: () => running.size,

    lost({ address, port }, code) {
      for (const [key, entry] of [...running]) {
        const { hop } = entry.run;
        if (hop.transport !== 'tcp' || hop.address !== address || hop.port !== port) continue;
        finish(key, entry, { kind: 'unreachable', code });
      }
    },

    close() {
      for (const [key, entry] of [...running]) finish(key, entry, { kind: 'aborted' });
    },
  };
}

function isWaiting({ transaction: { state } }: Entry): boolean {
  return state === 'trying' || state === 'proceeding';
}

function silenceOf({ provisional }: Entry, sent: number): ClientEnd {
  return { kind: 'silence', sent, ...(provisional !== undefined && { provisional }) };
}

/** Branch and method; the address that an answer comes from is no part of it (RFC 3261 section 17.1.3). */
function keyOf(message: SipMessage): string | undefined {
  const via = topViaOf(message);
  const branch = via === undefined ? undefined : branchOf(via);
  const method = cseqOf(message)?.method;
  return branch === undefined || method === undefined ? undefined : `${branch} ${method}`;
}
