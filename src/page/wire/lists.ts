// What else a running server can be asked: networks, requests, findings, transfers, firmware. Types only, as in phone.ts.

import type { Mac } from '../../core/mac.js';
import type { Finding } from '../../findings/finding.js';

/** GET /networks. */
export interface NetworkAnswer {
  readonly network: string;
  /** The interface that it is served on; absent: it waits for one, or is reached by relays. */
  readonly device?: string;
  /** Why it is not served now. */
  readonly waits?: string;
  /** No DHCP is served here at all. */
  readonly off?: true;
  /** Of its pool, as the next three; all absent: it has none, or is not served now. */
  readonly free?: number;
  readonly offered?: number;
  readonly bound?: number;
  /** Declined or found in use, and left alone for a while. */
  readonly resting?: number;
  readonly reserved: number;
  /** Of the reserved ones those that their phones hold. */
  readonly held: number;
  /** Who has an address of it, by address: at most 1,000. */
  readonly leases: readonly LeaseAnswer[];
  readonly otherServers: readonly { readonly server: string; readonly heard?: string }[];
}

/** GET /networks/history: how full a pool was in the last day. */
export interface PoolHistoryAnswer {
  readonly network: string;
  /** Addresses that it has now. */
  readonly size: number;
  readonly everySeconds: number;
  /** When the last of `used` was counted. */
  readonly until: string;
  /** Addresses that somebody had, that were offered or left alone; the oldest first, of a day at most. */
  readonly used: readonly number[];
}

export interface LeaseAnswer {
  readonly address: string;
  readonly mac?: Mac;
  readonly label?: string;
  readonly until: string | 'never';
}

/** GET /requests?since=SEQ: of the last ones, oldest first. */
export interface RequestsAnswer {
  /** Give it as `since` the next time. */
  readonly seq: number;
  /** So many came meanwhile that are not here. */
  readonly missed: number;
  readonly requests: readonly RequestAnswer[];
}

export interface RequestAnswer {
  readonly seq: number;
  readonly at: string;
  readonly protocol: 'dhcp' | 'tftp' | 'http';
  readonly address?: string;
  readonly mac?: Mac;
  readonly label?: string;
  /** A message and its reply, or a file's name: text from the wire, made printable. */
  readonly what: string;
  readonly outcome: string;
  /** Neither sent nor a miss that is expected. */
  readonly failed: boolean;
  readonly bytes?: number;
  readonly ms?: number;
}

/** GET /findings: of the inventory in force; where a reload was refused, `refused` has why. */
export interface FindingsAnswer {
  readonly findings: readonly FindingAnswer[];
  readonly refused?: readonly FindingAnswer[];
}

export interface FindingAnswer extends Pick<Finding, 'severity' | 'message' | 'hint'> {
  readonly code: string;
  /** `lab.yaml:28:12`. */
  readonly place: string;
  /** Of whose file it is said. */
  readonly phones: readonly Mac[];
}

/** GET /transfers: what is being sent now. */
export interface TransferAnswer {
  readonly mac?: Mac;
  readonly address: string;
  readonly name: string;
  readonly role: string;
  readonly began: string;
  readonly bytes: number;
  readonly size: number;
}

/** GET /firmware: sets that phones of the inventory need, and those that are fetched besides. */
export interface FirmwareAnswer extends FirmwareHad {
  /** What is not well with it, by file; empty: it is whole. */
  readonly trouble: readonly string[];
  readonly bytes: number;
  readonly parts: number;
}

/** How many phones the inventory gives it to, how many of them said that they have it, and who fetches it: that may be others. */
export interface FirmwareHad {
  readonly name: string;
  readonly model: string;
  readonly wanted: number;
  readonly have: number;
  readonly upgrading: readonly Mac[];
}
