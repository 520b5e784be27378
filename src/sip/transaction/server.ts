// A server transaction (RFC 3261 sections 17.2.1 and 17.2.2; RFC 6026 and section 13.3.1.4 for 2xx): state and event ->
// state and actions. Pure: times are arguments.

import { GIVE_UP_MS, T1_MS, T2_MS, T4_MS } from './timers.js';

export interface ServerTransaction {
  readonly isInvite: boolean;
  readonly isReliable: boolean;
  /**
   * `trying`: the user has not answered. `completed`: it has; the answer is kept for who asks again, and that to an INVITE is
   * sent again until its ACK comes. `confirmed`: it has come.
   */
  readonly state: 'trying' | 'completed' | 'confirmed' | 'terminated';
  readonly intervalMs: number;
  /** Infinity: not sent again by itself. */
  readonly resendAtMs: number;
  /** Infinity: the user may take its time. */
  readonly endAtMs: number;
}

export type ServerEvent =
  /** The request came again. */
  | { readonly type: 'again' }
  /** The user answers, finally. */
  | { readonly type: 'answer'; readonly status: number }
  | { readonly type: 'ack' }
  | { readonly type: 'time' };

export type ServerAction =
  /** The answer, for the first time or again. */
  | 'send'
  /** Of an INVITE that the user still thinks about: 100. */
  | 'send-trying'
  /** A 2xx that nobody acknowledged: the dialog is over. */
  | 'unacknowledged';

export interface ServerStep {
  readonly transaction: ServerTransaction;
  readonly actions: readonly ServerAction[];
}

export function beginServer(isInvite: boolean, isReliable: boolean): ServerTransaction {
  const never = { resendAtMs: Number.POSITIVE_INFINITY, endAtMs: Number.POSITIVE_INFINITY };
  return { isInvite, isReliable, state: 'trying', intervalMs: T1_MS, ...never };
}

/** When `time` is due next; Infinity: not by itself. */
export function nextServerMs({ state, resendAtMs, endAtMs }: ServerTransaction): number {
  return state === 'terminated' ? Number.POSITIVE_INFINITY : Math.min(resendAtMs, endAtMs);
}

export function advanceServer(
  transaction: ServerTransaction,
  event: ServerEvent,
  nowMs: number,
): ServerStep {
  if (transaction.state === 'terminated') return { transaction, actions: [] };
  return STEPS[event.type](transaction, event, nowMs);
}

type Step = (transaction: ServerTransaction, event: ServerEvent, nowMs: number) => ServerStep;

const STEPS: Readonly<Record<ServerEvent['type'], Step>> = {
  again(transaction) {
    const { state, isInvite } = transaction;
    if (state === 'trying') return { transaction, actions: isInvite ? ['send-trying'] : [] };
    return { transaction, actions: state === 'completed' ? ['send'] : [] };
  },

  answer(transaction, event, nowMs) {
    if (transaction.state !== 'trying' || event.type !== 'answer') {
      return { transaction, actions: [] };
    }
    return { transaction: answered(transaction, event.status, nowMs), actions: ['send'] };
  },

  ack(transaction, _event, nowMs) {
    const { state, isInvite, isReliable } = transaction;
    if (!isInvite || state !== 'completed') return { transaction, actions: [] };
    // Timer I: an ACK may come more than once.
    if (isReliable) return { transaction: terminated(transaction), actions: [] };
    const endAtMs = nowMs + T4_MS;
    const waits = { resendAtMs: Number.POSITIVE_INFINITY, endAtMs };
    return { transaction: { ...transaction, ...waits, state: 'confirmed' }, actions: [] };
  },

  time(transaction, _event, nowMs) {
    if (nowMs >= transaction.endAtMs) {
      const isOpen = transaction.isInvite && transaction.state === 'completed';
      return { transaction: terminated(transaction), actions: isOpen ? ['unacknowledged'] : [] };
    }
    if (nowMs < transaction.resendAtMs) return { transaction, actions: [] };
    const intervalMs = Math.min(transaction.intervalMs * 2, T2_MS);
    const resent = { intervalMs, resendAtMs: nowMs + intervalMs };
    return { transaction: { ...transaction, ...resent }, actions: ['send'] };
  },
};

/** A 2xx to an INVITE is sent again over TCP, too: its ACK goes from end to end (section 13.3.1.4). */
function answered(
  transaction: ServerTransaction,
  status: number,
  nowMs: number,
): ServerTransaction {
  const { isInvite, isReliable } = transaction;
  if (!isInvite) {
    // Timer J.
    if (isReliable) return terminated(transaction);
    return { ...transaction, state: 'completed', endAtMs: nowMs + GIVE_UP_MS };
  }
  const isRepeated = !isReliable || status < 300;
  return {
    ...transaction,
    state: 'completed',
    resendAtMs: isRepeated ? nowMs + T1_MS : Number.POSITIVE_INFINITY,
    endAtMs: nowMs + GIVE_UP_MS,
  };
}

function terminated(transaction: ServerTransaction): ServerTransaction {
  return { ...transaction, state: 'terminated', resendAtMs: Number.POSITIVE_INFINITY };
}
