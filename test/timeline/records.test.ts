// What is kept of a phone over a restart: both ways, and what is no such line.

import { describe, expect, it } from 'vitest';
import type { Mac } from '../../src/core/mac.js';
import { note } from '../../src/timeline/note.js';
import {
  bootsOf,
  historyOf,
  NO_RECORD,
  type PhoneRecord,
  readRecord,
  writeRecord,
} from '../../src/timeline/records.js';
import { ask, configured, historyAfter, LOADS, SEP } from './scripts/script.js';

const MAC = '5c:fc:66:00:00:01' as Mac;
const AT = Date.UTC(2026, 10, 28, 12);
const RECORD: PhoneRecord = {
  served: { atMs: AT, digest: '3f9a1c00ffee' },
  firmware: '8.5.3',
  past: [
    { number: 4, beganMs: AT - 9_000, endedMs: AT, reached: 'config', configured: true },
    {
      ...{ number: 5, beganMs: AT, endedMs: AT + 1, reached: 'firmware', configured: true },
      refused: LOADS,
    },
  ],
  ignored: true,
};

describe('a record', () => {
  it.each([
    ['of all', RECORD],
    ['of nothing', NO_RECORD],
    ['whose digest is not known', { ...NO_RECORD, served: { atMs: AT } }],
    ['of what was replaced meanwhile', { ...NO_RECORD, served: { atMs: AT, digest: '' } }],
  ])('%s is read as it was written', (_, record) => {
    const line = writeRecord(MAC, record);
    expect(line).toMatch(/^\{.*\}\n$/);
    expect(readRecord(line)).toEqual({ mac: MAC, record });
  });

  it.each([
    ['half a line', writeRecord(MAC, RECORD).slice(0, 40)],
    ['no phone', '{"served":{"at":1}}'],
    ['a list', '[1,2]'],
    ['nothing', ''],
  ])('is none where there is %s', (_, line) => {
    expect(readRecord(line)).toBeUndefined();
  });

  it.each([
    ['a digest', { served: { at: AT, digest: '<b>' } }, { atMs: AT }],
    ['a time', { served: { at: 'yesterday' } }, undefined],
    ['a boot', { boots: [{ number: 'x' }, 7] }, undefined],
    ['the firmware', { firmware: 'x'.repeat(1_000) }, undefined],
  ])('is kept without %s that is none', (_, fields, served) => {
    const found = readRecord(JSON.stringify({ mac: MAC, ...fields }));
    expect(found?.record).toEqual({ past: [], ...(served && { served }) });
  });
});

describe('a phone that was heard before a restart', () => {
  it('has its boots, and counts on', () => {
    const before = historyAfter(...configured(), ask(3_000, LOADS));
    const past = bootsOf(before, -AT);
    expect(past).toMatchObject([{ number: 1, reached: 'firmware', refused: LOADS }]);
    expect(past[0]?.beganMs).toBeGreaterThanOrEqual(AT);
    const after = historyOf({ past }, -AT);
    expect(after.past).toEqual(bootsOf(before, 0));
    expect(note(after, ask(90_000, SEP)).boot?.number).toBe(2);
  });
});
