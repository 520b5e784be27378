// Which phones are listed, and in which order. What is on the screen stays as it is while somebody looks: what has changed
// about the list itself is told as a number, and shown when it is asked for.

import type { PhoneRow } from '../page/wire/phone.js';
import { NEED } from '../timeline/word-table.js';
import type { Filter, Sort } from './route.js';

export type Rows = ReadonlyMap<string, PhoneRow>;

/** Signs of one in the language of the page, `stuck`. */
export type WordText = (word: PhoneRow['word']) => string;

export interface Choices {
  readonly models: readonly string[];
  readonly networks: readonly string[];
  readonly groups: readonly string[];
}

export interface Finder {
  /** All phones in the order of `sort`. */
  order(rows: Rows, sort: Sort): readonly string[];
  /** Those of `order` that the filter lets through; by state, who needs somebody comes first. */
  find(rows: Rows, order: readonly string[], filter: Filter): readonly string[];
}

/** Texts of phones are put together once for each that changes. */
export function createFinder(locale: string, wordText: WordText): Finder {
  const texts = new WeakMap<PhoneRow, string>();
  const { compare } = new Intl.Collator(locale, { numeric: true });

  function textOf(row: PhoneRow): string {
    let text = texts.get(row);
    if (text === undefined) {
      text = searchText(row, wordText(row.word));
      texts.set(row, text);
    }
    return text;
  }

  return {
    order(rows, sort) {
      const keyed = [...rows.values()].map((row) => ({ mac: row.mac, key: keyOf(row, sort) }));
      keyed.sort((a, b) => compare(a.key, b.key) || compare(a.mac, b.mac));
      return keyed.map(({ mac }) => mac);
    },
    find(rows, order, filter) {
      const parts = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
      const found: string[] = [];
      const byWord: Partial<Record<PhoneRow['word'], string[]>> = {};
      for (const mac of order) {
        const row = rows.get(mac);
        if (!row || !isChosen(row, filter)) continue;
        if (parts.length > 0 && !parts.every((part) => textOf(row).includes(part))) continue;
        if (filter.sort !== 'state') found.push(mac);
        else {
          byWord[row.word] ??= [];
          byWord[row.word]?.push(mac);
        }
      }
      for (const word of NEED) found.push(...(byWord[word] ?? []));
      return found;
    },
  };
}

function isChosen(row: PhoneRow, { words, model, network, group }: Filter): boolean {
  if (words.length > 0 && !words.includes(row.word)) return false;
  if (model !== '' && row.model !== model) return false;
  if (network !== '' && row.network !== network) return false;
  return group === '' || row.groups.includes(group);
}

/** All that a row says; a MAC also without its colons, as it stands in names of files. */
function searchText(row: PhoneRow, word: string): string {
  const said = [row.label, ...row.lines, row.model, ...row.groups, row.address, row.mac];
  const more = [row.mac.replaceAll(':', ''), row.word, word, row.sentence, row.diagnosis];
  return [...said, ...more].join('\n').toLowerCase();
}

/** Phones without one come last. */
const LAST = '\u{ffff}';

function keyOf(row: PhoneRow, sort: Sort): string {
  switch (sort) {
    case 'line':
      return row.lines[0] ?? LAST;
    case 'model':
      return row.model ?? LAST;
    case 'address':
      return row.address ?? LAST;
    case 'heard':
      return row.heard === undefined ? LAST : latestFirst(row.heard);
    default:
      return row.label ?? LAST;
  }
}

/** Milliseconds until the year 2286. */
function latestFirst(time: string): string {
  return String(1e13 - Date.parse(time)).padStart(14, '0');
}

/** What the list on the screen does not show as it is now. */
export interface Drift {
  /** Who would be listed and is not. */
  readonly more: number;
  /** Whether the order would be another. */
  readonly isMoved: boolean;
}

export function driftOf(shown: readonly string[], now: readonly string[]): Drift {
  const isShown = new Set(shown);
  const isNow = new Set(now);
  const both = now.filter((mac) => isShown.has(mac));
  const rest = shown.filter((mac) => isNow.has(mac));
  const isMoved = both.some((mac, at) => rest[at] !== mac);
  return { more: now.length - both.length, isMoved };
}

export function choicesOf(rows: Rows): Choices {
  const models = new Set<string>();
  const networks = new Set<string>();
  const groups = new Set<string>();
  for (const row of rows.values()) {
    if (row.model !== undefined) models.add(row.model);
    if (row.network !== undefined) networks.add(row.network);
    for (const group of row.groups) groups.add(group);
  }
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const sorted = (all: ReadonlySet<string>) => [...all].sort(compare);
  return { models: sorted(models), networks: sorted(networks), groups: sorted(groups) };
}

/** Of `count` rows those that are drawn, a few more than can be seen. */
export interface Window {
  readonly first: number;
  /** Behind the last. */
  readonly end: number;
}

const AROUND = 6;

export function windowOf(top: number, height: number, rowHeight: number, count: number): Window {
  const first = Math.max(0, Math.floor(top / rowHeight) - AROUND);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + AROUND);
  return { first: Math.min(first, end), end };
}
