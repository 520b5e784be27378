// Where a phone is stuck is the step that shows it, and not whatever it did last: the same on the page, in status and in replay.

import { describe, expect, it } from 'vitest';
import { answerOf } from '../../src/serve/story/answers.js';
import { formatPhone } from '../../src/serve/story/phone-words.js';
import { diagnose } from '../../src/timeline/diagnose.js';
import { hereOf } from '../../src/timeline/here.js';
import { stepText } from '../../src/timeline/step-text.js';
import { wordOf } from '../../src/timeline/word.js';
import { SCRIPTS } from './scripts/all.js';
import {
  ask,
  CISCO,
  configured,
  historyAfter,
  LOADS,
  miss,
  PARTS,
  type Script,
  SEP,
} from './scripts/script.js';

const PLAN = [...configured(), miss(4_000, 'dialplan.xml')];
const LATER = ask(9_000, 'RingList.xml');

const TOLD: readonly (readonly [string, Pick<Script, 'facts' | 'events' | 'nowMs'>, string])[] = [
  ['which it asked for last', { facts: CISCO, events: PLAN, nowMs: 5_000 }, 'dialplan.xml'],
  [
    'after which it goes on',
    { facts: CISCO, events: [...PLAN, LATER], nowMs: 10_000 },
    'dialplan.xml',
  ],
  [
    'that was refused before another was sent',
    scriptOf('T6', 'and the file for all phones asked for then'),
    SEP,
  ],
  ['that leads it to the same parts again', scriptOf('W4'), LOADS],
  ['that broke off', scriptOf('W7'), PARTS[3] ?? ''],
  ['that a PBX tells of', scriptOf('S7'), 'line 7001'],
  [
    'that a PBX told of before it fetched its file anew',
    scriptOf('S9', 'of a phone that got its file anew meanwhile, and does not register'),
    'line 7001',
  ],
  ['after which nothing came', scriptOf('S2'), SEP],
];

function scriptOf(row: string, how?: string): Script {
  const found = SCRIPTS.find((script) => script.row === row && script.how === how);
  if (!found) throw new Error(`no script of ${row}`);
  return found;
}

function lookAt({ facts, events, nowMs }: Pick<Script, 'facts' | 'events' | 'nowMs'>) {
  const history = historyAfter(...events);
  const diagnosis = diagnose(history, facts, nowMs);
  const word = wordOf(history, facts, diagnosis, false, nowMs);
  const { boot } = history;
  const here = boot && hereOf(boot, word, diagnosis);
  const { mac } = facts;
  const story = { mac, groups: [], history, facts, word, sync: 'unknown' } as const;
  const answer = answerOf(
    { ...story, ...(diagnosis && { diagnosis }) },
    { nowMs, wall: (ms) => new Date(ms).toISOString() },
  );
  return { word, here, answer };
}

describe('a phone is stuck at the step', () => {
  it.each(TOLD)('%s', (_, script, what) => {
    const { word, here } = lookAt(script);
    expect(word).toBe('stuck');
    expect(here?.mark).toBe('stuck');
    expect(here && stepText(here.step.last).what).toBe(what);
  });

  it('of its boot that is told of it, in what the page is given and on a terminal', () => {
    const stuck = SCRIPTS.map(lookAt).filter(({ here }) => here !== undefined);
    expect(stuck.length).toBeGreaterThan(40);
    for (const { here, answer } of stuck) {
      const what = here && stepText(here.step.last).what;
      const marked = answer.boot?.steps.filter(({ mark }) => mark !== undefined);
      expect(marked?.map((step) => [step.what, step.mark])).toEqual([[what, here?.mark]]);
      const lines = formatPhone(answer).match(/.*<- (?:stuck|waits)$/gm) ?? [];
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(what);
      expect(lines[0]).toMatch(new RegExp(`<- ${here?.mark}$`));
    }
  });
});

it('a phone that should have gone on waits after what it did last, and one that is well stands nowhere', () => {
  const waits = lookAt({
    facts: { ...CISCO, lines: ['7001'] },
    events: [ask(0, LOADS)],
    nowMs: 90_000,
  });
  expect([waits.word, waits.here?.mark]).toEqual(['waiting', 'waits']);
  const well = lookAt({ facts: { ...CISCO, pbxLink: false }, events: configured(), nowMs: 5_000 });
  expect([well.word, well.here]).toEqual(['fetched', undefined]);
});
