// One phone at one moment, as the rows of the table look at it.

import type { Ipv4 } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import type { FileRole, NameHint } from '../site/boot-script.js';
import type { DhcpEvent, FileEvent, PhoneEvent } from './events.js';
import { type Boot, type History, lastHeardMs, latestOf } from './history.js';
import { beganMs, type Step } from './steps.js';

/** Writing the flash takes three to five minutes, and the phone is dark meanwhile. */
export const FLASH_MS = 300_000;
/** Longer than a phone pauses between two steps of a boot, other than to write its flash. */
export const OVERDUE_MS = 60_000;

/** What a line with a call does, as a PBX tells; the later of several says more. */
export const LINE_USES = ['hold', 'in-use', 'ringing'] as const;
export type LineUse = (typeof LINE_USES)[number];

/** What is known of the phone from elsewhere than its own doing. */
export interface PhoneFacts {
  readonly mac: Mac;
  /** The inventory has it. */
  readonly known: boolean;
  readonly model?: { readonly id: string; readonly vendor: string; readonly name: string };
  /** We give addresses on some network. */
  readonly dhcp: boolean;
  /** A PBX tells us who is registered. */
  readonly pbxLink: boolean;
  /** Since when; absent: it always was so. */
  readonly pbxLinkMs?: number;
  /** It tells why phones do not register, and not who is registered. */
  readonly pbxHears?: true;
  /** What the most occupied of its lines does; absent: nothing, or nobody tells. */
  readonly use?: LineUse;
  /** SIP accounts of its keys. */
  readonly lines: readonly string[];
  /** Its file has it register the first of them and no other. */
  readonly firstLineOnly?: boolean;
  /** The firmware that the inventory names. */
  readonly firmware?: string;
  /** What is being sent to it. */
  readonly transfers: readonly Transfer[];
  /** The inventory sets option 150 to what is no list of addresses. */
  readonly badOption150?: boolean;
  /** The name of the model that its option 60 names, where that is another than the inventory's. */
  readonly claims?: string;
  /** Its option 60 is that of a boot loader. */
  readonly loader?: boolean;
  /** A device that is there and not in the inventory, and that may be this phone with its MAC written wrong. */
  readonly similar?: Mac;
  /** How its option 66 tells it to fetch. */
  readonly announced?: 'tftp' | 'http';
  /** Where its network's inventory says that files are, where it says so. */
  readonly fileServer?: Ipv4;
  /** The firmware that it says it has. */
  readonly firmwareSeen?: string;
  /** When it had its configuration in a boot that was forgotten since, as what survives a restart tells. */
  readonly configuredMs?: number;
  /** An address of another machine that it calls; only a capture tells. */
  readonly calls?: string;
}

/** One file on its way. */
export interface Transfer {
  readonly name: string;
  readonly role: FileRole;
  readonly beganMs: number;
  readonly bytes: number;
  readonly size: number;
}

export interface View {
  readonly facts: PhoneFacts;
  readonly history: History;
  readonly boot: Boot | undefined;
  readonly nowMs: number;
  /** Since it was last heard; Infinity: never. */
  readonly silenceMs: number;
  /** Its latest doing. */
  readonly latest: Step | undefined;
  readonly exchanges: readonly Step<DhcpEvent>[];
  readonly requests: readonly Step<FileEvent>[];
}

export function viewOf(history: History, facts: PhoneFacts, nowMs: number): View {
  const { boot } = history;
  const steps = boot?.steps ?? [];
  return {
    facts,
    history,
    boot,
    nowMs,
    silenceMs: nowMs - lastHeardMs(history),
    latest: boot && latestOf(boot),
    exchanges: steps.filter(isExchange),
    requests: steps.filter(isRequest),
  };
}

/** Its firmware is on the way, or has just come and is written to its flash. */
export function isUpgrading(boot: Boot | undefined, facts: PhoneFacts, nowMs: number): boolean {
  if (facts.transfers.some(({ role }) => role === 'part' || role === 'load')) return true;
  const last = boot && latestOf(boot)?.last;
  if (last?.kind !== 'file' || last.outcome !== 'sent') return false;
  if (last.role === 'load') return nowMs - last.atMs < OVERDUE_MS;
  return last.role === 'part' && nowMs - last.atMs < FLASH_MS;
}

export function isExchange(step: Step): step is Step<DhcpEvent> {
  return step.first.kind === 'dhcp';
}

export function isRequest(step: Step): step is Step<FileEvent> {
  return step.first.kind === 'file';
}

/** Requests for files of these roles that ended so; any outcome where none is named. */
export function requestsFor(
  { requests }: View,
  roles: readonly FileRole[],
  ...outcomes: readonly string[]
): readonly Step<FileEvent>[] {
  return requests.filter(
    ({ first, last }) =>
      roles.includes(first.role) && (outcomes.length === 0 || outcomes.includes(last.outcome)),
  );
}

/** It is known to be of this vendor. */
export function isOf({ facts }: View, vendor: string): boolean {
  return facts.model?.vendor === vendor;
}

/** The one that happened last. */
export function latestIn<E extends PhoneEvent>(steps: readonly Step<E>[]): Step<E> | undefined {
  let latest: Step<E> | undefined;
  for (const step of steps) if (!latest || step.last.atMs >= latest.last.atMs) latest = step;
  return latest;
}

/** What was asked for by this name was sent after all, or is being sent. */
export function isMended({ requests }: View, { last }: Step<FileEvent>): boolean {
  return requests.some(
    (other) =>
      other.last.name === last.name &&
      (other.last.outcome === 'sent' || other.last.outcome === 'running') &&
      other.last.atMs >= last.atMs,
  );
}

/** The inventory says something else of the phone since it did this: what came of it then need not come of it now. */
export function isOutdated({ boot }: View, { last }: Step<FileEvent>): boolean {
  const steps = boot?.steps ?? [];
  return steps.some((step) => step.last.kind === 'inventory' && step.last.atMs > last.atMs);
}

export function hinted({ requests }: View, hint: NameHint): Step<FileEvent> | undefined {
  return requests.findLast(({ first }) => first.hint === hint);
}

/** The address that it was given in this boot, if it was. */
export function ackOf({ exchanges }: View): Step<DhcpEvent> | undefined {
  return exchanges.findLast(({ last }) => last.reply === 'ACK');
}

export function isMissing(outcome: string): boolean {
  return outcome === 'not-found' || outcome === 'expected-miss';
}

/** Of all that the phone did, the steps and their repeats. */
export function countOf(steps: readonly Step[]): number {
  return steps.reduce((sum, { count }) => sum + count, 0);
}

/** From the first of it to the latest. */
export function spanMs({ first, last }: Step): number {
  return last.atMs - beganMs(first);
}

export function givenAddress(view: View): Ipv4 | undefined {
  return view.history.lease?.address ?? ackOf(view)?.last.address;
}
