// One phone in words: a note has its reason beside what to do, and repeats say how often.

import { describe, expect, it } from 'vitest';
import type { Mac } from '../../src/core/mac.js';
import type { PhoneAnswer } from '../../src/page/wire/phone.js';
import { formatPhone } from '../../src/serve/story/phone-words.js';

const step = { atMs: 0, lastMs: 0, what: 'a.cfg', outcome: 'not there' };
const PHONE: PhoneAnswer = {
  mac: '00:a8:59:00:00:01' as Mac,
  ...{ lines: [], groups: [], stage: 'config', sync: 'current', earlier: [] },
  ...{ word: 'fetched', sentence: 'has got its file, 2 s ago' },
  ...{ remark: 'fetches a.cfg by HTTP: \u001b[2Jit does', todo: 'serve both' },
  ...{ diagnosis: 'F8', grade: 'fact' },
  boot: {
    ...{ number: 1, began: '2026-11-28T18:00:00.000Z', leftOut: 0 },
    steps: [
      { ...step, count: 1 },
      { ...step, count: 3, everyMs: 8 },
      { ...step, count: 2, everyMs: 30_200 },
    ],
    next: [],
  },
};

describe('one phone in words', () => {
  it('says of what looks strange and is normal why that is so', () => {
    expect(formatPhone(PHONE)).toContain(
      '  has got its file, 2 s ago\n  note: fetches a.cfg by HTTP: \\u{1b}[2Jit does\n  do: serve both\n  how sure: fact, row F8\n',
    );
  });

  it('says of what is overdue for how long it is, and of the rest when it is due', () => {
    const due = { what: 'registers with the PBX', purpose: 'dial tone', dueMs: 62_600 };
    const next = [due, { ...due, overdueMs: 3_600_000 }];
    const boot = PHONE.boot && { ...PHONE.boot, next };
    const told = formatPhone({ ...PHONE, ...(boot && { boot }) }).match(/ +62\.6 s {2}\(next\).*/g);
    expect(told?.map((line) => line.trim())).toEqual([
      '62.6 s  (next) registers with the PBX: dial tone',
      '62.6 s  (next) registers with the PBX: dial tone, expected 60 min ago',
    ]);
  });

  it('says how often it repeated what, by the unit that fits', () => {
    const often = formatPhone(PHONE).match(/not there.*/g);
    expect(often).toEqual(['not there', 'not there  ×3, every 8 ms', 'not there  ×2, every 30 s']);
  });
});
