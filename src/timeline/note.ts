// A history and what happens now -> the next history. Bounded: repeats become counts, a boot keeps so many steps, and the
// boots before it are a few lines.

import { beginsBoot } from './begins-boot.js';
import type { DhcpEvent, FileEvent, PhoneEvent, SipEvent } from './events.js';
import { type Boot, type History, lastOf, type PastBoot, stageOf } from './history.js';
import { beganMs, cut, placeIn } from './steps.js';

/** A boot with firmware and all extras takes some 25. */
export const STEPS_MAX = 64;
export const PAST_BOOTS_MAX = 5;
/** Lines of a phone that are remembered: no phone has more. */
const LINES_MAX = 64;

/** `stepsMax`: fewer than STEPS_MAX for devices of which less is to be kept. */
export function note(history: History, event: PhoneEvent, stepsMax = STEPS_MAX): History {
  const heard = hear(history, event);
  if (isSignOfLife(event)) return heard;
  if (!beginsBoot(history, event)) {
    return heard.boot ? { ...heard, boot: extend(heard.boot, event, stepsMax) } : heard;
  }
  const { boot } = history;
  const number = (boot?.number ?? 0) + 1;
  const begun: Boot = { number, beganMs: beganMs(event), steps: [], leftOut: 0 };
  return {
    ...heard,
    past: boot ? [...history.past, pastOf(boot)].slice(-PAST_BOOTS_MAX) : history.past,
    boot: extend(begun, event, stepsMax),
  };
}

/** The same with fewer steps, for memory that is needed elsewhere. */
export function shorten(history: History, stepsMax: number): History {
  const { boot } = history;
  if (!boot || boot.steps.length <= stepsMax) return history;
  return { ...history, boot: { ...boot, ...cut(boot.steps, boot.leftOut, stepsMax) } };
}

function hear(history: History, event: PhoneEvent): History {
  switch (event.kind) {
    case 'dhcp':
      return hearDhcp(history, event);
    case 'file':
      return hearFile(history, event);
    case 'sip':
      return hearSip(history, event);
    default:
      return history;
  }
}

function hearDhcp(history: History, event: DhcpEvent): History {
  const { atMs, reply, address, network, leaseSeconds = 0, vendorClass, hostName } = event;
  const lease =
    reply === 'ACK' && address !== undefined && event.type === 'REQUEST'
      ? { address, untilMs: atMs + leaseSeconds * 1000, ...(network !== undefined && { network }) }
      : event.type === 'RELEASE' || event.type === 'DECLINE'
        ? undefined
        : history.lease;
  const { lease: _, ...rest } = history;
  return {
    ...rest,
    ...(lease && { lease }),
    heard: { ...history.heard, dhcp: atMs },
    ...(vendorClass !== undefined && { vendorClass }),
    ...(hostName !== undefined && { hostName }),
  };
}

function hearFile(history: History, { atMs, agent, address }: FileEvent): History {
  const heard = { ...history.heard, file: atMs };
  return { ...history, heard, address, ...(agent !== undefined && { agent }) };
}

function hearSip(history: History, event: SipEvent): History {
  const { atMs, line, agent } = event;
  const heard = { ...history.heard, sip: atMs };
  const isRoom = line in history.lines || Object.keys(history.lines).length < LINES_MAX;
  const lines = isRoom ? { ...history.lines, [line]: event } : history.lines;
  return { ...history, heard, lines, ...(agent !== undefined && { agent }) };
}

/** What says that the phone is there and no more: a lease renewed while it is used. */
function isSignOfLife(event: PhoneEvent): boolean {
  return event.kind === 'dhcp' && event.renews === true && event.reply === 'ACK';
}

function extend(boot: Boot, event: PhoneEvent, stepsMax: number): Boot {
  const configuredMs = isConfigured(event) ? event.atMs : boot.configuredMs;
  const { steps, leftOut } = placeIn(boot, event, stepsMax);
  return {
    number: boot.number,
    beganMs: boot.beganMs,
    steps,
    leftOut,
    ...(configuredMs !== undefined && { configuredMs }),
  };
}

function pastOf(boot: Boot): PastBoot {
  const { number, beganMs, configuredMs } = boot;
  const configured = configuredMs !== undefined;
  return { number, beganMs, endedMs: lastOf(boot), reached: stageOf(boot), configured };
}

function isConfigured(event: PhoneEvent): boolean {
  return event.kind === 'file' && event.role === 'config' && event.outcome === 'sent';
}
