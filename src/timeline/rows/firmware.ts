// Diagnoses of phones that fetch firmware, or would.

import type { FileEvent } from '../events.js';
import type { Step } from '../steps.js';
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
import { spell, spellBytes, times, wire } from '../words.js';
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
    means: 'it is of another model than {model}, as the inventory has it',
    todo: 'correct model: in the inventory',
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
    means: 'the firmware set lacks {name}',
    todo: "copy it from the vendor's archive under exactly that name: offhook firmware add",
    seen(view) {
      const step = latestIn(parts(view, ...MISSING));
      return step && !isMended(view, step) ? asked(step, ', which is not there') : undefined;
    },
  },
  {
    id: 'W1',
    name: 'loads-missing',
    severity: 'problem',
    on: ['missing'],
    grade: 'owners report',
    source: "owners' reports of phones that boot again and again",
    means:
      'the firmware that its configuration names is not in firmware/: it boots again and again',
    todo: 'put the whole set there (offhook firmware add), or leave firmware: out',
    seen(view) {
      const step = latestIn(
        loads(view, ...MISSING).filter(({ first }) => first.hint === undefined),
      );
      return step && !isMended(view, step) ? asked(step, ', which is not there') : undefined;
    },
  },
  {
    id: 'W7',
    name: 'part-broken',
    severity: 'problem',
    on: ['timeout'],
    grade: 'our reading',
    source: 'a transfer that ended before the file did',
    means: 'the transfer broke off at {done}: power, cable or switch',
    todo: 'look at those; the phone begins again by itself',
    seen(view) {
      const step = latestIn(parts(view, 'timeout'));
      if (!step || isMended(view, step)) return undefined;
      const { bytes, size } = step.last;
      const done = size ? `${Math.floor((bytes / size) * 100)} %` : spellBytes(bytes);
      return { ...asked(step, ' and went silent'), values: { done } };
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
    means: 'it did not accept the firmware at the end',
    todo: 'compare firmware: with the names inside the set: offhook firmware lists both',
    seen(view) {
      const load = latestIn(loads(view, 'sent'));
      const before = view.history.past.findLast(({ load: name }) => name === load?.last.name);
      const again = load && parts(view).some(({ last }) => last.atMs > load.last.atMs);
      if (!load || !before || !again) return undefined;
      return {
        ...asked(load, ' and for its parts, after it had got all of them'),
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
    means: "it refuses this release: too large a step, another model's, or a renamed file",
    todo: 'go by a release between, and never rename a file of a set',
    seen(view) {
      const load = latestIn(loads(view, 'sent'));
      if (!load || parts(view).length > 0) return undefined;
      if (hasOtherSince(view, load) || hasSpoken(view, load)) return undefined;
      const { boots, sinceMs } = bootsRefusing(view, load.last.name);
      const count = load.count + boots;
      if (count < 3) return undefined;
      const over = boots === 0 ? '' : ` in ${boots + 1} boots`;
      const seen = `asked ${times(count)} for ${wire(load.last.name)}${over}, and for none of its parts`;
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
    means: 'each block waits for its answer: the way there and back takes long',
    todo: 'serve from a machine near the phones, or let it finish; do not cut the power',
    seen(view) {
      const slow = slowest(view);
      if (!slow) return undefined;
      const rate = spellBytes(Math.round(slow.bytes / ((view.nowMs - slow.beganMs) / 1_000)));
      return { seen: `fetches ${wire(slow.name)} with ${rate} a second`, sinceMs: slow.beganMs };
    },
  },
  {
    id: 'W9b',
    name: 'flash-overdue',
    severity: 'problem',
    on: ['firmware'],
    grade: 'owners report',
    source: 'owners report three to five minutes',
    means: 'it should have written its flash by now',
    todo: 'wait a little more; then cut the power once, and watch what it asks for first',
    seen(view) {
      const last = flashing(view);
      const silent = last && view.nowMs - last.last.atMs;
      if (!last || silent === undefined || silent < FLASH_MS) return undefined;
      const seen = `has its firmware, and was not heard for ${spell(silent)}`;
      return { seen, sinceMs: last.last.atMs };
    },
  },
  {
    id: 'W9',
    name: 'flashing',
    severity: 'note',
    on: ['firmware'],
    grade: 'owners report',
    source: 'owners report three to five minutes',
    means: 'it writes its flash: three to five dark minutes are normal',
    todo: 'do not cut the power',
    seen(view) {
      const last = flashing(view);
      if (!last || view.nowMs - last.last.atMs >= FLASH_MS || view.silenceMs < 2_000)
        return undefined;
      return { seen: `has got ${wire(last.last.name)}`, sinceMs: last.last.atMs };
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
    means: 'its flash is empty: it recovers',
    todo: 'have the whole set in firmware/, and keep the power on for five minutes',
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
    means: 'its flash is empty, and the file that it needs first is not in firmware/',
    todo: "offhook firmware add ARCHIVE: the vendor's archive has {name}",
    seen(view) {
      const step = emptyFlash(view);
      const isGone = step && isMissing(step.last.outcome);
      return step && isGone && isOfModel(step, view)
        ? asked(step, ', which is not there')
        : undefined;
    },
  },
  {
    id: 'W10',
    name: 'not-upgraded',
    severity: 'note',
    on: ['firmware-seen'],
    grade: 'our reading',
    source: 'the firmware that it names in its User-Agent',
    means: 'it has {has}, and the inventory says {firmware}: the load was not taken',
    todo: 'look what it asks for at its next boot',
    seen({ facts, boot }) {
      const { firmware, firmwareSeen } = facts;
      if (!firmware || !firmwareSeen || boot?.configuredMs === undefined) return undefined;
      if (isVersionOf(firmwareSeen, firmware)) return undefined;
      const values = { has: wire(firmwareSeen), firmware };
      const seen = `names its firmware ${wire(firmwareSeen)}`;
      return { seen, sinceMs: boot.configuredMs, values };
    },
  },
];
