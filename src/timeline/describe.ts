// The one place for what people read of a phone: terminal, log, page and JSON show these sentences and no others.

import type { Progress } from '../firmware/progress.js';
import type { Diagnosis } from './diagnose.js';
import {
  type Boot,
  type History,
  hasLostLease,
  lastHeardMs,
  latestOf,
  type Stage,
  stageOf,
} from './history.js';
import { isUnreachable } from './lines.js';
import { progressText } from './progress-text.js';
import type { Grade } from './rows/row.js';
import { stepText } from './step-text.js';
import { FLASH_MS, type PhoneFacts } from './view.js';
import type { Word } from './word.js';
import { WORDS } from './word-table.js';
import { addressText, spell, wire } from './words.js';

export interface PhoneDescription {
  readonly word: Word;
  readonly sign: string;
  /** What it does or where it is stuck, in one line that goes on from its name, without a full stop. */
  readonly sentence: string;
  /** What to do, of the same kind; absent: nothing. */
  readonly todo?: string;
  /** Of the row of the table that says so. */
  readonly id?: string;
  readonly grade?: Grade;
  /** What looks strange and is normal, where the sentence does not say it. */
  readonly remark?: string;
  /** Since when the word holds; absent: nobody knows. */
  readonly sinceMs?: number;
  readonly stage: Stage;
}

/** `progress`: of the firmware that it fetches, where its set is known. */
export function describePhone(
  history: History,
  facts: PhoneFacts,
  diagnosis: Diagnosis | undefined,
  word: Word,
  nowMs: number,
  progress?: Progress,
): PhoneDescription {
  const { sentence, sinceMs } = TELL[word]({ history, facts, diagnosis, nowMs, progress });
  const isProblem = diagnosis?.severity === 'problem';
  const remark = diagnosis && !isProblem && `${diagnosis.seen}: ${diagnosis.means}`;
  return {
    word,
    sign: WORDS[word].sign,
    sentence,
    ...(diagnosis && { id: diagnosis.id, grade: diagnosis.grade }),
    ...(diagnosis && diagnosis.todo !== 'nothing' && { todo: diagnosis.todo }),
    ...(remark && remark !== sentence && { remark }),
    ...(sinceMs !== undefined && { sinceMs }),
    stage: history.boot ? stageOf(history.boot) : 'unseen',
  };
}

interface Told {
  readonly sentence: string;
  readonly sinceMs?: number | undefined;
}

interface Scene {
  readonly history: History;
  readonly facts: PhoneFacts;
  readonly diagnosis: Diagnosis | undefined;
  readonly nowMs: number;
  readonly progress: Progress | undefined;
}

const TELL: Readonly<Record<Word, (scene: Scene) => Told>> = {
  unseen: tellUnseen,
  booting: ({ history, nowMs }) => ({
    sentence: `${doing(history)}, ${ago(lastHeardMs(history), nowMs)}`,
    sinceMs: history.boot?.beganMs,
  }),
  upgrading: tellUpgrading,
  stuck: ({ diagnosis }) => ({
    sentence: diagnosis ? `${diagnosis.seen}: ${diagnosis.means}` : 'does not go on',
    sinceMs: diagnosis?.sinceMs,
  }),
  waiting: ({ history, nowMs }) => ({
    sentence: `${doing(history)}, and did nothing since, for ${spell(nowMs - lastHeardMs(history))}`,
    sinceMs: lastHeardMs(history),
  }),
  fetched: (scene) => ({
    sentence: `has got its file, ${ago(configuredMs(scene), scene.nowMs)}`,
    sinceMs: configuredMs(scene),
  }),
  registered: tellRegistered,
  part: tellPart,
  stale: (scene) => ({
    sentence: `has the file that it got ${ago(configuredMs(scene), scene.nowMs)}, which has changed since`,
    sinceMs: configuredMs(scene),
  }),
  silent: tellSilent,
};

function tellUnseen({ diagnosis, history: { heard, past }, facts, nowMs }: Scene): Told {
  if (diagnosis?.id === 'D1') return { sentence: `${diagnosis.seen}: ${diagnosis.means}` };
  if (heard.dhcp !== undefined)
    return { sentence: 'is there and renews its lease; its last boot was not seen' };
  if (heard.file !== undefined || heard.sip !== undefined)
    return { sentence: 'is there; its last boot was not seen' };
  const last = past.at(-1);
  if (last) {
    const came = `its last boot came to ${last.reached}, ${ago(last.endedMs, nowMs)}`;
    return { sentence: `was not heard since the server began; ${came}` };
  }
  const known = facts.known ? '' : ', and the inventory does not have it';
  return { sentence: `was never heard${known}` };
}

function tellUpgrading({ history, facts, nowMs, progress }: Scene): Told {
  const sinceMs = history.boot && firmwareMs(history.boot);
  const [transfer] = facts.transfers;
  if (progress && transfer) return { sentence: progressText(progress, transfer), sinceMs };
  if (transfer) return { sentence: `fetches ${wire(transfer.name)}`, sinceMs };
  const silentMs = nowMs - lastHeardMs(history);
  const isWhole = progress !== undefined && progress.bytes >= progress.ofBytes;
  if (isWhole || (progress === undefined && silentMs >= BETWEEN_PARTS_MS)) {
    const limit = `of ${spell(FLASH_MS)} at the most`;
    const sentence = `writes its flash, for ${spell(silentMs)} ${limit}: it is dark meanwhile, do not cut the power`;
    return { sentence, sinceMs: lastHeardMs(history) };
  }
  const [part = 0, parts = 0] = [progress?.part, progress?.parts];
  const far = parts === 0 ? '' : `, part ${part} of ${parts} was the last`;
  return { sentence: `fetches firmware${far}`, sinceMs };
}

/** A phone asks for the next part sooner. */
const BETWEEN_PARTS_MS = 2_000;

/** When it asked for the first of its firmware. */
export function firmwareMs({ steps }: Boot): number | undefined {
  const isFirmware = ({ first: { kind, ...event } }: Boot['steps'][number]) =>
    kind === 'file' && 'role' in event && (event.role === 'load' || event.role === 'part');
  return steps.find(isFirmware)?.first.atMs;
}

function tellRegistered({ history, facts: { lines } }: Scene): Told {
  const [line = ''] = lines;
  const sentence =
    lines.length === 1
      ? `line ${wire(line)} is registered`
      : `all ${lines.length} lines are registered`;
  return { sentence, sinceMs: registeredMs(history) };
}

function tellPart({ history, facts: { lines } }: Scene): Told {
  const missing = lines.filter((line) => history.lines[line]?.state !== 'registered');
  const count = lines.length - missing.length;
  const are = count === 1 ? 'is' : 'are';
  const sentence = `${count} of ${lines.length} lines ${are} registered, not ${missing.map(wire).join(', ')}`;
  return { sentence, sinceMs: registeredMs(history) };
}

function registeredMs({ lines }: History): number | undefined {
  const times = Object.values(lines).flatMap(({ state, atMs }) =>
    state === 'registered' ? [atMs] : [],
  );
  return times.length === 0 ? undefined : Math.max(...times);
}

function tellSilent({ history, facts, nowMs }: Scene): Told {
  const { lease, lines } = history;
  if (lease && hasLostLease(history, nowMs)) {
    const sentence = `let its lease of ${addressText(lease.address)} run out ${ago(lease.untilMs, nowMs)}, and was not heard since`;
    return { sentence, sinceMs: lease.untilMs };
  }
  const gone = facts.lines.flatMap((line) => {
    const said = lines[line];
    return said?.state === 'unreachable' ? [said.atMs] : [];
  });
  const sinceMs = isUnreachable(history, facts) ? Math.min(...gone) : lastHeardMs(history);
  return { sentence: `does not answer the PBX, for ${spell(nowMs - sinceMs)}`, sinceMs };
}

function configuredMs({ history, facts }: Scene): number | undefined {
  return history.boot?.configuredMs ?? facts.configuredMs;
}

/** Its latest doing and what came of it. */
function doing({ boot }: History): string {
  const latest = boot && latestOf(boot);
  if (!latest) return 'has begun';
  const { what, outcome } = stepText(latest.last);
  return outcome === '' ? what : `${what}: ${outcome}`;
}

function ago(atMs: number | undefined, nowMs: number): string {
  return atMs === undefined ? 'some time ago' : `${spell(Math.max(0, nowMs - atMs))} ago`;
}
