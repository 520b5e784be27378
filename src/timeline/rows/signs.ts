// What is to be seen of a phone at a glance: one pass over its steps says which rows are worth a closer look. Most phones
// are well, and all are looked at again and again.

import type { DhcpEvent, FileEvent, PhoneEvent } from '../events.js';
import { type History, hasLostLease } from '../history.js';
import type { Step } from '../steps.js';
import type { PhoneFacts } from '../view.js';

const SIGNS = [
  /** It was never heard. */
  'no-boot',
  'past-boots',
  'lease-lost',
  /** DHCP: a request without an answer. */
  'silence',
  'nak',
  'declined',
  'no-ack',
  'many-offers',
  'late',
  'two-networks',
  /** It asked for no file. */
  'no-file',
  'missing',
  /** A file of ours could not be made. */
  'unmade',
  'meant',
  'denied',
  'timeout',
  'repeated',
  'resent',
  'hint',
  'common',
  'default',
  'firmware',
  'two-addresses',
  'other-protocol',
  'configured',
  'sip',
  'pnp',
  /** What is known from elsewhere. */
  'claims',
  'loader',
  'transfers',
  'firmware-seen',
] as const;

export type Sign = (typeof SIGNS)[number];

const BIT = Object.fromEntries(SIGNS.map((sign, index) => [sign, 1 << index])) as Readonly<
  Record<Sign, number>
>;

/** A bit for each. */
export function maskOf(signs: readonly Sign[]): number {
  return signs.reduce((mask, sign) => mask | BIT[sign], 0);
}

/** A bit for each sign that is there. */
export function signsOf(history: History, facts: PhoneFacts, nowMs: number): number {
  const { boot } = history;
  const apart = signsApart(history, facts, nowMs);
  if (!boot) return apart | BIT['no-boot'];
  const glance: Glance = { signs: apart | BIT['no-ack'] | BIT['no-file'], offers: 0 };
  for (const step of boot.steps) look(step, glance, facts);
  if (boot.configuredMs !== undefined) glance.signs |= BIT.configured;
  return glance.signs;
}

function signsApart(history: History, facts: PhoneFacts, nowMs: number): number {
  let signs = 0;
  if (history.past.length > 0) signs |= BIT['past-boots'];
  if (history.heard.sip !== undefined) signs |= BIT.sip;
  if (hasLostLease(history, nowMs)) signs |= BIT['lease-lost'];
  if (facts.claims !== undefined) signs |= BIT.claims;
  if (facts.loader) signs |= BIT.loader;
  if (facts.transfers.length > 0) signs |= BIT.transfers;
  if (facts.firmwareSeen !== undefined) signs |= BIT['firmware-seen'];
  return signs;
}

/** What has been seen so far of the steps. */
interface Glance {
  signs: number;
  offers: number;
  network?: string | undefined;
  address?: string;
}

function look(step: Step<PhoneEvent>, glance: Glance, facts: PhoneFacts): void {
  const { last, count } = step;
  if (last.kind === 'dhcp') lookAtExchange(step.first as DhcpEvent, last, count, glance);
  else if (last.kind === 'file') lookAtRequest(last, count, glance, facts);
  else if (last.kind === 'pnp') glance.signs |= BIT.pnp;
}

function lookAtExchange(first: DhcpEvent, last: DhcpEvent, count: number, glance: Glance): void {
  const { type, reply, network } = last;
  if (reply === undefined) glance.signs |= type === 'DECLINE' ? BIT.declined : BIT.silence;
  else if (reply === 'ACK') glance.signs &= ~BIT['no-ack'];
  else if (reply === 'NAK') glance.signs |= BIT.nak;
  else glance.offers += count;
  if (glance.offers > 2) glance.signs |= BIT['many-offers'];
  if (first.secs > 20) glance.signs |= BIT.late;
  if (network === undefined) return;
  if (glance.network !== undefined && glance.network !== network) {
    glance.signs |= BIT['two-networks'];
  }
  glance.network = network;
}

const OF_OUTCOME: Readonly<Record<string, number>> = {
  'not-found': BIT.missing,
  'expected-miss': BIT.missing,
  denied: BIT.denied,
  unreadable: BIT.unmade,
  timeout: BIT.timeout,
};
const OF_ROLE: Readonly<Partial<Record<FileEvent['role'], number>>> = {
  common: BIT.common,
  'boot-list': BIT.common,
  default: BIT.default,
  load: BIT.firmware,
  part: BIT.firmware,
};

function lookAtRequest(last: FileEvent, count: number, glance: Glance, facts: PhoneFacts): void {
  const { outcome, role, hint, meant, repeats, address, protocol } = last;
  let signs = (glance.signs & ~BIT['no-file']) | (OF_OUTCOME[outcome] ?? 0) | (OF_ROLE[role] ?? 0);
  if (count > 1) signs |= BIT.repeated;
  if (hint !== undefined) signs |= BIT.hint;
  if (meant !== undefined) signs |= BIT.meant;
  if (repeats > 0) signs |= BIT.resent;
  if (glance.address !== undefined && glance.address !== address) signs |= BIT['two-addresses'];
  if (facts.announced !== undefined && facts.announced !== protocol) signs |= BIT['other-protocol'];
  glance.address = address;
  glance.signs = signs;
}
