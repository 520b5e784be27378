// A question about an inventory -> its answer, wherever that is made.

import { resolve } from 'node:path';
import { siteFirmware } from '../../artifacts/firmware/look.js';
import { plainFolders, type SnapshotSource } from '../../artifacts/read-snapshot.js';
import { codeOf, messageOf } from '../../core/coded-error.js';
import { adopt, adoptCommand } from '../adoption/adopt.js';
import { freeLines, planAdoption, type Refused, refuse } from '../adoption/plan.js';
import { cstaLines } from '../csta/phone-lines.js';
import { judgePhone } from '../phone-report.js';
import { showFiles } from '../show-files.js';
import { createKeptReadings, type KeptReadings } from './kept-readings.js';
import type {
  DeskAnswer,
  DeskAnswers,
  DeskQuestion,
  DeskQuestions,
  DeskSubject,
} from './questions.js';

type Work = {
  readonly [S in DeskSubject]: (
    source: SnapshotSource,
    asked: DeskQuestions[S],
    readings: KeptReadings,
  ) => DeskAnswers[S] | Refused | Promise<DeskAnswers[S] | Refused>;
};

const WORK: Work = {
  adopt: adoptWished,
  choices: choicesOf,
  report: reportOf,
  firmware: neededSets,
  csta: async (source, { mac }, readings) => cstaLines(await readings.snapshot(source), mac),
  show: shownFiles,
};

/** Does not reject. */
export type Answering = (source: SnapshotSource, question: DeskQuestion) => Promise<DeskAnswer>;

/** One question after the other; what they have in common is kept from one to the next. */
export function createAnswering(): Answering {
  const readings = createKeptReadings();
  return (source, question) => answerQuestion(source, question, readings);
}

async function answerQuestion(
  source: SnapshotSource,
  { subject, asked }: DeskQuestion,
  readings: KeptReadings,
): Promise<DeskAnswer> {
  try {
    const work = WORK[subject] as (
      source: SnapshotSource,
      asked: object,
      readings: KeptReadings,
    ) => ReturnType<Work[DeskSubject]>;
    const answer = await work(source, asked, readings);
    return 'refused' in answer ? answer : { answer };
  } catch (error) {
    const code = codeOf(error);
    return { failed: messageOf(error), ...(code !== undefined && { code }) };
  }
}

/** More is not chosen from a list. */
const LINES_TOLD = 200;

async function choicesOf(
  source: SnapshotSource,
  _: object,
  readings: KeptReadings,
): Promise<DeskAnswers['choices']> {
  const snapshot = await readings.snapshot(source);
  const models = [...snapshot.packs.models.values()].map(({ id, name }) => ({ id, name }));
  const groups = [...new Set(snapshot.site.phones.flatMap((phone) => phone.groups))];
  return {
    models,
    lines: freeLines(snapshot).slice(0, LINES_TOLD),
    groups: groups.toSorted(),
  };
}

async function adoptWished(
  source: SnapshotSource,
  { mac, wish, stranger, write }: DeskQuestions['adopt'],
  readings: KeptReadings,
): Promise<DeskAnswers['adopt'] | Refused> {
  const { cwd, file, templates, text } = source;
  if (text !== undefined)
    return refuse('there is no inventory file beside which it could be written');
  const snapshot = await readings.snapshot(source);
  const adoption = planAdoption(mac, wish, stranger, snapshot.packs.models.keys(), snapshot);
  if ('refused' in adoption) return adoption;
  const adopted = await adopt(source, adoption, write, readings.sources);
  if ('refused' in adopted) return adopted;
  const command = adoptCommand(adoption, {
    sudo: !adopted.isOurs,
    config: resolve(cwd, file),
    templates: templates && resolve(cwd, templates),
  });
  return { ...adopted, adoption, command };
}

async function reportOf(
  source: SnapshotSource,
  { mac }: DeskQuestions['report'],
  readings: KeptReadings,
): Promise<DeskAnswers['report']> {
  return judgePhone(await readings.snapshot(source), mac);
}

async function neededSets(
  source: SnapshotSource,
  { fetched }: DeskQuestions['firmware'],
  readings: KeptReadings,
): Promise<DeskAnswers['firmware']> {
  const snapshot = await readings.snapshot(source);
  const { sets } = siteFirmware(snapshot, plainFolders(source), fetched);
  return sets.flatMap((set) => set.needs.map(({ model }) => ({ set, model })));
}

async function shownFiles(
  source: SnapshotSource,
  asked: DeskQuestions['show'],
  readings: KeptReadings,
): Promise<DeskAnswers['show'] | Refused> {
  const { packs } = await readings.snapshot(source);
  const driver = packs.drivers.get(asked.vendor);
  return driver ? showFiles(driver, asked) : refuse(`nobody knows files of ${asked.vendor}`);
}
