// What is known of one phone from what it did: its boot, the boots before it, and what it last said of itself.

import type { Ipv4 } from '../core/ipv4.js';
import type { FileEvent, PhoneEvent, SipEvent } from './events.js';
import type { Step, Steps } from './steps.js';

export interface Boot extends Steps {
  /** Of this phone, counted from 1. */
  readonly number: number;
  readonly beganMs: number;
  /** When its own configuration had been sent to its end, the last time. */
  readonly configuredMs?: number;
}

/** How far a boot came: the last thing that the phone was about. */
export type Stage =
  | 'unseen'
  | 'address'
  | 'trust'
  | 'config'
  | 'firmware'
  | 'extras'
  | 'registration';

/** A boot that another has followed. */
export interface PastBoot {
  readonly number: number;
  readonly beganMs: number;
  readonly endedMs: number;
  readonly reached: Stage;
  /** Whether it had its configuration. */
  readonly configured: boolean;
}

export interface Lease {
  readonly address: Ipv4;
  readonly network?: string;
  readonly untilMs: number;
}

export interface History {
  readonly boot?: Boot;
  /** The latest last; a few. */
  readonly past: readonly PastBoot[];
  /** When it was last heard, by what. */
  readonly heard: { readonly dhcp?: number; readonly file?: number; readonly sip?: number };
  /** What we gave it. */
  readonly lease?: Lease;
  /** Option 60, the last time that it sent one. */
  readonly vendorClass?: string;
  readonly hostName?: string;
  /** User-Agent, of HTTP or SIP. */
  readonly agent?: string;
  /** Where its last file went to. */
  readonly address?: string;
  /** The last word of the PBX on each line. */
  readonly lines: Readonly<Record<string, SipEvent>>;
}

export const NO_HISTORY: History = { past: [], heard: {}, lines: {} };

/** Since the last thing that the phone did, or of Infinity where it did nothing. */
export function lastHeardMs({ heard }: History): number {
  const { dhcp, file, sip } = heard;
  return Math.max(dhcp ?? -Infinity, file ?? -Infinity, sip ?? -Infinity);
}

export function stageOf({ steps }: Pick<Boot, 'steps'>): Stage {
  let latest: Step | undefined;
  for (const step of steps) {
    if (isOfPhone(step.last) && (!latest || step.last.atMs >= latest.last.atMs)) latest = step;
  }
  return latest ? stageOfEvent(latest.last) : 'unseen';
}

/** The latest that happened in it. */
export function lastOf({ steps, beganMs }: Boot): number {
  return steps.reduce((latest, { last }) => Math.max(latest, last.atMs), beganMs);
}

function isOfPhone({ kind }: PhoneEvent): boolean {
  return kind === 'dhcp' || kind === 'file' || kind === 'sip';
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
