// Diagnoses by what phones ask for before their configuration, and by names that betray whom they trust.

import type { FileEvent } from '../events.js';
import { say } from '../texts/said.js';
import { hinted, isMissing, latestIn, requestsFor, type View } from '../view.js';
import { asked, askedWith, hasOtherFiles, isLatest, wasNoneTaken } from './files-seen.js';
import type { Row } from './row.js';

const CISCO = 'cisco';
/** Of a request whose answer did not come. */
const RETRY_MS = { least: 3_500, most: 10_500 } as const;
/** So often a phone asks for its trust list before it begins anew. */
const TRIES = 3;
/** A boot that follows another later than this is not its next round. */
const ROUND_MS = 120_000;

/** Boots right before this one that came to the trust list and no further. */
function roundsBefore({ boot, history, nowMs }: View) {
  let sinceMs = boot?.beganMs ?? nowMs;
  let rounds = 0;
  for (const { reached, beganMs, endedMs } of history.past.toReversed()) {
    if (reached !== 'trust' || sinceMs - endedMs > ROUND_MS) break;
    rounds += 1;
    sinceMs = beganMs;
  }
  return { rounds, sinceMs };
}

/** Files that phones do without. */
const MISSED_GLADLY = new Set<FileEvent['role']>(['trust', 'locale', 'tones', 'side', 'other']);

export const TRUST_ROWS: readonly Row[] = [
  {
    id: 'T4',
    name: 'signed-name',
    vendor: CISCO,
    severity: 'problem',
    on: ['hint'],
    grade: 'fact',
    source: 'a name that ends in .sgn is asked for where a trust list is in the phone',
    seen(view) {
      const step = hinted(view, 'signed');
      const { configuredMs = -Infinity } = view.boot ?? {};
      return step && isMissing(step.last.outcome) && configuredMs < step.last.atMs
        ? asked(step, say('notThere'))
        : undefined;
    },
  },
  {
    id: 'T11',
    name: 'wrong-family',
    vendor: CISCO,
    severity: 'problem',
    on: ['hint'],
    grade: 'fact',
    source: 'names of files that only the 7940 and 7960 ask for',
    seen: (view) => askedWith(view, 'other-generation'),
  },
  {
    id: 'T2',
    name: 'first-answer-lost',
    severity: 'problem',
    on: ['repeated', 'timeout'],
    grade: 'our reading',
    source: 'TFTP answers come from another port (RFC 1350 section 4)',
    seen(view) {
      const own = latestIn(requestsFor(view, ['config']));
      if (own && wasNoneTaken(own)) return asked(own, say('noneTaken'));
      const step = latestIn(requestsFor(view, ['trust', 'common', 'boot-list']));
      if (
        !step ||
        step.count < 3 ||
        !isMissing(step.last.outcome) ||
        roundsBefore(view).rounds > 0
      ) {
        return undefined;
      }
      const { everyMs = 0 } = step;
      const isRetry = everyMs >= RETRY_MS.least && everyMs <= RETRY_MS.most;
      if (!isRetry || !isLatest(view, step) || hasOtherFiles(view, step)) return undefined;
      return asked(step, say('everyThoughTold', { every: { ms: everyMs } }));
    },
  },
  {
    id: 'T3',
    name: 'ctl-loop',
    vendor: CISCO,
    severity: 'problem',
    on: ['past-boots'],
    grade: 'owners report',
    source: "reports of phones that were part of another site; the vendor's guide says four tries",
    seen(view) {
      const { rounds, sinceMs } = roundsBefore(view);
      const trust = latestIn(requestsFor(view, ['trust']));
      const isFull = (trust?.count ?? 0) >= TRIES;
      const hasOther = view.requests.some(({ first }) => first.role !== 'trust');
      if (hasOther || rounds + (isFull ? 1 : 0) < 2) return undefined;
      const seen = say(trust ? 'trustAgainNow' : 'trustAgain', { times: { times: rounds } });
      return { seen, sinceMs, step: trust, values: {} };
    },
  },
  {
    id: 'T5',
    name: 'later-train',
    vendor: CISCO,
    severity: 'note',
    on: ['hint'],
    grade: 'fact',
    source: 'the 8.5 firmware holds no such name',
    seen: (view) => askedWith(view, 'later-train'),
  },
  {
    id: 'T15',
    name: 'harmless-miss',
    severity: 'note',
    on: ['missing'],
    grade: 'owners report',
    source: 'logs of phones that work',
    seen(view) {
      const step = view.requests.findLast(
        ({ first, last }) =>
          last.outcome === 'expected-miss' &&
          first.hint === undefined &&
          MISSED_GLADLY.has(first.role),
      );
      if (!step || (isLatest(view, step) && step.count > 2)) return undefined;
      return asked(step, say('notThere'));
    },
  },
];
