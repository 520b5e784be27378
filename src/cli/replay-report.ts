// What `replay` prints of phones: for people, and for programs.

import { jsonText, printable, printableLines } from '../core/printable.js';
import { describePhone, type PhoneDescription } from '../timeline/describe.js';
import type { Diagnosis } from '../timeline/diagnose.js';
import type { Expected } from '../timeline/expected.js';
import { hereOf } from '../timeline/here.js';
import {
  diagnoseSite,
  type SiteDiagnosisText,
  type SiteFacts,
  tellSiteDiagnosis,
} from '../timeline/site-rows.js';
import { tellDiagnosis } from '../timeline/tell-diagnosis.js';
import { describeBoot, markText, type TimelineRow } from '../timeline/timeline-rows.js';
import { spell } from '../timeline/words.js';
import type { PhoneStory, ReplayStories } from './replay-stories.js';

/** With what it should do next. */
export interface ToldPhone extends PhoneStory {
  readonly next: readonly Expected[];
}

interface Described {
  readonly story: ToldPhone;
  readonly description: PhoneDescription;
  readonly rows: readonly TimelineRow[];
}

/** Those that need somebody first. */
export function formatReplay(
  phones: readonly ToldPhone[],
  stories: ReplayStories,
  nowMs: number,
): string {
  const sorted = phones.toSorted((a, b) => Number(hasProblem(b)) - Number(hasProblem(a)));
  const blocks = sorted.map((phone) =>
    linesOf(describe(phone, nowMs))
      .map((line) => `${printable(line)}\n`)
      .join(''),
  );
  const site = siteRows(phones, nowMs).map(
    ({ says, todo, grade, id }) => `▲ ${says}\n  do: ${todo}\n  (${grade}, ${id})\n`,
  );
  return [...site.map(printableLines), ...blocks, `${summaryOf(phones, stories)}\n`].join('\n');
}

/** What the phones say together: of the servers a capture knows nothing. */
function siteRows(phones: readonly PhoneStory[], nowMs: number): readonly SiteDiagnosisText[] {
  const problems = phones.filter(hasProblem).flatMap(({ diagnosis }) => diagnosis ?? []);
  return diagnoseSite(problems, NOTHING_KNOWN, nowMs).map((row) => tellSiteDiagnosis(row));
}

const NOTHING_KNOWN: SiteFacts = {
  reloadRefused: undefined,
  rivals: [],
  packets: 0,
  repeats: 0,
  throttled: 0,
  networks: [],
  silentPbxes: [],
};

export function hasProblem({ diagnosis }: PhoneStory): boolean {
  return diagnosis?.severity === 'problem';
}

function describe(story: ToldPhone, nowMs: number): Described {
  const { history, facts, diagnosis, word, progress, next } = story;
  const { boot } = history;
  return {
    story,
    description: describePhone(history, facts, diagnosis, word, nowMs, progress),
    rows: boot ? describeBoot(boot, next, nowMs, hereOf(boot, word, diagnosis)) : [],
  };
}

function linesOf({ story, description, rows }: Described): readonly string[] {
  const { mac, label = '', facts, history } = story;
  const { sign, word, sentence, todo, id, grade, remark } = description;
  const { boot, past } = history;
  const name = [mac, label, facts.model?.name ?? 'a phone of an unknown model'];
  const sure = [grade, id].filter((each) => each !== undefined).join(', ');
  const times = rows.map(({ atMs }) => (atMs === undefined ? '' : `+${seconds(atMs)} s`));
  const width = Math.max(0, ...times.map(({ length }) => length));
  return [
    `${sign} ${name.filter((each) => each !== '').join('  ')}: ${word}`,
    `  ${sentence}`,
    ...(todo === undefined ? [] : [`  do: ${todo}`]),
    ...(remark === undefined ? [] : [`  ${remark}`]),
    ...(sure === '' ? [] : [`  (${sure})`]),
    ...past.map(
      ({ number, beganMs: at, endedMs, reached }) =>
        `  boot ${number}, ${timeOf(at)}: ${spell(endedMs - at)}, as far as: ${reached}`,
    ),
    ...(boot ? [`  boot ${boot.number}, ${timeOf(boot.beganMs)}:`] : []),
    ...rows.map((row, index) => `    ${times[index]?.padStart(width)}  ${textOf(row)}`),
  ];
}

function textOf({ what, outcome, repeats, mark }: TimelineRow): string {
  const came = outcome === '' ? '' : `: ${outcome}`;
  const grey = mark === 'expected' ? '(next) ' : '';
  return `${grey}${what}${came}${repeats === '' ? '' : `  ${repeats}`}${markText(mark)}`;
}

function summaryOf(phones: readonly PhoneStory[], stories: ReplayStories): string {
  const [others, unknown] = [stories.others(), stories.unknown()];
  return [
    `${phones.length} ${phones.length === 1 ? 'phone' : 'phones'}`,
    ...(others > 0 ? [`${others} other ${others === 1 ? 'device' : 'devices'}`] : []),
    ...(unknown > 0
      ? [`${unknown} ${unknown === 1 ? 'event' : 'events'} of addresses whose MAC nobody showed`]
      : []),
  ].join(', ');
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

/** To the second, in UTC. What a recording says may be no time. */
function timeOf(ms: number): string {
  if (Number.isNaN(new Date(ms).getTime())) return 'at no time';
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

export function formatReplayJson(
  phones: readonly ToldPhone[],
  stories: ReplayStories,
  nowMs: number,
): string {
  const json = {
    version: 1,
    phones: phones.map((phone) => jsonOf(describe(phone, nowMs))),
    others: stories.others(),
    unknown: stories.unknown(),
    site: siteRows(phones, nowMs),
  };
  return jsonText(json);
}

function jsonOf({ story, description, rows }: Described): object {
  const { mac, label, facts, diagnosis, history, progress } = story;
  const { boot, past } = history;
  return {
    mac,
    ...(label && { label }),
    ...(facts.model && { model: facts.model.id }),
    known: facts.known,
    ...description,
    ...(diagnosis && { diagnosis: diagnosisJson(diagnosis) }),
    ...(progress && { progress }),
    past,
    ...(boot && {
      boot: {
        ...{ number: boot.number, beganMs: boot.beganMs, leftOut: boot.leftOut },
        steps: rows.filter(({ mark }) => mark !== 'expected'),
        next: rows.filter(({ mark }) => mark === 'expected'),
      },
    }),
  };
}

function diagnosisJson(diagnosis: Diagnosis): object {
  const { seen: _, values: __, ...row } = diagnosis;
  return { ...row, todo: 'nothing', ...tellDiagnosis(diagnosis) };
}
