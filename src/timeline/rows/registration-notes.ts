// Phones that their PBX had, and has no longer, or not with all of their lines. They stand before the notes of what is normal.

import type { SipEvent } from '../events.js';
import { lastHeardMs } from '../history.js';
import {
  goneFrom,
  isHeardSince,
  isStepOf,
  lostLines,
  missingLines,
  registeredLines,
  silentBefore,
} from '../lines.js';
import { type Said, say } from '../texts/said.js';
import { OVERDUE_MS, type View } from '../view.js';
import { wire } from '../words.js';
import type { Row } from './row.js';

export const PBX = 'what the PBX tells';

/** How it is said that registrations have ended: when that was nobody saw where the PBX told of it as it was asked anew. */
export function saidOver(events: readonly SipEvent[], { nowMs }: View): Said {
  const [first] = events;
  const values = {
    lines: { all: events.map(({ line }) => wire(line)) },
    time: { ms: nowMs - (first?.atMs ?? nowMs) },
  };
  return first?.asked ? say('notRegisteredAnyMore', values) : say('registeredUntil', values);
}

/** Of one whose boot nobody saw, and that was not heard since the server began: its file is from before. */
function neverCame({ facts, history, nowMs }: View): number | undefined {
  const { pbxLink, pbxLinkMs, lines, configuredMs } = facts;
  if (!pbxLink || pbxLinkMs === undefined || lines.length === 0) return undefined;
  if (configuredMs === undefined || lastHeardMs(history) !== -Infinity) return undefined;
  return nowMs - pbxLinkMs >= OVERDUE_MS ? pbxLinkMs : undefined;
}

/** When the first of its lines was registered in this boot. */
function firstRegisteredMs({ history, boot }: View, line: string): number {
  const step = boot?.steps.find(isStepOf(line, 'registered'));
  return step?.first.atMs ?? history.lines[line]?.atMs ?? -Infinity;
}

export const REGISTRATION_NOTES: readonly Row[] = [
  {
    id: 'S10',
    name: 'gone',
    severity: 'note',
    on: ['sip', 'no-boot'],
    grade: 'our reading',
    source: PBX,
    seen(view) {
      const { history, facts, nowMs } = view;
      const values = { mac: facts.mac };
      const event = goneFrom(history, facts, nowMs);
      if (event && !isHeardSince(history, event.atMs)) {
        const seen =
          event.state === 'unreachable'
            ? say('noAnswerToPbx', { silent: { ms: nowMs - event.atMs } })
            : saidOver(lostLines(history, facts, nowMs), view);
        return { seen, sinceMs: (silentBefore(history, event.line) ?? event).atMs, values };
      }
      const sinceMs = event ? undefined : neverCame(view);
      if (sinceMs === undefined) return undefined;
      return { seen: say('noLineOfIt', { time: { ms: nowMs - sinceMs } }), sinceMs, values };
    },
  },
  {
    id: 'S11',
    name: 'some-lines',
    severity: 'note',
    on: ['sip'],
    grade: 'our reading',
    source: PBX,
    seen(view) {
      const { history, facts, nowMs } = view;
      const there = registeredLines(history, facts);
      const missing = missingLines(history, facts);
      if (there.length === 0 || missing.length === 0) return undefined;
      const beganMs = Math.min(...there.map((line) => firstRegisteredMs(view, line)));
      const lost = lostLines(history, facts, nowMs);
      const sinceMs = lost.length > 0 ? Math.max(...lost.map(({ atMs }) => atMs)) : beganMs;
      if (nowMs - sinceMs < OVERDUE_MS) return undefined;
      const lines = { all: missing.map(wire) };
      const seen = lost.length > 0 ? saidOver(lost, view) : say('linesMissing', { lines });
      return { seen, sinceMs, values: { lines } };
    },
  },
];
