// What is known of one phone from what it did: its boot, the boots before it, and what it last said of itself.

import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import type { FileEvent, PhoneEvent, SipEvent } from './events.js';
import type { Step, Steps } from './steps.js';

export interface Boot extends Steps {
  /** Of this phone, counted from 1. */
  readonly number: number;
  readonly beganMs: number;
  /** When its own configuration had been sent to its end, the last time. */
  readonly configuredMs: number | undefined;
}

/** How far a boot came: the last thing that the phone was about. */
export const STAGES = [
  'unseen',
  'address',
  'trust',
  'config',
  'firmware',
  'extras',
  'registration',
] as const;

export type Stage = (typeof STAGES)[number];

/** A boot that another has followed. */
export interface PastBoot {
  readonly number: number;
  readonly beganMs: number;
  readonly endedMs: number;
  readonly reached: Stage;
  /** Whether it had its configuration. */
  readonly configured: boolean;
  /** The list of the firmware of which it fetched all that it asked for, where it did. */
  readonly load?: string;
  /** The list of the firmware after which it came no further, where it asked for no part. */
  readonly refused?: string;
}

export interface Lease {
  readonly address: Ipv4;
  readonly network: string | undefined;
  /** Infinity: it does not end, or nobody said when. */
  readonly untilMs: number;
}

/** When it was last heard, by what. */
export interface Heard {
  readonly dhcp: number | undefined;
  readonly file: number | undefined;
  readonly sip: number | undefined;
}

/** All of it is always there, though undefined: one is made for each event, and that is cheapest where all have one shape. */
export interface History {
  readonly boot: Boot | undefined;
  /** The latest last; a few. */
  readonly past: readonly PastBoot[];
  readonly heard: Heard;
  /** What we gave it. */
  readonly lease: Lease | undefined;
  /** Option 60, the last time that it sent one. */
  readonly vendorClass: string | undefined;
  readonly hostName: string | undefined;
  /** User-Agent, of HTTP or SIP. */
  readonly agent: string | undefined;
  /** Where its last file went to. */
  readonly address: string | undefined;
  /** The last word of the PBX on each line. */
  readonly lines: Readonly<Record<string, SipEvent>>;
}

export const NO_HISTORY: History = {
  boot: undefined,
  past: [],
  heard: { dhcp: undefined, file: undefined, sip: undefined },
  lease: undefined,
  vendorClass: undefined,
  hostName: undefined,
  agent: undefined,
  address: undefined,
  lines: {},
};

/** When it did the last thing; -Infinity: it did nothing. */
export function lastHeardMs({ heard: { dhcp, file, sip } }: History): number {
  return Math.max(dhcp ?? -Infinity, file ?? -Infinity, sip ?? -Infinity);
}

/** Where files of its go to; where it is says `whereIs`. */
export function fetchAddressOf({ address, lease }: History): string | undefined {
  return address ?? (lease && formatIpv4(lease.address));
}

/** It did not renew its lease, and did nothing else since. */
export function hasLostLease(history: History, nowMs: number): boolean {
  const { lease } = history;
  return lease !== undefined && lease.untilMs <= nowMs && lastHeardMs(history) <= lease.untilMs;
}

/**
 * How long it may be silent, from when it was last heard, before it asks to keep its address: half of what is left of its lease
 * (T1, RFC 2131 section 4.4.5), or a little more where that was not by DHCP. Undefined: it has none, or for ever.
 */
export function renewalTimeOf(history: History): number | undefined {
  const { lease } = history;
  if (lease === undefined || lease.untilMs === Infinity) return undefined;
  return Math.max(0, lease.untilMs - lastHeardMs(history)) / 2;
}

export function stageOf(boot: Pick<Boot, 'steps'>): Stage {
  const latest = latestOf(boot);
  return latest ? stageOfEvent(latest.last) : 'unseen';
}

/** The latest that the phone did itself. */
export function latestOf({ steps }: Pick<Boot, 'steps'>): Step | undefined {
  let latest: Step | undefined;
  for (const step of steps) {
    if (isOfPhone(step.last) && (!latest || step.last.atMs >= latest.last.atMs)) latest = step;
  }
  return latest;
}

/** The latest that happened in it. */
export function lastOf({ steps, beganMs }: Boot): number {
  return steps.reduce((latest, { last }) => Math.max(latest, last.atMs), beganMs);
}

function isOfPhone({ kind }: PhoneEvent): boolean {
  return kind === 'dhcp' || kind === 'file' || kind === 'sip' || kind === 'pnp';
}

function stageOfEvent(event: PhoneEvent): Stage {
  if (event.kind === 'file') return STAGE_OF_ROLE[event.role];
  return event.kind === 'sip' ? 'registration' : 'address';
}

const STAGE_OF_ROLE: Readonly<Record<FileEvent['role'], Stage>> = {
  trust: 'trust',
  config: 'config',
  common: 'config',
  default: 'config',
  'boot-list': 'config',
  load: 'firmware',
  part: 'firmware',
  locale: 'extras',
  tones: 'extras',
  side: 'extras',
  other: 'extras',
};
