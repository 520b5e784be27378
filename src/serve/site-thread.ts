// The thread in which inventories are read, one after the other. It makes files of the last one as it is asked to.

import { setImmediate as turn } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import type { SnapshotSource } from '../artifacts/read-snapshot.js';
import { messageOf } from '../core/coded-error.js';
import type { Finding } from '../findings/finding.js';
import { createAnswering } from './desk/answer-question.js';
import type { DeskAnswer, DeskQuestion } from './desk/questions.js';
import { type ReadSite, readSite, type SiteReading } from './read-site.js';
import type { Rendered } from './served-site.js';
import { buffersOf } from './site-data.js';
import { stepBack, stepForward } from './step-back.js';

/** Read an inventory, or make a file of it, by its row; or answer what is asked of one. */
export type AskedOfThread =
  | { readonly read: SnapshotSource }
  | { readonly row: number }
  | { readonly of: SnapshotSource; readonly question: DeskQuestion };

export type ToldByThread = ToldReading | RenderedRow | ToldUnneeded | ToldAnswer;

export interface ToldAnswer {
  readonly answered: DeskAnswer;
}

export interface ToldReading {
  readonly reading: SiteReading;
}

/** Some time after the reading, if there is any. */
export interface ToldUnneeded {
  readonly unneeded: readonly Finding[];
}

export interface RenderedRow {
  readonly row: number;
  readonly rendered: Rendered;
}

let render: (row: number) => Rendered = () => ({ kind: 'unreadable', why: 'nothing was read' });

parentPort?.on('message', (asked: AskedOfThread) => {
  if ('read' in asked) read(asked.read);
  else if ('row' in asked) make(asked.row);
  else void answer(asked.of, asked.question);
});

const answerQuestion = createAnswering();

async function answer(source: SnapshotSource, question: DeskQuestion): Promise<void> {
  stepBack();
  const told: ToldAnswer = { answered: await answerQuestion(source, question) };
  stepForward();
  parentPort?.postMessage(told);
}

/** Whoever asks for a file that is not made yet waits for this thread, and the next one may be reading. */
function read(source: SnapshotSource): void {
  stepBack();
  const site = readSite(source);
  stepForward();
  render = site.render;
  const told: ToldReading = { reading: site.reading };
  const { data } = site.reading;
  parentPort?.postMessage(told, data === undefined ? [] : buffersOf(data));
  // A defect in one file ends the look, and nothing else.
  if (data !== undefined) lookForUnneeded(site).catch(() => {});
}

/** Each is made in about a millisecond: whoever asks for a file meanwhile hardly waits. */
const FILES_AT_ONCE = 8;

async function lookForUnneeded({ findUnneeded }: ReadSite): Promise<void> {
  const looking = findUnneeded?.();
  while (looking) {
    await turn();
    stepBack();
    let step = looking.next();
    for (let file = 1; file < FILES_AT_ONCE && !step.done; file++) step = looking.next();
    stepForward();
    if (!step.done) continue;
    const told: ToldUnneeded = { unneeded: step.value };
    if (step.value.length > 0) parentPort?.postMessage(told);
    return;
  }
}

function make(row: number): void {
  const rendered = renderOr(row);
  const answer: RenderedRow = { row, rendered };
  const buffer = rendered.kind === 'file' ? rendered.bytes.buffer : undefined;
  parentPort?.postMessage(answer, buffer instanceof ArrayBuffer ? [buffer] : []);
}

/** One file that cannot be made must not take the others along. */
function renderOr(row: number): Rendered {
  try {
    return render(row);
  } catch (error) {
    return { kind: 'unreadable', why: messageOf(error) };
  }
}
