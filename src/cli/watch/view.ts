// What `offhook watch` shows and how keys change it. Pure: rows and keys in, the next state out.

import type { Mac } from '../../core/mac.js';
import type { PhoneAnswer, PhoneRow } from '../../page/wire/phone.js';
import { byNeed } from '../phone-order.js';
import type { Key } from './keys.js';

export interface WatchState {
  /** By need: see phone-order.ts. */
  readonly rows: readonly PhoneRow[];
  readonly strangers: number;
  /** Part of a word, label, line, model, MAC or address; small letters. */
  readonly filter: string;
  readonly isTyping: boolean;
  /** The phone that is marked; undefined: the first. */
  readonly marked: Mac | undefined;
  /** The phone that is looked at alone; its answer when it has come. */
  readonly open: Mac | undefined;
  readonly answer: PhoneAnswer | undefined;
  /** Lines of that phone that are above the screen. */
  readonly scrolled: number;
  /** The last change, or why there is none. */
  readonly news: string;
}

export const FIRST_STATE: WatchState = {
  rows: [],
  strangers: 0,
  filter: '',
  isTyping: false,
  marked: undefined,
  open: undefined,
  answer: undefined,
  scrolled: 0,
  news: '',
};

const FILTER_MAX = 40;

/** `undefined`: it is over. `page`: rows on a screen. */
export function pressKey(state: WatchState, key: Key, page: number): WatchState | undefined {
  if (key.kind === 'interrupt') return undefined;
  if (state.isTyping) return typeFilter(state, key);
  if (state.open !== undefined) return readPhone(state, key, page);
  return walkList(state, key, page);
}

function typeFilter(state: WatchState, key: Key): WatchState {
  const { filter } = state;
  switch (key.kind) {
    case 'enter':
      return { ...state, isTyping: false };
    case 'escape':
      return { ...state, isTyping: false, filter: '', marked: undefined };
    case 'backspace':
      return { ...state, filter: [...filter].slice(0, -1).join(''), marked: undefined };
    case 'text':
      if (filter.length >= FILTER_MAX) return state;
      return { ...state, filter: filter + key.text.toLowerCase(), marked: undefined };
    default:
      return state;
  }
}

/** How far each key goes, in lines; `page`: of the screen. */
const STEPS: Readonly<Record<string, (page: number) => number>> = {
  up: () => -1,
  k: () => -1,
  down: () => 1,
  j: () => 1,
  'page-up': (page) => -page,
  'page-down': (page) => page,
  home: () => Number.NEGATIVE_INFINITY,
  end: () => Number.POSITIVE_INFINITY,
};

function stepOf(key: Key, page: number): number | undefined {
  return STEPS[key.kind === 'text' ? key.text : key.kind]?.(page);
}

function readPhone(state: WatchState, key: Key, page: number): WatchState | undefined {
  const step = stepOf(key, page);
  if (step !== undefined) {
    // The screen knows how many lines there are, and shows no more than the last.
    const scrolled = Math.min(Math.max(0, state.scrolled + step), 1_000);
    return { ...state, scrolled };
  }
  const isBack = key.kind === 'escape' || key.kind === 'backspace' || isText(key, 'q');
  return isBack ? { ...state, open: undefined, answer: undefined, scrolled: 0 } : state;
}

function walkList(state: WatchState, key: Key, page: number): WatchState | undefined {
  if (isText(key, 'q')) return undefined;
  if (isText(key, '/')) return { ...state, isTyping: true };
  if (key.kind === 'escape') return { ...state, filter: '', marked: undefined };
  const rows = shownRows(state);
  const at = markedAt(state, rows);
  const step = stepOf(key, page);
  if (step !== undefined) {
    const next = Math.min(Math.max(0, at + step), rows.length - 1);
    return { ...state, marked: rows[next]?.mac };
  }
  const row = rows[at];
  return key.kind === 'enter' && row ? { ...state, open: row.mac, scrolled: 0 } : state;
}

const isText = (key: Key, text: string): boolean => key.kind === 'text' && key.text === text;

/** Those that the filter leaves. */
export function shownRows({ rows, filter }: WatchState): readonly PhoneRow[] {
  if (filter === '') return rows;
  return rows.filter((row) =>
    [row.word, row.label, row.model, row.mac, row.address, row.diagnosis, ...row.lines].some(
      (text) => text?.toLowerCase().includes(filter),
    ),
  );
}

/** Where the marked one stands among those. */
export function markedAt({ marked }: WatchState, rows: readonly PhoneRow[]): number {
  return Math.max(
    0,
    rows.findIndex(({ mac }) => mac === marked),
  );
}

/** The same with what was asked last; `fresh` has some of the phones or, where `isAll`, all. */
export function withRows(
  rows: readonly PhoneRow[],
  fresh: readonly PhoneRow[],
  isAll: boolean,
): readonly PhoneRow[] {
  if (isAll) return byNeed(fresh);
  const news = new Map(fresh.map((row) => [row.mac, row]));
  return byNeed(rows.map((row) => news.get(row.mac) ?? row));
}

export interface Change {
  readonly row: PhoneRow;
  /** What it did before; undefined: it was not there. */
  readonly before: PhoneRow | undefined;
}

/** Who does something else now, or is stuck in another way: sentences go on with every second, and notes come and go. */
export function changesIn(
  before: readonly PhoneRow[],
  after: readonly PhoneRow[],
): readonly Change[] {
  const known = new Map(before.map((row) => [row.mac, row]));
  return after.flatMap((row) => {
    const old = known.get(row.mac);
    const isSame =
      old?.word === row.word && (row.word !== 'stuck' || old.diagnosis === row.diagnosis);
    return isSame ? [] : [{ row, before: old }];
  });
}
