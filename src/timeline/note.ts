// A history and what happens now -> the next history. Bounded: repeats become counts, a boot keeps so many steps, and the
// boots before it are a few lines. It runs once for each exchange and each request, so each makes as little as it can.

import { INFINITE_SECONDS } from '../core/duration.js';
import { beginsBoot } from './begins-boot.js';
import type { ActionEvent, DhcpEvent, FileEvent, PhoneEvent, SipEvent } from './events.js';
import {
  type Boot,
  type History,
  type Lease,
  lastOf,
  latestOf,
  type PastBoot,
  stageOf,
} from './history.js';
import { beganMs, cut, placeIn, type Step } from './steps.js';

/** A boot with firmware and all extras takes some 25. */
export const STEPS_MAX = 64;
export const PAST_BOOTS_MAX = 5;
/** Lines of a phone that are remembered: no phone has more. */
const LINES_MAX = 64;

/** `isStranger`: nobody wrote it down. `stepsMax`: fewer than STEPS_MAX for devices of which less is to be kept. */
export function note(
  history: History,
  event: PhoneEvent,
  isStranger = false,
  stepsMax = STEPS_MAX,
): History {
  if (isSignOfLife(event)) return hear(history, event, history.boot, history.past);
  const { boot, past } = history;
  if (!beginsBoot(history, event, isStranger)) {
    return hear(history, event, boot && extend(boot, event, stepsMax), past);
  }
  const number = (boot?.number ?? past.at(-1)?.number ?? 0) + 1;
  const begun = { number, beganMs: beganMs(event), configuredMs: undefined, ...NO_STEPS };
  const before = boot ? [...past, pastOf(boot)].slice(-PAST_BOOTS_MAX) : past;
  return hear(history, event, extend(begun, event, stepsMax), before);
}

/** The same with fewer steps, for memory that is needed elsewhere. */
export function shorten(history: History, stepsMax: number): History {
  const { boot } = history;
  if (!boot || boot.steps.length <= stepsMax) return history;
  return { ...history, boot: { ...boot, ...cut(boot.steps, boot.leftOut, stepsMax) } };
}

const NO_STEPS = { steps: [], leftOut: 0 };

/** Each of what is known of a phone by itself: most of it most events leave as it was. */
function hear(
  { heard, lease, vendorClass, hostName, agent, address, lines }: History,
  event: PhoneEvent,
  boot: Boot | undefined,
  past: readonly PastBoot[],
): History {
  const isDhcp = event.kind === 'dhcp';
  return {
    boot,
    past,
    heard: heardAfter(heard, event),
    lease: leaseAfter(lease, event),
    vendorClass: (isDhcp ? event.vendorClass : undefined) ?? vendorClass,
    hostName: (isDhcp ? event.hostName : undefined) ?? hostName,
    agent: agentOf(event) ?? agent,
    address: event.kind === 'file' ? event.address : address,
    lines: event.kind === 'sip' ? linesAfter(lines, event) : lines,
  };
}

function heardAfter({ dhcp, file, sip }: History['heard'], event: PhoneEvent): History['heard'] {
  return {
    dhcp: event.kind === 'dhcp' ? event.atMs : dhcp,
    file: event.kind === 'file' ? event.atMs : file,
    sip: event.kind === 'sip' ? event.atMs : sip,
  };
}

function leaseAfter(lease: Lease | undefined, event: PhoneEvent): Lease | undefined {
  if (event.kind === 'dhcp') return leaseAfterExchange(lease, event);
  return event.kind === 'action' ? leaseAfterAction(lease, event) : lease;
}

function leaseAfterExchange(lease: Lease | undefined, event: DhcpEvent): Lease | undefined {
  const { type, reply, address, network, atMs, leaseSeconds = INFINITE_SECONDS } = event;
  if (type === 'RELEASE' || type === 'DECLINE') return undefined;
  if (type !== 'REQUEST' || reply !== 'ACK' || address === undefined) return lease;
  return { address, network, untilMs: endOf(atMs, leaseSeconds) };
}

function endOf(atMs: number, leaseSeconds: number): number {
  return leaseSeconds === INFINITE_SECONDS ? Infinity : atMs + leaseSeconds * 1000;
}

/** What is taken back while it runs does not run out; what had run out is so all the same. */
function leaseAfterAction(lease: Lease | undefined, event: ActionEvent): Lease | undefined {
  return event.what === 'release' && lease && lease.untilMs > event.atMs ? undefined : lease;
}

/** What it calls itself; undefined: it does not, or may be another. */
function agentOf(event: PhoneEvent): string | undefined {
  if (event.kind === 'sip') return event.by === undefined ? event.agent : undefined;
  return event.kind === 'file' && !event.guessed ? event.agent : undefined;
}

function linesAfter(lines: History['lines'], event: SipEvent): History['lines'] {
  const isRoom = event.line in lines || Object.keys(lines).length < LINES_MAX;
  return isRoom ? { ...lines, [event.line]: event } : lines;
}

/** What says that the phone is there and no more: a lease renewed while it is used. */
function isSignOfLife(event: PhoneEvent): boolean {
  return event.kind === 'dhcp' && event.renews === true && event.reply === 'ACK';
}

function extend(boot: Boot, event: PhoneEvent, stepsMax: number): Boot {
  const { steps, leftOut } = placeIn(boot, event, stepsMax);
  return {
    number: boot.number,
    beganMs: boot.beganMs,
    configuredMs: isConfigured(event) ? event.atMs : boot.configuredMs,
    steps,
    leftOut,
  };
}

/** What is kept of it when another begins. */
export function pastOf(boot: Boot): PastBoot {
  const { number, beganMs, configuredMs } = boot;
  const configured = configuredMs !== undefined;
  const load = loadOf(boot);
  const refused = refusedOf(boot);
  return {
    number,
    beganMs,
    endedMs: lastOf(boot),
    reached: stageOf(boot),
    configured,
    ...(load !== undefined && { load }),
    ...(refused !== undefined && { refused }),
  };
}

/** The list of the firmware that it fetched to its end, parts and all. */
function loadOf({ steps }: Boot): string | undefined {
  const list = steps.findLast((step) => isOfRole(step, 'load') && isSent(step));
  const parts = steps.filter(
    (step) => isOfRole(step, 'part') && step.last.atMs >= (list?.last.atMs ?? 0),
  );
  if (list?.last.kind !== 'file' || parts.length === 0 || !parts.every(isSent)) return undefined;
  return list.last.name;
}

/** The list of the firmware that was the last that it fetched, and of which it wanted no part. */
function refusedOf(boot: Boot): string | undefined {
  const last = latestOf(boot)?.last;
  if (last?.kind !== 'file' || last.role !== 'load' || last.outcome !== 'sent') return undefined;
  return boot.steps.some((step) => isOfRole(step, 'part')) ? undefined : last.name;
}

const isOfRole = ({ last }: Step, role: FileEvent['role']): boolean =>
  last.kind === 'file' && last.role === role;
const isSent = ({ last }: Step): boolean => last.kind === 'file' && last.outcome === 'sent';

function isConfigured(event: PhoneEvent): boolean {
  return event.kind === 'file' && event.role === 'config' && event.outcome === 'sent';
}
