// The screen of `offhook watch` without a terminal: rows and a size in, lines out; keys in, the next state out.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawWatch, type Line, rowsOnScreen } from '../../../src/cli/watch/draw.js';
import { readKeys } from '../../../src/cli/watch/keys.js';
import { paint } from '../../../src/cli/watch/paint.js';
import { cellsOf, toCells, wrap } from '../../../src/cli/watch/text-cells.js';
import {
  changesIn,
  FIRST_STATE,
  pressKey,
  type WatchState,
  withRows,
} from '../../../src/cli/watch/view.js';
import { type Mac, parseMac } from '../../../src/core/mac.js';
import type { PhoneRow } from '../../../src/page/wire/phone.js';
import type { Word } from '../../../src/timeline/word.js';
import { anyText } from '../../any-text.js';

const NOW = new Date(2026, 10, 28, 12, 41, 7);
const macOf = (at: number): Mac => parseMac(`5c:fc:66:00:00:${String(at).padStart(2, '0')}`) as Mac;

function rowOf(at: number, word: Word, part: Partial<PhoneRow> = {}): PhoneRow {
  return {
    ...{ mac: macOf(at), label: `Desk ${at}`, model: 'cisco-7931g', lines: [`70${at}`] },
    ...{ groups: [], address: `10.20.1.${at}`, word, stage: 'config', sentence: `does ${at}` },
    sync: 'unknown',
    heard: new Date(NOW.getTime() - at * 1_000).toISOString(),
    ...part,
  };
}

const STUCK = rowOf(11, 'stuck', {
  label: 'Workshop',
  diagnosis: 'T9',
  sentence:
    'asked for SEP5CFC66000011.cnf.xml 4 times, every 30 s, and got all of it: it does not accept it',
  todo: 'offhook validate; then Status Messages on the phone',
});
const ROWS = [
  rowOf(10, 'fetched', { label: 'Иванова' }),
  STUCK,
  rowOf(12, 'upgrading'),
  rowOf(13, 'unseen'),
];

const stateOf = (part: Partial<WatchState> = {}): WatchState => ({
  ...FIRST_STATE,
  rows: withRows([], ROWS, true),
  ...part,
});
const textOf = (lines: readonly Line[]): readonly string[] =>
  lines.map(({ text }) => text.trimEnd());
const press = (state: WatchState, ...chunks: readonly string[]): WatchState | undefined =>
  chunks
    .flatMap(readKeys)
    .reduce<WatchState | undefined>((before, key) => before && pressKey(before, key, 10), state);

describe('a screen', () => {
  it('of 80 by 24 has counts, the phones by need, and what to do about the one that is marked', () => {
    const state = stateOf({ strangers: 2, news: '12:41:05 Desk 10  fetched' });
    expect(textOf(drawWatch(state, { columns: 80, rows: 24 }, NOW))).toEqual([
      ' offhook  12:41:07   ✓ 1  · 1  ↓ 1  ! 1  2 new         / filter  ↵ open  q quit',
      ' ! stuck      Workshop     7011     11s  T9 asked for SEP5CFC66000011.cnf.xml 4…',
      ' ↓ upgrading  Desk 12      7012     12s  does 12',
      ' · unseen     Desk 13      7013     13s  does 13',
      ' ✓ fetched    Иванова      7010     10s  does 10',
      ...new Array(14).fill(''),
      `─ 12:41:05 Desk 10  fetched ${'─'.repeat(52)}`,
      ' 5c:fc:66:00:00:11  asked for SEP5CFC66000011.cnf.xml 4 times, every 30 s, and',
      ' got all of it: it does not accept it',
      ' do: offhook validate; then Status Messages on the phone',
      '',
    ]);
  });

  it('of 120 by 40 has model and address as well', () => {
    const lines = textOf(drawWatch(stateOf(), { columns: 120, rows: 40 }, NOW));
    expect(lines).toHaveLength(40);
    expect(lines[1]).toBe(
      ' ! stuck      Workshop         7011  7931G   10.20.1.11         11s  T9 asked for SEP5CFC66000011.cnf.xml 4 times, ever…',
    );
    expect(lines).toContain(' do: offhook validate; then Status Messages on the phone');
  });

  it.each([
    [80, 24],
    [120, 40],
    [20, 3],
    [1, 1],
  ])('of %i by %i is filled exactly, whatever comes from the wire', (columns, rows) => {
    const texts = fc.record({ label: anyText, sentence: anyText, todo: anyText, model: anyText });
    fc.assert(
      fc.property(texts, anyText, (part, news) => {
        const many = Array.from({ length: 50 }, () => rowOf(11, 'stuck', part));
        const lines = drawWatch(stateOf({ rows: many, news }), { columns, rows }, NOW);
        expect(lines).toHaveLength(rows);
        for (const { text } of lines) {
          expect(cellsOf(text)).toBe(columns);
          expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        }
      }),
      { numRuns: 5 },
    );
  });

  it('has the marked phone on it, wherever it stands', () => {
    const rows = Array.from({ length: 90 }, (_, at) => rowOf(at, 'booting'));
    for (const at of [0, 45, 89]) {
      const lines = drawWatch(stateOf({ rows, marked: macOf(at) }), { columns: 80, rows: 24 }, NOW);
      const marked = lines.filter(({ tone }) => tone === 'marked');
      expect(marked.map(({ text }) => text)).toEqual([expect.stringContaining(`Desk ${at} `)]);
    }
  });

  it('of one phone has its boot, and scrolls no further than its last line', () => {
    const steps = Array.from({ length: 40 }, (_, at) => ({
      ...{ atMs: at * 1_000, lastMs: at * 1_000, what: `step ${at}`, outcome: '', count: 1 },
    }));
    const boot = { number: 3, began: '2026-11-28T09:00:00.000Z', leftOut: 0, steps, next: [] };
    const answer = { ...STUCK, boot, earlier: [] };
    const size = { columns: 80, rows: 24 };
    const open = stateOf({ open: STUCK.mac, answer });
    const top = textOf(drawWatch(open, size, NOW));
    expect(top[1]).toMatch(/^! stuck {3}Workshop · cisco-7931g · 5c:fc:66:00:00:11/);
    expect(top.join('\n')).toContain('do: offhook validate');
    const bottom = textOf(drawWatch({ ...open, scrolled: 1_000 }, size, NOW));
    expect(bottom.at(-1)).toContain('step 39');
  });
});

describe('keys', () => {
  it('mark, open, filter and end', () => {
    const state = stateOf();
    expect(press(state, '\x1b[B')?.marked).toBe(macOf(12));
    expect(press(state, 'jj', 'k')?.marked).toBe(macOf(12));
    expect(press(state, '\x1b[F')?.marked).toBe(macOf(10));
    expect(press(state, '\x1b[B\x1b[B\x1b[H')?.marked).toBe(STUCK.mac);
    expect(press(state, '\r')?.open).toBe(STUCK.mac);
    expect(press(state, '\r', '\x1b')?.open).toBeUndefined();
    expect(press(state, '\r', 'q')?.open).toBeUndefined();
    expect(press(state, '\r', '\x1b[6~')?.scrolled).toBe(10);
    expect(press(state, '/', 'иван')).toMatchObject({ filter: 'иван', isTyping: true });
    expect(press(state, '/иванq\x7f\r', 'j', '\r')?.open).toBe(macOf(10));
    expect(press(state, '/x', '\x1b')).toMatchObject({ filter: '', isTyping: false });
    expect(press(state, 'q')).toBeUndefined();
    expect(press(state, '/q', '\x03')).toBeUndefined();
  });

  it.each(['\x1b[200~', '\x1b[<0;1;1M', '\x1b]0;title\x07', '\x00\x01', '\ud800', '\x1bOz'])(
    'that nobody knows (%j) neither end nor mark anything',
    (chunk) => {
      const state = stateOf();
      expect(press(state, chunk)).toMatchObject({ rows: state.rows, open: undefined });
    },
  );

  it('of any kind in any order leave a state that can be drawn', () => {
    const named = fc.constantFrom('\r', '\x1b[A', '\x1b[F', '/', 'j');
    const harmless = anyText.map((text) => text.replaceAll(/[q\p{Cc}]/gu, ''));
    const chunks = fc.array(fc.oneof(harmless, named));
    fc.assert(
      fc.property(chunks, (sent) => {
        const state = press(stateOf(), ...sent);
        const size = { columns: 80, rows: 24 };
        expect(state && drawWatch(state, size, NOW)).toHaveLength(24);
      }),
      { numRuns: 50 },
    );
  });
});

describe('what the terminal is sent', () => {
  const lines = (...texts: readonly string[]): readonly Line[] => texts.map((text) => ({ text }));

  it('is the lines that differ, and all after another size', () => {
    expect(paint(lines('a', 'b'), lines('a', 'c'), false)).toBe('\x1b[2;1Hc');
    expect(paint(lines('a', 'b'), lines('a', 'b'), false)).toBe('');
    expect(paint([], lines('a'), false)).toBe('\x1b[2J\x1b[1;1Ha');
  });

  it('has colours only where they are wanted, and what is marked in any case', () => {
    expect(paint([], [{ text: 'x', tone: 'stuck' }], false)).not.toContain('31m');
    expect(paint([], [{ text: 'x', tone: 'stuck' }], true)).toContain('\x1b[31mx\x1b[0m');
    expect(paint([], [{ text: 'x', tone: 'marked' }], false)).toContain('\x1b[7mx\x1b[0m');
  });
});

describe('rows that come again', () => {
  it('take the place of what was known, and leave the others', () => {
    const rows = withRows(withRows([], ROWS, true), [rowOf(10, 'stuck')], false);
    expect(rows.map(({ mac, word }) => [mac, word])).toEqual([
      [STUCK.mac, 'stuck'],
      [macOf(10), 'stuck'],
      [macOf(12), 'upgrading'],
      [macOf(13), 'unseen'],
    ]);
  });

  it('are a change where the word differs or what a phone is stuck by, not where time goes on or a note comes', () => {
    const later = ROWS.map((row) => ({ ...row, sentence: `${row.sentence}, a second ago` }));
    expect(changesIn(ROWS, later)).toEqual([]);
    expect(changesIn(ROWS, [rowOf(13, 'unseen', { diagnosis: 'D1' })])).toEqual([]);
    const other = { ...STUCK, diagnosis: 'T1' };
    expect(changesIn(ROWS, [other])).toEqual([{ row: other, before: STUCK }]);
  });
});

describe('cells', () => {
  it.each([
    ['abc', 3],
    ['Иванова', 7],
    ['会议室', 6],
    ['e\u0301', 1],
    ['👍🏽', 2],
    ['✓', 1],
  ])('%s takes %i', (text, cells) => {
    expect(cellsOf(text)).toBe(cells);
    expect(cellsOf(toCells(text, 4))).toBe(4);
  });

  it('break lines between words, and cut the last', () => {
    expect(wrap('one two three four', 9, 2)).toEqual(['one two', 'three fo…']);
    expect(wrap('abcdefghij', 4, 9)).toEqual(['abcd', 'efgh', 'ij']);
  });

  it('are as many rows as the screen has room for', () => {
    expect(rowsOnScreen({ columns: 80, rows: 24 })).toBe(18);
    expect(rowsOnScreen({ columns: 80, rows: 5 })).toBe(4);
  });
});
