// The one place for what people read of a phone: terminal, log, page and JSON show these sentences and no others.

import { formatIpv4 } from '../core/ipv4.js';
import type { Progress } from '../firmware/progress.js';
import type { Diagnosis } from './diagnose.js';
import {
  type Boot,
  type History,
  hasLostLease,
  type Lease,
  lastHeardMs,
  latestOf,
  type Stage,
  stageOf,
} from './history.js';
import { goneFrom, missingLines } from './lines.js';
import { progressText } from './progress-text.js';
import type { Grade } from './rows/row.js';
import { stepText } from './step-text.js';
import { tellDiagnosis } from './tell-diagnosis.js';
import { ENGLISH } from './texts/en/language.js';
import { print, printCount } from './texts/print.js';
import { type Said, say } from './texts/said.js';
import type { Language } from './texts/shape.js';
import { FLASH_MS, type PhoneFacts } from './view.js';
import type { Word } from './word.js';
import { WORDS } from './word-table.js';
import { wire } from './words.js';

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
  language: Language = ENGLISH,
): PhoneDescription {
  const diagnosed = diagnosis && diagnosedAs(diagnosis, language);
  const scene = { history, facts, diagnosed, nowMs, progress, language };
  const { said, sinceMs } = TELL[word](scene);
  const sentence = typeof said === 'string' ? said : print(said, language);
  const remark = diagnosed?.severity === 'note' && diagnosed.sentence;
  return {
    word,
    sign: WORDS[word].sign,
    sentence,
    ...(diagnosis && { id: diagnosis.id, grade: diagnosis.grade }),
    ...(diagnosed?.todo !== undefined && { todo: diagnosed.todo }),
    ...(remark && remark !== sentence && { remark }),
    ...(sinceMs !== undefined && { sinceMs }),
    stage: history.boot ? stageOf(history.boot) : 'unseen',
  };
}

interface Diagnosed extends Pick<Diagnosis, 'id' | 'severity' | 'sinceMs'> {
  readonly sentence: string;
  readonly todo?: string;
}

function diagnosedAs(diagnosis: Diagnosis, language: Language): Diagnosed {
  const { id, severity, sinceMs } = diagnosis;
  const { seen, means, todo } = tellDiagnosis(diagnosis, language);
  return {
    id,
    severity,
    sinceMs,
    sentence: `${seen}: ${means}`,
    ...(todo !== undefined && { todo }),
  };
}

interface Told {
  readonly said: string | Said;
  readonly sinceMs?: number | undefined;
}

interface Scene {
  readonly history: History;
  readonly facts: PhoneFacts;
  readonly diagnosed: Diagnosed | undefined;
  readonly nowMs: number;
  readonly progress: Progress | undefined;
  readonly language: Language;
}

const TELL: Readonly<Record<Word, (scene: Scene) => Told>> = {
  unseen: tellUnseen,
  booting(scene) {
    const when = print(ago(lastHeardMs(scene.history), scene.nowMs), scene.language);
    return { said: `${doing(scene)}, ${when}`, sinceMs: scene.history.boot?.beganMs };
  },
  upgrading: tellUpgrading,
  stuck: ({ diagnosed }) => ({
    said: diagnosed?.sentence ?? say('notGoingOn'),
    sinceMs: diagnosed?.sinceMs,
  }),
  waiting(scene) {
    const sinceMs = lastHeardMs(scene.history);
    const silent = { ms: scene.nowMs - sinceMs };
    return { said: say('doingNothingSince', { doing: doing(scene), silent }), sinceMs };
  },
  fetched: (scene) => ({
    said: say('gotItsFile', { ago: ago(configuredMs(scene), scene.nowMs) }),
    sinceMs: configuredMs(scene),
  }),
  registered: tellRegistered,
  part: tellPart,
  stale: (scene) => ({
    said: say('hasOldFile', { ago: ago(configuredMs(scene), scene.nowMs) }),
    sinceMs: configuredMs(scene),
  }),
  silent: tellSilent,
};

function tellUnseen({ diagnosed, history, facts, nowMs }: Scene): Told {
  const { heard, past, lease } = history;
  if (diagnosed?.id === 'D1') return { said: diagnosed.sentence };
  if (heard.dhcp !== undefined) return { said: say('onlyRenews') };
  if (heard.file !== undefined || heard.sip !== undefined) return { said: say('isThere') };
  const last = past.at(-1);
  if (last) {
    const came = { stage: { stage: last.reached }, ago: ago(last.endedMs, nowMs) };
    return { said: say('notHeardSinceStart', came) };
  }
  if (lease)
    return hasLostLease(history, nowMs) ? tellLostLease(lease, nowMs) : tellKeptLease(lease, nowMs);
  return { said: say(facts.known ? 'neverHeard' : 'neverHeardUnknown') };
}

function tellUpgrading({ history, facts, nowMs, progress, language }: Scene): Told {
  const sinceMs = history.boot && firmwareMs(history.boot);
  const [transfer] = facts.transfers;
  if (progress && transfer) return { said: progressText(progress, transfer, language), sinceMs };
  if (transfer) return { said: say('fetches', { name: wire(transfer.name) }), sinceMs };
  const silentMs = nowMs - lastHeardMs(history);
  const isWhole = progress !== undefined && progress.bytes >= progress.ofBytes;
  if (isWhole || (progress === undefined && silentMs >= BETWEEN_PARTS_MS)) {
    const said = say('writesFlash', { silent: { ms: silentMs }, most: { ms: FLASH_MS } });
    return { said, sinceMs: lastHeardMs(history) };
  }
  const [part = 0, parts = 0] = [progress?.part, progress?.parts];
  const said =
    parts === 0
      ? say('fetchesFirmware')
      : say('fetchesFirmwarePart', { part: String(part), parts: String(parts) });
  return { said, sinceMs };
}

/** A phone asks for the next part sooner. */
const BETWEEN_PARTS_MS = 2_000;

/** When it asked for the first of its firmware. */
export function firmwareMs({ steps }: Boot): number | undefined {
  const isFirmware = ({ first: { kind, ...event } }: Boot['steps'][number]) =>
    kind === 'file' && 'role' in event && (event.role === 'load' || event.role === 'part');
  return steps.find(isFirmware)?.first.atMs;
}

function tellRegistered({ history, facts, language }: Scene): Told {
  const { lines } = facts;
  const [line = ''] = lines;
  const said =
    lines.length === 1
      ? say('lineRegistered', { line: wire(line) })
      : printCount(lines.length, 'allLines', language);
  return { said: withUse(said, facts), sinceMs: registeredMs(history) };
}

function withUse(said: string | Said, { use }: PhoneFacts): string | Said {
  return use === undefined ? said : say(`use-${use}`, { said });
}

function tellPart({ history, facts, language }: Scene): Told {
  const { lines } = facts;
  const missing = missingLines(history, facts);
  const count = lines.length - missing.length;
  const values = { all: String(lines.length), missing: missing.map(wire).join(', ') };
  return {
    said: withUse(printCount(count, 'linesOf', language, values), facts),
    sinceMs: registeredMs(history),
  };
}

function registeredMs({ lines }: History): number | undefined {
  const times = Object.values(lines).flatMap(({ state, atMs }) =>
    state === 'registered' ? [atMs] : [],
  );
  return times.length === 0 ? undefined : Math.max(...times);
}

function tellSilent({ history, diagnosed, facts, nowMs }: Scene): Told {
  const { lease } = history;
  if (diagnosed?.id === 'S10') return { said: diagnosed.sentence, sinceMs: diagnosed.sinceMs };
  if (lease && hasLostLease(history, nowMs)) return tellLostLease(lease, nowMs);
  const sinceMs = goneFrom(history, facts, nowMs)?.atMs ?? lastHeardMs(history);
  return { said: say('noAnswerToPbx', { silent: { ms: nowMs - sinceMs } }), sinceMs };
}

function tellLostLease({ address, untilMs }: Lease, nowMs: number): Told {
  const said = say('leaseRanOut', { address: formatIpv4(address), ago: ago(untilMs, nowMs) });
  return { said, sinceMs: untilMs };
}

/** Given before the server began. */
function tellKeptLease({ address, untilMs }: Lease, nowMs: number): Told {
  const values = { address: formatIpv4(address) };
  if (untilMs === Infinity) return { said: say('endlessLeaseKept', values) };
  return { said: say('leaseKept', { ...values, left: { ms: untilMs - nowMs } }) };
}

function configuredMs({ history, facts }: Scene): number | undefined {
  return history.boot?.configuredMs ?? facts.configuredMs;
}

/** Its latest doing and what came of it. */
function doing({ history: { boot }, language }: Scene): string {
  const latest = boot && latestOf(boot);
  if (!latest) return print(say('begun'), language);
  const { what, outcome } = stepText(latest.last, language);
  return outcome === '' ? what : `${what}: ${outcome}`;
}

function ago(atMs: number | undefined, nowMs: number): Said {
  return atMs === undefined
    ? say('someTimeAgo')
    : say('ago', { time: { ms: Math.max(0, nowMs - atMs) } });
}
