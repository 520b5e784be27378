// NOTIFYs under way: each is sent until it is answered or nobody waits any longer (RFC 3261 section 17.1.2). Bounded.

import type { Clock } from '../../core/clock.js';
import { headerOf } from '../../sip/message/headers.js';
import { parseSip } from '../../sip/message/parse.js';
import { parseVia } from '../../sip/message/via.js';
import {
  advanceClient,
  beginClient,
  type ClientEvent,
  type ClientTransaction,
  nextClientMs,
} from '../../sip/transaction/client.js';
import type { Endpoint } from '../../udp/datagram.js';

export interface Notifies {
  hasRoom(): boolean;
  /** `ended` is called once: with the status of the answer, or without one where there was none. */
  send(branch: string, bytes: Uint8Array, to: Endpoint, ended: (status?: number) => void): void;
  /** What came to the socket that sends them. */
  receive(packet: Uint8Array): void;
  close(): void;
}

/** A phone that has asked is awake: it answers at once or has gone on. */
const GIVE_UP_MS = 8_000;
const MOST = 256;

interface UnderWay {
  transaction: ClientTransaction;
  timer?: NodeJS.Timeout;
  readonly bytes: Uint8Array;
  readonly to: Endpoint;
  readonly ended: (status?: number) => void;
}

export function createNotifies(
  emit: (bytes: Uint8Array, to: Endpoint) => void,
  clock: Pick<Clock, 'monotonicMs'>,
): Notifies {
  const underWay = new Map<string, UnderWay>();

  function end(branch: string, each: UnderWay, status?: number): void {
    clearTimeout(each.timer);
    // Nobody acknowledges an answer that comes twice.
    underWay.delete(branch);
    each.ended(status);
  }

  function advance(branch: string, each: UnderWay, event: ClientEvent): void {
    const { transaction, actions } = advanceClient(each.transaction, event, clock.monotonicMs(), 0);
    each.transaction = transaction;
    if (actions.includes('send')) emit(each.bytes, each.to);
    if (actions.includes('time-out')) end(branch, each);
    else if (event.type === 'response' && event.status >= 200) end(branch, each, event.status);
    else waitFor(branch, each);
  }

  function waitFor(branch: string, each: UnderWay): void {
    clearTimeout(each.timer);
    const ms = Math.max(0, nextClientMs(each.transaction) - clock.monotonicMs());
    each.timer = setTimeout(() => advance(branch, each, { type: 'time' }), Math.ceil(ms)).unref();
  }

  return {
    hasRoom: () => underWay.size < MOST,
    send(branch, bytes, to, ended) {
      const start = { isInvite: false, isReliable: false, giveUpMs: GIVE_UP_MS };
      const each: UnderWay = {
        transaction: beginClient(start, clock.monotonicMs()),
        ...{ bytes, to, ended },
      };
      underWay.set(branch, each);
      emit(bytes, to);
      waitFor(branch, each);
    },
    receive(packet) {
      const message = parseSip(packet);
      if (message.kind !== 'response') return;
      const branch = parseVia(headerOf(message, 'Via') ?? '')?.params.get('branch') ?? '';
      const each = underWay.get(branch);
      if (each) advance(branch, each, { type: 'response', status: message.status });
    },
    close() {
      for (const { timer } of underWay.values()) clearTimeout(timer);
      underWay.clear();
    },
  };
}
