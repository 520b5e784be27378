// What is asked of a phone's requests for files.

import { formatIpv4 } from '../../core/ipv4.js';
import type { NameHint } from '../../site/boot-script.js';
import type { FileEvent } from '../events.js';
import { beganMs, type Step } from '../steps.js';
import { type Said, say } from '../texts/said.js';
import { ackOf, countOf, hinted, requestsFor, type View } from '../view.js';
import { wire } from '../words.js';
import type { Sighting } from './row.js';

export const since = (step: Step<FileEvent>): number => beganMs(step.first);

/** `more`: what goes on from there. */
export function asked(step: Step<FileEvent>, more: Said | '' = ''): Sighting<'name' | 'address'> {
  const { count, last, first } = step;
  const name = wire(last.name);
  return {
    seen: say('asked', { often: { often: count }, name, more }),
    sinceMs: beganMs(first),
    step,
    values: { name, address: wire(last.address) },
  };
}

/** For a name that betrays this. */
export function askedWith(view: View, hint: NameHint) {
  const step = hinted(view, hint);
  return step && asked(step);
}

/** Its latest doing was to be given an address, so long ago. */
export function silentSinceAck(view: View, ms: number): Sighting | undefined {
  const acked = ackOf(view);
  if (!acked || view.requests.length > 0 || view.latest !== acked) return undefined;
  if (view.nowMs - acked.last.atMs < ms) return undefined;
  const { atMs, serverId } = acked.last;
  const { fileServer } = view.facts;
  const silent = { ms: view.nowMs - atMs };
  const isElsewhere = fileServer !== undefined && serverId !== undefined && fileServer !== serverId;
  const seen = isElsewhere
    ? say('addressNoFileHere', { silent, server: formatIpv4(fileServer) })
    : say('addressNoFile', { silent });
  return { seen, sinceMs: atMs, step: acked, values: {} };
}

/** The last of what it asked for, whatever came between. */
export const isLatest = (view: View, step: Step): boolean => view.latest === step;

/** It has gone on to what comes after its configuration. */
export function wentOn(view: View, step: Step<FileEvent>): boolean {
  const later = requestsFor(view, ['load', 'part', 'locale', 'tones', 'side']);
  return later.some(({ last }) => last.atMs > step.last.atMs) || hasSpoken(view, step);
}

/** It has asked for another file since. */
export const hasOtherSince = ({ requests }: View, step: Step<FileEvent>): boolean =>
  requests.some((other) => other !== step && other.last.atMs > step.last.atMs);

/** The PBX has heard of it since. */
export const hasSpoken = ({ history }: View, { last }: Step): boolean =>
  (history.heard.sip ?? -Infinity) > last.atMs;

/** Of another role than this step's. */
export function hasOtherFiles({ requests }: View, { first }: Step<FileEvent>): boolean {
  return countOf(requests.filter((each) => each.first.role !== first.role)) > 0;
}

/** Not one packet of it was acknowledged, so that none may have come. */
export function wasNoneTaken({ last }: Step<FileEvent>): boolean {
  return last.outcome === 'timeout' && last.protocol === 'tftp' && last.bytes === 0;
}
