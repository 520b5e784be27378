// What a phone says by uaCSTA, read: types only.

import type { Connection, LocalState, Party } from './vocabulary.js';

export interface SnapshotCall {
  readonly connection: Connection;
  /** Of the device that was asked about first, then those of the others in the call; empty: the phone does not say. */
  readonly states: readonly LocalState[];
  /** The other side. */
  readonly endpoint?: string;
}

export interface CstaEvent {
  /** `DeliveredEvent`: also of kinds that nobody here knows. */
  readonly name: string;
  /** Of the monitor that it belongs to; absent: the phone left it out. */
  readonly crossRef?: string;
  /** The one that the event is about, be it the phone's own or the other side's. */
  readonly connection?: Connection;
  /** Of the phone's own connection. Phones may leave it out. */
  readonly local?: LocalState;
  readonly cause?: string;
  /** Those that are named by an identifier, as it came: a number, or a `sip:` URI. */
  readonly parties: Readonly<Partial<Record<Party, string>>>;
  /** All that it says, in order, as `element=text`: for people, where its kind is unknown. Bounded. */
  readonly said: readonly string[];
}

export type CstaMessage =
  /** RequestSystemStatusResponse, or SystemStatus; `normal`, `disabled` and others of ECMA-269. */
  | { readonly kind: 'system-status'; readonly status: string }
  | {
      readonly kind: 'monitor-started';
      readonly crossRef: string;
      /** Whether calls that were there before are told of; undefined: the phone does not say. */
      readonly existingCalls?: boolean;
    }
  | { readonly kind: 'snapshot'; readonly calls: readonly SnapshotCall[] }
  | { readonly kind: 'call-made'; readonly connection?: Connection }
  /** A service was done and there is nothing to say of it; `name` without `Response`: `AnswerCall`. */
  | { readonly kind: 'done'; readonly name: string }
  /** CSTAErrorCode; `operation` and `invalidDeviceID`, for instance. */
  | { readonly kind: 'error'; readonly category: string; readonly code: string }
  | { readonly kind: 'event'; readonly event: CstaEvent }
  /** Another message of CSTA. */
  | { readonly kind: 'other'; readonly name: string }
  /** `why` completes "the body …". */
  | { readonly kind: 'unreadable'; readonly why: string };
