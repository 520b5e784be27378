// Diagnoses of phones that have their file: what the PBX tells of their lines, or does not.

import { formatIpv4 } from '../../core/ipv4.js';
import type { SipEvent } from '../events.js';
import { saidOf } from '../lines.js';
import type { Step } from '../steps.js';
import { givenAddress, isUpgrading, type View } from '../view.js';
import { spell, times, wire } from '../words.js';
import type { Row, Sighting } from './row.js';

const PBX = 'what the PBX tells';

const sipSteps = ({ boot }: View): readonly Step<SipEvent>[] =>
  (boot?.steps ?? []).filter((step): step is Step<SipEvent> => step.first.kind === 'sip');

function ofLine({ history }: View, state: SipEvent['state'], said: string): Sighting | undefined {
  const [event] = saidOf(history, state);
  return (
    event && {
      seen: `${said} on line ${wire(event.line)}`,
      sinceMs: event.atMs,
      values: { line: wire(event.line) },
    }
  );
}

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
function isHeard({ history, boot, facts }: View): boolean {
  const isListed = facts.lines.some((line) => history.lines[line]?.state === 'registered');
  return isListed || (history.heard.sip ?? -Infinity) >= (boot?.beganMs ?? -Infinity);
}

/** Three changes in ten minutes. */
const FLAPS = { count: 3, withinMs: 600_000 } as const;
/** A PBX looks for a phone soon after it has registered. */
const FIRST_LOOK_MS = 120_000;

/** The phone is there, and the PBX does not reach it; of one that is switched off it says the same. */
function unreachable({ history, boot }: View): SipEvent | undefined {
  const [event] = saidOf(history, 'unreachable');
  if (!event) return undefined;
  const { dhcp = -Infinity, file = -Infinity } = history.heard;
  const isFirst = event.atMs - (boot?.configuredMs ?? -Infinity) <= FIRST_LOOK_MS;
  return isFirst || Math.max(dhcp, file) > event.atMs ? event : undefined;
}

export const REGISTRATION_ROWS: readonly Row[] = [
  {
    id: 'S3',
    name: 'bad-password',
    severity: 'problem',
    on: ['sip'],
    grade: 'fact',
    source: PBX,
    means: 'name or password of line {line} is another than the PBX has',
    todo: 'compare both with the PBX; offhook explain shows the name',
    seen: (view) => ofLine(view, 'bad-password', 'was refused by the PBX'),
  },
  {
    id: 'S4',
    name: 'no-account',
    severity: 'problem',
    on: ['sip'],
    grade: 'fact',
    source: PBX,
    means: 'the PBX has no account {line}',
    todo: 'make it there, or correct line: in the inventory',
    seen: (view) => ofLine(view, 'no-account', 'is not known to the PBX'),
  },
  {
    id: 'S6a',
    name: 'challenge-unanswered',
    severity: 'problem',
    on: ['sip'],
    grade: 'owners report',
    source: 'owners of 79xx phones behind PBXs that answer to the port a request came from',
    means:
      'it drops the challenge (401) that comes to its source port instead of the port in Via, and shows "Registering"',
    todo: 'PJSIP: force_rport=no and rewrite_contact=no; chan_sip: nat=no',
    seen(view) {
      const step = sipSteps(view).findLast(({ last }) => last.state === 'challenged');
      if (!step || step.count < 3 || hasRegistered(view, step)) return undefined;
      const seen = `was asked for its password ${times(step.count)} and never gave it`;
      return { seen, sinceMs: step.first.atMs };
    },
  },
  {
    id: 'S6',
    name: 'unreachable',
    severity: 'problem',
    on: ['sip'],
    grade: 'owners report',
    source: 'owners of 79xx phones behind PBXs that answer to the port a request came from',
    means: 'the PBX does not reach it: its answers go to a port on which the phone does not listen',
    todo: 'PJSIP: force_rport=no and rewrite_contact=no; no NAT between',
    seen(view) {
      const event = unreachable(view);
      return event && ofLine(view, 'unreachable', 'does not answer the PBX');
    },
  },
  {
    id: 'S7',
    name: 'flapping',
    severity: 'problem',
    on: ['sip'],
    grade: 'owners report',
    source: "owners' reports",
    means: 'a NAT forgets it, its registration runs out, something bans it, or packets are lost',
    todo: "a shorter registerExpires; look at the PBX's bans (fail2ban)",
    seen(view) {
      const step = sipSteps(view).find(
        ({ last, count, everyMs = 0 }) =>
          last.state === 'unregistered' &&
          count >= FLAPS.count &&
          everyMs <= FLAPS.withinMs / (FLAPS.count - 1) &&
          view.nowMs - last.atMs < FLAPS.withinMs,
      );
      if (!step) return undefined;
      const seen = `lost its registration on line ${wire(step.last.line)} ${times(step.count)}`;
      return { seen, sinceMs: step.first.atMs };
    },
  },
  {
    id: 'S8',
    name: 'elsewhere',
    severity: 'problem',
    on: ['sip'],
    grade: 'our reading',
    source: PBX,
    means: 'there is NAT between, or another device uses the account: it names itself "{agent}"',
    todo: 'find who has that address',
    seen(view) {
      const given = givenAddress(view);
      const event = saidOf(view.history, 'registered').find(
        ({ address }) =>
          address !== undefined && given !== undefined && address !== formatIpv4(given),
      );
      if (!event) return undefined;
      const seen = `line ${wire(event.line)} is registered from ${wire(event.address ?? '')}`;
      return { seen, sinceMs: event.atMs, values: { agent: wire(event.agent ?? 'nothing') } };
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
    means: 'with the proxy USECALLMANAGER such a phone registers its first line alone',
    todo: "write the PBX's address as proxy",
    seen(view) {
      const [first, ...others] = view.facts.lines;
      const event = first === undefined ? undefined : view.history.lines[first];
      if (event?.state !== 'registered' || view.nowMs - event.atMs < 60_000) return undefined;
      const isAlone =
        others.length > 0 && others.every((line) => view.history.lines[line] === undefined);
      return isAlone
        ? { seen: 'registered its first line and no other', sinceMs: event.atMs }
        : undefined;
    },
  },
  {
    id: 'S2',
    name: 'silent',
    severity: 'problem',
    on: ['configured'],
    grade: 'owners report',
    source: "owners' reports",
    means: 'it does not reach the PBX: wrong host or port, or its address is banned there',
    todo: 'ping the PBX from that VLAN; look at bans (fail2ban) and at the transport',
    seen(view) {
      const configuredMs = view.boot?.configuredMs;
      const { pbxLink, lines } = view.facts;
      if (!pbxLink || lines.length === 0 || configuredMs === undefined || isHeard(view)) {
        return undefined;
      }
      const ms = view.nowMs - configuredMs;
      if (ms < 60_000 || isUpgrading(view.boot, view.facts, view.nowMs)) return undefined;
      return {
        seen: `has had its file for ${spell(ms)}, and the PBX heard nothing of it`,
        sinceMs: configuredMs,
      };
    },
  },
  {
    id: 'S1',
    name: 'not-visible',
    severity: 'note',
    on: ['configured'],
    grade: 'fact',
    source: 'offhook knows it of itself',
    means: 'offhook is not told who is registered',
    todo: 'look at the phone, or at the PBX',
    seen({ facts, boot, history }) {
      const { configuredMs } = boot ?? {};
      if (facts.pbxLink || history.heard.sip !== undefined || configuredMs === undefined)
        return undefined;
      return { seen: 'has got its file', sinceMs: configuredMs };
    },
  },
];
