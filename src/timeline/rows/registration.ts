// Diagnoses of phones that have their file: what the PBX tells of their lines, or does not.

import { formatIpv4 } from '../../core/ipv4.js';
import { isInside } from '../../core/reachability.js';
import type { SipEvent } from '../events.js';
import type { History } from '../history.js';
import { isHeardSince, isStarting, lostLines, registeredLines, saidOf, stepOf } from '../lines.js';
import type { Step } from '../steps.js';
import { type Said, say } from '../texts/said.js';
import { givenAddress, isUpgrading, type View } from '../view.js';
import { wire } from '../words.js';
import { PBX, saidOver } from './registration-notes.js';
import type { Row, Sighting } from './row.js';

const sipSteps = ({ boot }: View): readonly Step<SipEvent>[] =>
  (boot?.steps ?? []).filter((step): step is Step<SipEvent> => step.first.kind === 'sip');

/** What a PBX said before it was lost is not repeated: whether it is still so nobody knows. */
const isTold = ({ facts }: View): boolean => facts.pbxLink || facts.pbxHears === true;

function ofLine(
  view: View,
  state: SipEvent['state'],
  said: (values: { readonly line: string }) => Said,
): Sighting<'line'> | undefined {
  const [event] = isTold(view) ? saidOf(view.history, state) : [];
  if (!event) return undefined;
  const values = { line: wire(event.line) };
  return { seen: said(values), ...whenOf(view, event), values };
}

/** What a PBX told, and the step that it became: what was told before this boot became none. */
const whenOf = ({ history }: View, { line, state, atMs }: SipEvent) => ({
  sinceMs: atMs,
  step: stepOf(history, line, state),
});

/** Of this line, since it was first asked for its password in this boot. */
function hasRegistered(view: View, { first }: Step<SipEvent>): boolean {
  const { lines } = view.history;
  const isNow = lines[first.line]?.state !== 'challenged';
  return (
    isNow ||
    sipSteps(view).some(
      ({ last }) =>
        last.state === 'registered' && last.line === first.line && last.atMs >= first.atMs,
    )
  );
}

/** The PBX has heard of it in this boot, or has it on its list from before. */
function isHeard(view: View, configuredMs: number): boolean {
  const { history, facts } = view;
  if (registeredLines(history, facts).length > 0) return true;
  if ((history.heard.sip ?? -Infinity) >= configuredMs) return true;
  // While a phone starts, what it had registered before may run out.
  return sipSteps(view).some(({ first }) => first.state !== 'unregistered');
}

/** Since when it has its file; of one whose boot was not seen, and that is there, as the records tell. */
function configuredMsOf({ boot, facts, silenceMs }: View): number | undefined {
  return boot || silenceMs === Infinity ? boot?.configuredMs : facts.configuredMs;
}

/** Three changes in ten minutes. */
const FLAPS = { count: 3, withinMs: 600_000 } as const;
/** A PBX looks for a phone as soon as it has registered, and has told after seconds that it does not answer. */
const FIRST_LOOK_MS = 30_000;
/** By then it has told of one that answers. */
const LOOKED_MS = 10_000;

/** The phone is there, and the PBX does not reach it; of one that is switched off it says the same. */
function unreachable({ history, facts, nowMs }: View): SipEvent | undefined {
  if (!facts.pbxLink) return undefined;
  return saidOf(history, 'unreachable').find(
    ({ line, atMs }) =>
      wasNeverReached(history, line) ||
      (isHeardSince(history, atMs) && !isStarting(history, line, nowMs)),
  );
}

/** Not when it had just registered, or it registers and is not reached all the same. */
function wasNeverReached(history: History, line: string): boolean {
  const silent = stepOf(history, line, 'unreachable');
  const reached = stepOf(history, line, 'registered');
  if (!silent || (reached && reached.last.atMs > silent.first.atMs)) return false;
  const sinceMs = reached?.first.atMs ?? -Infinity;
  return silent.count > 1 || silent.first.atMs - sinceMs <= FIRST_LOOK_MS;
}

/** Registered at an address that its REGISTER did not come from. A PBX that does not look may reach it, but at one that anybody can have. */
function behindNat({ history, facts, nowMs }: View): SipEvent | undefined {
  if (!facts.pbxLink) return undefined;
  return saidOf(history, 'registered', 'unreachable').find(
    ({ state, address, source, atMs }) =>
      source !== undefined &&
      (state === 'unreachable' || (address !== undefined && isInside(address))) &&
      nowMs - atMs >= LOOKED_MS,
  );
}

function namedAs({ agent, by }: SipEvent): Said | string {
  if (agent === undefined) return by ?? say('agentNothing');
  return by === undefined ? wire(agent) : `${wire(agent)}, ${by}`;
}

export const REGISTRATION_ROWS: readonly Row[] = [
  {
    id: 'S3',
    name: 'bad-password',
    severity: 'problem',
    on: ['sip'],
    grade: 'fact',
    source: PBX,
    seen: (view) => ofLine(view, 'bad-password', (values) => say('refusedOnLine', values)),
  },
  {
    id: 'S4',
    name: 'no-account',
    severity: 'problem',
    on: ['sip'],
    grade: 'fact',
    source: PBX,
    seen: (view) => ofLine(view, 'no-account', (values) => say('unknownOnLine', values)),
  },
  {
    id: 'S6a',
    name: 'challenge-unanswered',
    severity: 'problem',
    on: ['sip'],
    grade: 'owners report',
    source: 'owners of 79xx phones behind PBXs that answer to the port a request came from',
    seen(view) {
      const step = sipSteps(view).findLast(({ last }) => last.state === 'challenged');
      if (!step || !isTold(view) || step.count < 3 || hasRegistered(view, step)) return undefined;
      const seen = say('challenged', { times: { times: step.count } });
      return { seen, sinceMs: step.first.atMs, step, values: {} };
    },
  },
  {
    id: 'S6',
    name: 'unreachable',
    severity: 'problem',
    on: ['sip'],
    grade: 'owners report',
    source: 'owners of 79xx phones behind PBXs that answer to the port a request came from',
    seen(view) {
      const event = unreachable(view);
      if (!event || event.source !== undefined) return undefined;
      const values = { line: wire(event.line) };
      return { seen: say('silentOnLine', values), ...whenOf(view, event), values };
    },
  },
  {
    id: 'S12',
    name: 'behind-nat',
    severity: 'problem',
    on: ['sip'],
    grade: 'our reading',
    source: PBX,
    seen(view) {
      const event = behindNat(view);
      if (!event) return undefined;
      const { line, address = '', source: from = '' } = event;
      const source = wire(from);
      const seen = say('registeredBehind', { line: wire(line), address: wire(address), source });
      return { seen, ...whenOf(view, event), values: { source } };
    },
  },
  {
    id: 'S7',
    name: 'flapping',
    severity: 'problem',
    on: ['sip'],
    grade: 'owners report',
    source: "owners' reports",
    seen(view) {
      const step = sipSteps(view).find(
        ({ last, count, everyMs = 0 }) =>
          (last.state === 'unregistered' || last.state === 'unreachable') &&
          count >= FLAPS.count &&
          everyMs <= FLAPS.withinMs / (FLAPS.count - 1) &&
          view.nowMs - last.atMs < FLAPS.withinMs,
      );
      if (!step || !isTold(view)) return undefined;
      const line = wire(step.last.line);
      const values = { line, times: { times: step.count } };
      const isLost = step.last.state === 'unregistered';
      const seen = isLost ? say('lostRegistration', values) : say('outOfReach', values);
      return { seen, sinceMs: step.first.atMs, step, values: {} };
    },
  },
  {
    id: 'S8',
    name: 'elsewhere',
    severity: 'problem',
    on: ['sip'],
    grade: 'our reading',
    source: PBX,
    seen(view) {
      // Of a PBX that tells nothing, nobody knows who is registered now.
      if (!view.facts.pbxLink) return undefined;
      const given = givenAddress(view);
      const event = saidOf(view.history, 'registered').find(
        ({ address, by, source }) =>
          by !== undefined ||
          (source === undefined &&
            address !== undefined &&
            given !== undefined &&
            address !== formatIpv4(given)),
      );
      if (!event) return undefined;
      const { line, address = '' } = event;
      const seen = say('registeredFrom', { line: wire(line), address: wire(address) });
      return { seen, ...whenOf(view, event), values: { agent: namedAs(event) } };
    },
  },
  {
    id: 'S5',
    name: 'first-line-only',
    vendor: 'cisco',
    severity: 'problem',
    on: ['sip'],
    grade: 'fact',
    source: 'the word USECALLMANAGER as proxy',
    seen(view) {
      const [first, ...others] = view.facts.lines;
      const event = first === undefined ? undefined : view.history.lines[first];
      // Of a PBX that tells nothing, nobody knows about the others.
      if (!view.facts.pbxLink || !view.facts.firstLineOnly) return undefined;
      if (event?.state !== 'registered' || view.nowMs - event.atMs < 60_000) return undefined;
      const isAlone =
        others.length > 0 && others.every((line) => view.history.lines[line] === undefined);
      return isAlone
        ? { seen: say('onlyFirstLine'), ...whenOf(view, event), values: {} }
        : undefined;
    },
  },
  {
    id: 'S9',
    name: 'lapsed',
    severity: 'problem',
    on: ['sip'],
    grade: 'our reading',
    source: PBX,
    seen(view) {
      const { history, facts, nowMs } = view;
      if (registeredLines(history, facts).length > 0) return undefined;
      const lost = lostLines(history, facts, nowMs);
      const [event] = lost;
      if (!event || !isHeardSince(history, event.atMs)) return undefined;
      const lines = { all: lost.map(({ line }) => wire(line)) };
      return { seen: saidOver(lost, view), ...whenOf(view, event), values: { lines } };
    },
  },
  {
    id: 'S2',
    name: 'silent',
    severity: 'problem',
    on: ['configured', 'no-boot'],
    grade: 'owners report',
    source: "owners' reports",
    seen(view) {
      const configuredMs = configuredMsOf(view);
      const { pbxLink, lines } = view.facts;
      if (
        !pbxLink ||
        lines.length === 0 ||
        configuredMs === undefined ||
        isHeard(view, configuredMs)
      ) {
        return undefined;
      }
      const ms = view.nowMs - configuredMs;
      const listenedMs = view.nowMs - Math.max(configuredMs, view.facts.pbxLinkMs ?? -Infinity);
      if (listenedMs < 60_000 || isUpgrading(view.boot, view.facts, view.nowMs)) return undefined;
      const seen = say('fileAndSilent', { time: { ms } });
      return { seen, sinceMs: configuredMs, values: {} };
    },
  },
  {
    id: 'S1',
    name: 'not-visible',
    severity: 'note',
    on: ['configured'],
    grade: 'fact',
    source: 'offhook knows it of itself',
    seen({ facts, boot }) {
      const { configuredMs } = boot ?? {};
      if (facts.pbxLink || configuredMs === undefined) return undefined;
      return { seen: say('hasItsFile'), sinceMs: configuredMs, values: {} };
    },
  },
];
