// Diagnoses of phones that fetch firmware, or would.

import type { FileEvent } from '../events.js';
import type { Step } from '../steps.js';
import { say } from '../texts/said.js';
import {
  FLASH_MS,
  hinted,
  isMended,
  isMissing,
  latestIn,
  requestsFor,
  type Transfer,
  type View,
} from '../view.js';
import { wire } from '../words.js';
import { asked, hasOtherSince, hasSpoken, since } from './files-seen.js';
import type { Row } from './row.js';

const CISCO = 'cisco';
const SLOW_BYTES_PER_SECOND = 10_000;
const SLOW_MS = 20_000;

const MISSING = ['not-found', 'expected-miss'] as const;

const parts = (view: View, ...outcomes: readonly string[]) =>
  requestsFor(view, ['part'], ...outcomes);
const loads = (view: View, ...outcomes: readonly string[]) =>
  requestsFor(view, ['load'], ...outcomes);

/** A phone that starts without firmware says for which model it is. */
const emptyFlash = (view: View) => hinted(view, 'empty-flash');

function isOfModel({ first }: Step<FileEvent>, { facts }: View): boolean {
  return facts.model === undefined || (first.models ?? []).includes(facts.model.id);
}

/** The last of its parts has been sent, and nothing was heard since. */
function flashing(view: View): Step<FileEvent> | undefined {
  const latest = latestIn(parts(view, 'sent'));
  return latest === view.latest && view.facts.transfers.length === 0 ? latest : undefined;
}

/** The boots just before this one that ended with this list, none of whose parts was wanted. */
function bootsRefusing({ history }: View, name: string) {
  let boots = 0;
  let sinceMs: number | undefined;
  for (const { refused, beganMs } of history.past.toReversed()) {
    if (refused !== name) break;
    boots += 1;
    sinceMs = beganMs;
  }
  return { boots, sinceMs };
}

function slowest({ facts, nowMs }: View): Transfer | undefined {
  return facts.transfers.find(
    ({ role, beganMs, bytes }) =>
      (role === 'part' || role === 'load') &&
      nowMs - beganMs >= SLOW_MS &&
      bytes / ((nowMs - beganMs) / 1_000) < SLOW_BYTES_PER_SECOND,
  );
}

/** A load that names no version says nothing of it; in names of loads dots are hyphens. */
export function isVersionOf(seen: string, load: string): boolean {
  const dotted = load.replaceAll('-', '.');
  return !/\d\.\d/.test(dotted) || dotted.includes(seen.replaceAll('-', '.'));
}

export const FIRMWARE_ROWS: readonly Row[] = [
  {
    id: 'W6',
    name: 'erased-other',
    vendor: CISCO,
    severity: 'problem',
    on: ['hint'],
    grade: 'fact',
    source: "the two digits in the name are the model's",
    seen(view) {
      const step = emptyFlash(view);
      if (!step || isOfModel(step, view)) return undefined;
      return { ...asked(step), values: { model: view.facts.model?.name ?? '' } };
    },
  },
  {
    id: 'W2',
    name: 'part-missing',
    severity: 'problem',
    on: ['missing'],
    grade: 'fact',
    source: 'the list of parts in the .loads file',
    seen(view) {
      const step = latestIn(parts(view, ...MISSING));
      return step && !isMended(view, step) ? asked(step, say('notThere')) : undefined;
    },
  },
  {
    id: 'W1',
    name: 'loads-missing',
    severity: 'problem',
    on: ['missing'],
    grade: 'owners report',
    source: "owners' reports of phones that boot again and again",
    seen(view) {
      const step = latestIn(
        loads(view, ...MISSING).filter(({ first }) => first.hint === undefined),
      );
      return step && !isMended(view, step) ? asked(step, say('notThere')) : undefined;
    },
  },
  {
    id: 'W7',
    name: 'part-broken',
    severity: 'problem',
    on: ['timeout'],
    grade: 'our reading',
    source: 'a transfer that ended before the file did',
    seen(view) {
      const step = latestIn(parts(view, 'timeout'));
      if (!step || isMended(view, step)) return undefined;
      const { bytes, size } = step.last;
      const done = size ? `${Math.floor((bytes / size) * 100)} %` : { bytes };
      return { ...asked(step, say('andSilent')), values: { done } };
    },
  },
  {
    id: 'W4',
    name: 'set-again',
    vendor: CISCO,
    severity: 'problem',
    on: ['past-boots'],
    grade: 'our reading',
    source:
      'the name in the signed header must be the name of the file; that this makes it fetch again is our reading',
    seen(view) {
      const load = latestIn(loads(view, 'sent'));
      const before = view.history.past.findLast(({ load: name }) => name === load?.last.name);
      const again = load && parts(view).some(({ last }) => last.atMs > load.last.atMs);
      if (!load || !before || !again) return undefined;
      return {
        ...asked(load, say('partsAgain')),
        sinceMs: before.beganMs,
      };
    },
  },
  {
    id: 'W3',
    name: 'manifest-refused',
    vendor: CISCO,
    severity: 'problem',
    on: ['repeated', 'past-boots'],
    grade: 'owners report',
    source: "owners' reports: below 8.3.3 go by way of 8.5.2; a renamed file is refused",
    seen(view) {
      const load = latestIn(loads(view, 'sent'));
      if (!load || parts(view).length > 0) return undefined;
      if (hasOtherSince(view, load) || hasSpoken(view, load)) return undefined;
      const { boots, sinceMs } = bootsRefusing(view, load.last.name);
      const count = load.count + boots;
      if (count < 3) return undefined;
      const told = { times: { times: count }, name: wire(load.last.name) };
      const over = { count: boots + 1, of: 'boots' } as const;
      const seen =
        boots === 0
          ? say('askedNoParts', told)
          : say('askedNoPartsInBoots', { ...told, boots: over });
      return { ...asked(load), seen, sinceMs: sinceMs ?? since(load) };
    },
  },
  {
    id: 'W8',
    name: 'slow',
    // It goes on, and whoever reads "stuck" might cut the power.
    severity: 'note',
    on: ['transfers'],
    grade: 'fact',
    source: 'lockstep of RFC 1350: a block of 512 bytes for each way there and back',
    seen(view) {
      const slow = slowest(view);
      if (!slow) return undefined;
      const { name, bytes, beganMs } = slow;
      const rate = { bytes: Math.round(bytes / ((view.nowMs - beganMs) / 1_000)) };
      const seen = say('fetchesSlowly', { name: wire(name), rate });
      return { seen, sinceMs: beganMs, values: {} };
    },
  },
  {
    id: 'W9b',
    name: 'flash-overdue',
    severity: 'problem',
    on: ['firmware'],
    grade: 'owners report',
    source: 'owners report three to five minutes',
    seen(view) {
      const last = flashing(view);
      const silent = last && view.nowMs - last.last.atMs;
      if (!last || silent === undefined || silent < FLASH_MS) return undefined;
      const seen = say('hasFirmwareSilent', { silent: { ms: silent } });
      return { seen, sinceMs: last.last.atMs, step: last, values: {} };
    },
  },
  {
    id: 'W9',
    name: 'flashing',
    severity: 'note',
    on: ['firmware'],
    grade: 'owners report',
    source: 'owners report three to five minutes',
    seen(view) {
      const last = flashing(view);
      if (!last || view.nowMs - last.last.atMs >= FLASH_MS || view.silenceMs < 2_000)
        return undefined;
      const { name, atMs } = last.last;
      return { seen: say('hasGot', { name: wire(name) }), sinceMs: atMs, values: {} };
    },
  },
  {
    id: 'W5',
    name: 'erased',
    vendor: CISCO,
    severity: 'note',
    on: ['hint'],
    grade: 'fact',
    source: 'the name is what a phone asks for that has no firmware',
    seen(view) {
      const step = emptyFlash(view);
      const isSent = step && !isMissing(step.last.outcome);
      return step && isSent && isOfModel(step, view) ? asked(step) : undefined;
    },
  },
  {
    id: 'W5b',
    name: 'erased-missing',
    vendor: CISCO,
    severity: 'problem',
    on: ['hint'],
    grade: 'fact',
    source: 'the name is what a phone asks for that has no firmware',
    seen(view) {
      const step = emptyFlash(view);
      const isGone = step && isMissing(step.last.outcome);
      return step && isGone && isOfModel(step, view) ? asked(step, say('notThere')) : undefined;
    },
  },
  {
    id: 'W10',
    name: 'not-upgraded',
    severity: 'note',
    on: ['firmware-seen'],
    grade: 'our reading',
    source: 'the firmware that it names in its User-Agent',
    seen({ facts, boot }) {
      const { firmware, firmwareSeen } = facts;
      if (!firmware || !firmwareSeen || boot?.configuredMs === undefined) return undefined;
      if (isVersionOf(firmwareSeen, firmware)) return undefined;
      const values = { has: wire(firmwareSeen), firmware };
      const seen = say('namesFirmware', { version: wire(firmwareSeen) });
      return { seen, sinceMs: boot.configuredMs, values };
    },
  },
];
