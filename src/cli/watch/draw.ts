// A screen of `offhook watch` as lines, each as wide as the terminal and no wider. Pure: tests look at the text.

import { printable } from '../../core/printable.js';
import type { PhoneRow } from '../../page/wire/phone.js';
import { countWords } from '../../serve/story/answers.js';
import { formatPhone } from '../../serve/story/phone-words.js';
import type { Word } from '../../timeline/word.js';
import { NEED, WORDS } from '../../timeline/word-table.js';
import { spell } from '../../timeline/words.js';
import { cellsOf, toCells, wrap } from './text-cells.js';
import { markedAt, shownRows, type WatchState } from './view.js';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Line {
  readonly text: string;
  /** How it is shown where there are colours. */
  readonly tone?: Word | 'marked' | 'dim';
}

/** The state, the size of the screen and the time of day -> exactly as many lines as it has rows. */
export function drawWatch(state: WatchState, size: Size, now: Date): readonly Line[] {
  const { columns, rows } = size;
  if (rows < 1 || columns < 1) return [];
  const head = { text: toCells(headText(state, columns, now), columns), tone: 'dim' } as const;
  const body = state.open === undefined ? listLines(state, size, now) : phoneLines(state, size);
  return Array.from({ length: rows }, (_, at) => {
    const line = at === 0 ? head : body[at - 1];
    return { ...line, text: toCells(line?.text ?? '', columns) };
  });
}

/** A rule, two lines of what is seen of a phone and two of what to do. */
const FOOT_ROWS = 5;

/** Rows of phones on one screen. */
export function rowsOnScreen({ rows }: Size): number {
  return Math.max(1, rows - 1 - footRows(rows));
}

function footRows(rows: number): number {
  return rows < 10 ? 0 : FOOT_ROWS;
}

function headText(state: WatchState, columns: number, now: Date): string {
  const { rows, strangers, filter, isTyping, open } = state;
  const words = countWords(rows);
  const counts = NEED.filter((word) => words[word] > 0)
    .toReversed()
    .map((word) => `${WORDS[word].sign} ${words[word]}`);
  const fresh = strangers === 0 ? [] : [`${strangers} new`];
  const left = ` offhook  ${clock(now)}   ${[...counts, ...fresh].join('  ')}`;
  const right =
    isTyping || filter !== '' ? `/${printable(filter)}${isTyping ? '_' : ''} ` : keysText(open);
  const gap = columns - cellsOf(left) - cellsOf(right);
  return gap < 2 ? left : `${left}${' '.repeat(gap)}${right}`;
}

function keysText(open: WatchState['open']): string {
  return open === undefined ? '/ filter  ↵ open  q quit ' : '↑↓ scroll  esc back ';
}

function listLines(state: WatchState, size: Size, now: Date): readonly Line[] {
  const rows = shownRows(state);
  const at = markedAt(state, rows);
  const page = rowsOnScreen(size);
  // The marked one is on the screen, with as much above it as there is.
  const top = Math.max(0, Math.min(at - (page >> 1), rows.length - page));
  const shown = rows.slice(top, top + page).map((row, index): Line => {
    const text = rowText(row, size.columns, now);
    return { text, tone: top + index === at ? 'marked' : row.word };
  });
  const none = rows.length === 0 ? [{ text: noneText(state) }] : [];
  const filled = [...none, ...shown, ...new Array<Line>(page).fill({ text: '' })].slice(0, page);
  return footRows(size.rows) === 0 ? filled : [...filled, ...footLines(state, rows[at], size)];
}

function noneText({ rows, filter }: WatchState): string {
  if (rows.length === 0) return ' the inventory that is served has no phone';
  return ` no phone has "${printable(filter)}"; esc shows all`;
}

/** The last change, and of the marked phone all of its sentence and what to do. */
function footLines(
  { news }: WatchState,
  row: PhoneRow | undefined,
  { columns }: Size,
): readonly Line[] {
  const rule = news === '' ? '' : `─ ${printable(news)} `;
  const text = `${rule}${'─'.repeat(Math.max(0, columns - cellsOf(rule)))}`;
  const said = row ? `${row.mac}  ${printable(row.sentence)}` : '';
  const todo = row?.todo === undefined ? '' : `do: ${printable(row.todo)}`;
  const lines = [said, todo].flatMap((each) => wrap(each, columns - 2, 2));
  const rest = Array.from({ length: FOOT_ROWS - 1 }, (_, at) => ({ text: ` ${lines[at] ?? ''}` }));
  return [{ text, tone: 'dim' }, ...rest];
}

/** A narrow terminal does without model and address. */
const WIDE_FROM = 100;

function rowText(row: PhoneRow, columns: number, now: Date): string {
  const {
    word,
    label = row.mac,
    lines,
    model = '',
    address = '',
    diagnosis,
    sentence,
    heard,
  } = row;
  const said = word === 'stuck' && diagnosis !== undefined ? `${diagnosis} ${sentence}` : sentence;
  const isWide = columns >= WIDE_FROM;
  const cells = [
    ` ${WORDS[word].sign} ${toCells(word, 10)}`,
    toCells(printable(label), isWide ? 16 : 12),
    toCells(printable(lines[0] ?? ''), 5),
    ...(isWide ? [toCells(printable(shortModel(model)), 7), toCells(printable(address), 15)] : []),
    ago(heard, now).padStart(6),
  ];
  return [...cells, ` ${printable(said)}`].join(' ');
}

/** `cisco-7931g` -> `7931G`, as it stands on the phone. */
function shortModel(model: string): string {
  return model.replace(/^[a-z]+-/, '').toUpperCase();
}

function ago(heard: string | undefined, now: Date): string {
  if (heard === undefined) return '-';
  const ms = now.getTime() - Date.parse(heard);
  return ms < 1_000 ? 'now' : spell(ms).replace(' ', '');
}

function phoneLines(
  { open, answer, scrolled }: WatchState,
  { columns, rows }: Size,
): readonly Line[] {
  if (!answer) return [{ text: ` ${open} …` }];
  const lines = formatPhone(answer)
    .trimEnd()
    .split('\n')
    .flatMap((line) => (line === '' ? [''] : wrap(line, columns - 1, 4)));
  const top = Math.min(scrolled, Math.max(0, lines.length - (rows - 1)));
  return lines.slice(top, top + rows - 1).map((line) => ({ text: line }));
}

/** `12:41:07`, where the reader is. */
export function clock(now: Date): string {
  return [now.getHours(), now.getMinutes(), now.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
