// How a phone is told to read its files again, or to start anew: a NOTIFY that belongs to no dialog (RFC 3265, and RFC 6665
// after it), which each vendor's phones understand in their own way. Types only, but for the closed set that they come from.

import type { Phone, Transport } from './site.js';

/** `resync`: read its files again. `restart`: begin as if its power was cut. */
export const NOTIFY_ACTIONS = ['resync', 'restart'] as const;
export type NotifyAction = (typeof NOTIFY_ACTIONS)[number];

/** Stands in a body for the Call-ID of the phone's own REGISTER. */
export const REGISTER_CALL_ID = '{RegisterCallId}';

/** One way to tell it. */
export interface NotifyWay {
  /** `check-sync`: what Event says, to its end, for phones compare all of it. */
  readonly event: string;
  /** What Subscription-State says; absent: there is none. */
  readonly subscriptionState?: string;
  readonly body?: {
    /** Content-Type. */
    readonly type: string;
    /** Each ends with CR LF. REGISTER_CALL_ID is filled in. */
    readonly lines: readonly string[];
  };
  /** Nothing but its PBX knows the Call-ID that it must hear: without that, it refuses. */
  readonly needsCallId: boolean;
  /** It starts anew, and is without service for so long, where reading its files was all that was wanted. */
  readonly restarts: boolean;
  /** No phone of the model has confirmed that it does what is wanted. */
  readonly isUnconfirmed: boolean;
  /** Who says so, in words that people know. */
  readonly source: string;
}

/** Where a phone listens for SIP, by what its file says. */
export interface SipEar {
  readonly port: number;
  readonly transport: Transport;
  /** An address of its own is not how others reach it. */
  readonly isBehindNat: boolean;
  /** The user part of its first line's address of record; absent: it has none. */
  readonly line?: string;
  /** Name of that line's PBX. */
  readonly pbx?: string;
  /** Its file has it register its first line and no other. */
  readonly isFirstLineOnly?: true;
}

/** What of a phone says where it listens; `port`: of a vendor whose phones have it so. */
export function sipEarOf({ keys, nat }: Pick<Phone, 'keys' | 'nat'>, port: number): SipEar {
  const first = keys.find((key) => key.type === 'line' && !key.line.standIn);
  const line = first?.type === 'line' ? first.line : undefined;
  return {
    port,
    transport: line?.pbx.transport ?? 'udp',
    isBehindNat: nat.enabled,
    ...(line && { line: line.number, pbx: line.pbx.name }),
  };
}
