// What `replay` prints of phones: for people, and for programs.

import { printable, printableJson } from '../core/printable.js';
import { beganMs } from '../timeline/steps.js';
import { WORDS } from '../timeline/word.js';
import { spell } from '../timeline/words.js';
import type { PhoneStory, ReplayStories } from './replay-stories.js';
import { describeStep } from './step-words.js';

/** Those that need somebody first. */
export function formatReplay(phones: readonly PhoneStory[], stories: ReplayStories): string {
  const sorted = phones.toSorted((a, b) => Number(hasProblem(b)) - Number(hasProblem(a)));
  const blocks = sorted.map((phone) =>
    linesOf(phone)
      .map((line) => `${printable(line)}\n`)
      .join(''),
  );
  return [...blocks, `${summaryOf(phones, stories)}\n`].join('\n');
}

export function hasProblem({ diagnosis }: PhoneStory): boolean {
  return diagnosis?.severity === 'problem';
}

function linesOf(phone: PhoneStory): readonly string[] {
  const { mac, label, facts, word, diagnosis, history } = phone;
  const name = [mac, label, facts.model?.name ?? 'a phone of an unknown model']
    .filter((each) => each !== '')
    .join('  ');
  const { boot, past } = history;
  const steps = boot?.steps ?? [];
  const offsets = steps.map(({ first }) => `+${seconds(beganMs(first) - (boot?.beganMs ?? 0))} s`);
  const width = Math.max(0, ...offsets.map(({ length }) => length));
  return [
    `${WORDS[word].sign} ${name}: ${word}`,
    ...(diagnosis
      ? [
          `  ${diagnosis.seen}: ${diagnosis.means}`,
          `  do: ${diagnosis.todo}`,
          `  (${diagnosis.grade}, ${diagnosis.id})`,
        ]
      : []),
    ...past.map(
      ({ number, beganMs: at, endedMs, reached }) =>
        `  boot ${number}, ${timeOf(at)}: ${spell(endedMs - at)}, as far as: ${reached}`,
    ),
    ...(boot ? [`  boot ${boot.number}, ${timeOf(boot.beganMs)}:`] : []),
    ...steps.map((step, index) => `    ${offsets[index]?.padStart(width)}  ${describeStep(step)}`),
    ...(boot && boot.leftOut > 0 ? [`    ${boot.leftOut} steps between these are left out`] : []),
  ];
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

export function formatReplayJson(phones: readonly PhoneStory[], stories: ReplayStories): string {
  const json = {
    version: 1,
    phones: phones.map(({ mac, label, facts, word, diagnosis, history }) => ({
      mac,
      ...(label !== '' && { label }),
      ...(facts.model && { model: facts.model.id }),
      known: facts.known,
      word,
      ...(diagnosis && { diagnosis }),
      past: history.past,
      ...(history.boot && {
        boot: {
          ...history.boot,
          steps: history.boot.steps.map((step) => ({
            atMs: beganMs(step.first),
            says: describeStep(step),
            count: step.count,
            ...(step.everyMs !== undefined && { everyMs: step.everyMs }),
          })),
        },
      }),
    })),
    others: stories.others(),
    unknown: stories.unknown(),
  };
  return printableJson(`${JSON.stringify(json, null, 2)}\n`);
}
