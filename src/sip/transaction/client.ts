// A client transaction (RFC 3261 sections 17.1.1 and 17.1.2, with RFC 6026 for 2xx): state and event -> state and actions.
// Pure: times are arguments. Knows of a message only what status it has.

import { GIVE_UP_MS, T1_MS, T2_MS, T4_MS } from './timers.js';

export interface ClientTransaction {
  readonly isInvite: boolean;
  /** TCP loses nothing: nothing is sent again, and what is over is forgotten at once. */
  readonly isReliable: boolean;
  /**
   * `trying` is "calling" of an INVITE. `completed` takes repetitions of the final answer; in `accepted` each 2xx of an INVITE
   * goes to the user, which acknowledges it.
   */
  readonly state: 'trying' | 'proceeding' | 'completed' | 'accepted' | 'terminated';
  /** How often the request was sent. */
  readonly sent: number;
  readonly intervalMs: number;
  /** Infinity: not sent again. */
  readonly resendAtMs: number;
  /** Of silence first, then of the time in which repetitions are awaited. */
  readonly endAtMs: number;
}

export type ClientEvent =
  | { readonly type: 'response'; readonly status: number }
  /** It is time for what was due, or not. */
  | { readonly type: 'time' };

export type ClientAction =
  | 'send'
  /** The ACK of an answer to an INVITE other than 2xx, by the transaction itself. */
  | 'acknowledge'
  /** The answer is the user's: a provisional one, or a final one for the first time (each 2xx of an INVITE). */
  | 'deliver'
  /** Nothing came, or nothing final. */
  | 'time-out';

export interface ClientStep {
  readonly transaction: ClientTransaction;
  readonly actions: readonly ClientAction[];
}

export interface ClientStart {
  readonly isInvite: boolean;
  readonly isReliable: boolean;
  /** Timer B or F. */
  readonly giveUpMs?: number;
  /** Timer C. */
  readonly ringMs?: number;
}

/** To be sent once by whoever begins it. */
export function beginClient(
  { isInvite, isReliable, giveUpMs = GIVE_UP_MS }: ClientStart,
  nowMs: number,
): ClientTransaction {
  return {
    isInvite,
    isReliable,
    state: 'trying',
    sent: 1,
    intervalMs: T1_MS,
    resendAtMs: isReliable ? Number.POSITIVE_INFINITY : nowMs + T1_MS,
    endAtMs: nowMs + giveUpMs,
  };
}

/** When `time` is due next; Infinity: never, it is over. */
export function nextClientMs({ state, resendAtMs, endAtMs }: ClientTransaction): number {
  if (state === 'terminated') return Number.POSITIVE_INFINITY;
  return Math.min(resendAtMs, endAtMs);
}

/** `ringMs`: how much longer an INVITE may take that has a provisional answer. */
export function advanceClient(
  transaction: ClientTransaction,
  event: ClientEvent,
  nowMs: number,
  ringMs: number,
): ClientStep {
  if (transaction.state === 'terminated') return { transaction, actions: [] };
  if (event.type === 'time') return passTime(transaction, nowMs);
  if (event.status < 200) return takeProvisional(transaction, nowMs, ringMs);
  return takeFinal(transaction, event.status, nowMs);
}

function passTime(transaction: ClientTransaction, nowMs: number): ClientStep {
  if (nowMs >= transaction.endAtMs) {
    const waits = transaction.state === 'trying' || transaction.state === 'proceeding';
    return { transaction: terminated(transaction), actions: waits ? ['time-out'] : [] };
  }
  if (nowMs < transaction.resendAtMs) return { transaction, actions: [] };
  const intervalMs = nextInterval(transaction);
  const resent = { sent: transaction.sent + 1, intervalMs, resendAtMs: nowMs + intervalMs };
  return { transaction: { ...transaction, ...resent }, actions: ['send'] };
}

/** Timer A doubles without end; timer E up to T2, and is T2 once a provisional answer came. */
function nextInterval({ isInvite, state, intervalMs }: ClientTransaction): number {
  if (isInvite) return intervalMs * 2;
  return state === 'proceeding' ? T2_MS : Math.min(intervalMs * 2, T2_MS);
}

function takeProvisional(
  transaction: ClientTransaction,
  nowMs: number,
  ringMs: number,
): ClientStep {
  const { state, isInvite } = transaction;
  if (state !== 'trying' && state !== 'proceeding') return { transaction, actions: [] };
  const waits = isInvite && {
    resendAtMs: Number.POSITIVE_INFINITY,
    ...(state === 'trying' && { endAtMs: nowMs + ringMs }),
  };
  return { transaction: { ...transaction, ...waits, state: 'proceeding' }, actions: ['deliver'] };
}

function takeFinal(transaction: ClientTransaction, status: number, nowMs: number): ClientStep {
  const { state, isInvite, isReliable } = transaction;
  const isFirst = state === 'trying' || state === 'proceeding';
  if (isInvite && status < 300) {
    if (state === 'completed') return { transaction, actions: [] };
    const accepted = isFirst ? ended(transaction, 'accepted', nowMs + GIVE_UP_MS) : transaction;
    return { transaction: accepted, actions: ['deliver'] };
  }
  if (!isFirst) {
    return { transaction, actions: isInvite && state === 'completed' ? ['acknowledge'] : [] };
  }
  // Timer D of an INVITE, K of others.
  const lingerMs = isReliable ? 0 : isInvite ? GIVE_UP_MS : T4_MS;
  const next =
    lingerMs === 0 ? terminated(transaction) : ended(transaction, 'completed', nowMs + lingerMs);
  return { transaction: next, actions: isInvite ? ['acknowledge', 'deliver'] : ['deliver'] };
}

function ended(
  transaction: ClientTransaction,
  state: 'completed' | 'accepted',
  endAtMs: number,
): ClientTransaction {
  return { ...transaction, state, resendAtMs: Number.POSITIVE_INFINITY, endAtMs };
}

function terminated(transaction: ClientTransaction): ClientTransaction {
  return { ...transaction, state: 'terminated', resendAtMs: Number.POSITIVE_INFINITY };
}
