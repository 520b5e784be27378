// What a call is at a line: the words of CSTA's local connection states, and three more where one of those
// means several things to who looks at a phone.

import type { LocalState } from '../codec/vocabulary.js';

/** The most pressing first: a line that rings while another call waits shows that it rings. */
export const CALL_STATES = [
  'alerting',
  'connected',
  /** The far end rings; CSTA calls this line's own side connected. */
  'delivered',
  /** Dialled; CSTA calls this line's own side connected. */
  'originated',
  'initiated',
  'queued',
  'held',
  'failed',
] as const;

export type CallState = (typeof CALL_STATES)[number];
export type LineState = CallState | 'idle';

/** `null` is the end of a call. */
export const STATE_OF_LOCAL: Readonly<Record<Exclude<LocalState, 'null'>, CallState>> = {
  initiated: 'initiated',
  alerting: 'alerting',
  connected: 'connected',
  hold: 'held',
  queued: 'queued',
  fail: 'failed',
};

interface EventRow {
  /** Of the phone's own connection where it leaves out `localConnectionInfo`, which is optional. */
  readonly local: LocalState;
  /** What it is while that is `connected`. */
  readonly connected?: CallState;
  /** Whether the connection that it names is the phone's own. */
  readonly own?: true;
}

/** Of `DeliveredEvent` `local` is as if the far end rang: who rings is for line.ts to find out. */
export const EVENTS: Readonly<Record<string, EventRow>> = {
  ServiceInitiatedEvent: { local: 'initiated', own: true },
  OriginatedEvent: { local: 'connected', connected: 'originated', own: true },
  DeliveredEvent: { local: 'connected', connected: 'delivered' },
  EstablishedEvent: { local: 'connected' },
  HeldEvent: { local: 'hold' },
  RetrievedEvent: { local: 'connected' },
  ConnectionClearedEvent: { local: 'null' },
  DivertedEvent: { local: 'null' },
  FailedEvent: { local: 'fail' },
};
