// A line break or control character in any value is an error, never an injection. What nobody can see is one where a
// machine reads the text, and a warning where people do. And what a spreadsheet writes in place of a value is none.

import {
  badCharacterIn,
  describeBad,
  describeUnseen,
  unseenIn,
  withoutBadCharacters,
  withoutUnseen,
} from '../../core/characters.js';
import { describeLookAlike, withoutLookAlikes } from '../../core/look-alike.js';
import { oncePerKey } from '../../core/once-per.js';
import { namesPassword } from '../../core/secret-in-text.js';
import { spreadsheetFault } from '../../core/spreadsheet.js';
import { type Finding, formatPlace } from '../../findings/finding.js';
import type { Path, Source } from '../read/source.js';
import { finding, type SHAPE_CODES } from './codes.js';

/** Fields that people read. */
const SHOWN = new Set(['label', 'name']);
/** Maps whose values are the vendor's business. */
const OF_THE_VENDOR = new Set(['raw', 'settings']);

/** Every text in the source, names and values alike. */
export function checkCharacters(source: Source): readonly Finding[] {
  // A file that is nothing but a text is no inventory, whatever is in it.
  if (source.isClean || typeof source.value === 'string') return [];
  const found: Finding[] = [];
  const path: string[] = [];
  const isCleanName = oncePerKey(isClean, MAX_NAMES);
  const visit = (value: unknown): void => {
    if (typeof value === 'string' && !isClean(value))
      found.push(...checkText(source, [...path], value, 'value'));
    if (typeof value !== 'object' || value === null) return;
    const isList = Array.isArray(value);
    for (const name of Object.keys(value)) {
      path.push(name);
      if (!isList && !isCleanName(name)) found.push(...checkText(source, [...path], name, 'key'));
      visit(Reflect.get(value, name));
      path.pop();
    }
  };
  visit(source.value);
  return source.untyped ? oncePerPlace(found) : found;
}

/** Nearly every text: of the letters that there are on any keyboard, no blank at an end, nothing of a spreadsheet. */
const CLEAN = /^(?:(?![#=]|Err:)[!-~](?:[ -~]*[!-~])?)?$/;

/** Phones have the same names of fields, of which there are few; accounts have each one of its own. */
const MAX_NAMES = 256;

function isClean(text: string): boolean {
  return CLEAN.test(text);
}

/** In a table the cell of a line's number is its name as well. */
function oncePerPlace(found: readonly Finding[]): readonly Finding[] {
  const places = new Map(found.map((each) => [formatPlace(each.place), each]));
  return [...places.values()];
}

/** The same value without what is wrong in it, so that what is made of it needs no second finding. */
export function cleanValue(value: unknown, path: Path = []): unknown {
  if (typeof value === 'string') return cleanText(value, path);
  if (Array.isArray(value)) return value.map((each) => cleanValue(each, path));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      withoutUnseen(withoutBadCharacters(name)),
      cleanValue(inner, [...path, name]),
    ]),
  );
}

function cleanText(text: string, path: Path): string {
  const safe = withoutBadCharacters(text);
  const seen = isShown(path) ? safe : withoutUnseen(safe).replace(QUOTED, '$1');
  return mixesAlphabets(path) ? seen : withoutLookAlikes(seen);
}

function checkText(
  source: Source,
  path: Path,
  text: string,
  part: 'key' | 'value',
): readonly Finding[] {
  const ofKey = source.untyped && path[0] === 'lines' ? 'line' : 'a name';
  const what = part === 'key' ? ofKey : nameOf(path);
  const report = (
    code: keyof typeof SHAPE_CODES | 'inventory/quote-it',
    message: string,
    sign?: string,
    hint?: string,
  ) => {
    const lines = part === 'value' && sign !== undefined ? source.locateIn : undefined;
    // The name of a column stands above all its rows.
    const named = part === 'key' && source.untyped ? 'name' : part;
    const place = lines?.(path, sign ?? '') ?? source.locate(path, named);
    return [finding(code, place, message, hint === undefined ? {} : { hint })];
  };
  const bad = badCharacterIn(text);
  if (bad !== undefined) {
    const message = `${what} ${describeBad(text)}`;
    const hint = bad === '\n' ? 'write the text on one line, in quotes' : undefined;
    return report('inventory/bad-character', message, bad, hint);
  }
  const ofSheet = part === 'value' || source.untyped ? sheetFault(source, path, text) : undefined;
  if (ofSheet !== undefined) return report('inventory/spreadsheet-error', `${what}: ${ofSheet}`);
  const unseen = describeUnseen(text);
  if (unseen === undefined) {
    const marks = part === 'value' && !isShown(path) ? QUOTED.test(text) : false;
    if (marks) {
      const message = `${what} has quotes of a word processor around it, which belong to the text here`;
      return report('inventory/quote-it', message, undefined, 'write it without them');
    }
    const alike = part === 'value' && mixesAlphabets(path) ? undefined : describeLookAlike(text);
    if (alike === undefined) return [];
    const hint = `write ${withoutLookAlikes(text)}`;
    return report('inventory/look-alike', `${what} ${alike}`, undefined, hint);
  }
  const shown = part === 'value' && isShown(path);
  const code = shown ? 'inventory/unseen-in-label' : 'inventory/unseen-character';
  return report(code, `${what} ${unseen}`, unseenIn(text));
}

/** A formula is one in a table only. */
function sheetFault({ untyped }: Source, path: Path, text: string): string | undefined {
  return spreadsheetFault(text, !untyped || path.some((step) => namesPassword(String(step))));
}

function isShown(path: Path): boolean {
  return SHOWN.has(String(path.at(-1))) || path.some((step) => OF_THE_VENDOR.has(String(step)));
}

/** What a word processor makes of quotes, in any of its languages; YAML's own are no part of a text. */
const QUOTED = /^[“”„‟‘’‚‛«»](.*)[“”„‟‘’‚‛«»]$/su;

/** What people read may, and whether a password is meant to is said where it is known. */
function mixesAlphabets(path: Path): boolean {
  return isShown(path) || namesPassword(String(path.at(-1)));
}

/** An item of a list goes by the name of the list. */
function nameOf(path: Path): string {
  return String(path.findLast((step) => !/^\d+$/.test(String(step))) ?? path.at(-1));
}
