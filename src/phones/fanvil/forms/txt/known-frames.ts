// Texts in which there was nothing to find, and others that are the same but for the values of their keys.

import { oncePerKey } from '../../../../core/once-per.js';
import { looksLikePlaceholder } from '../../../../findings/placeholder.js';
import { createFraming, type Framed } from '../../../../render/framed.js';
import type { Dialect } from '../../tables/facts.js';
import type { AccountRole } from '../account-rules.js';
import { faultIn } from '../value-rules.js';
import type { KeyFacts } from './key-facts.js';
import type { KnownEntry } from './txt-subject.js';

export interface KnownFrames {
  /** Whether there is nothing to find. False: nobody knows. */
  isClean(text: string, expected: Dialect | undefined): boolean;
  remember(text: string, expected: Dialect | undefined, entries: readonly KnownEntry[]): void;
}

/** Its value is to be judged. */
interface Judged extends KnownEntry {
  /** Among the texts. */
  readonly index: number;
}

interface KnownFrame {
  readonly judged: readonly Judged[];
  /** Of a text in which there was nothing to find. */
  clean: readonly string[];
}

/** What a line holds behind its first colon; lines that may be something else than settings are left whole, the first too. */
const VALUES = /(?<=\n[^\n:<#-][^\n:]*:)[^\r\n]*/g;
/** It ends no line, and is in the way of one that does. */
const STRAY_RETURN = /\r(?!\n)/;
const MAX_FRAMES = 64;

export function createKnownFrames(): KnownFrames {
  const framesOf = oncePerKey((_expected: string) => new Map<string, KnownFrame>());
  const takeApart = createFraming({ split, isPlain: (value) => !/[\r\n]/.test(value) });
  return {
    isClean(text, expected) {
      const framed = takeApart(text);
      const known = framed && framesOf(`${expected}`).get(framed.frame);
      if (!known || !isLike(known, framed.texts)) return false;
      known.clean = framed.texts;
      return true;
    },
    remember(text, expected, entries) {
      const framed = takeApart(text);
      if (!framed) return;
      const frames = framesOf(`${expected}`);
      if (frames.size >= MAX_FRAMES) frames.clear();
      const indexes = new Map(linesOfValues(text).map((line, index) => [line, index]));
      const judged = entries
        .filter(({ entry, facts }) => !entry.masked && isJudged(facts))
        .flatMap((each) => {
          const index = indexes.get(each.entry.line);
          // What is no text is in the frame.
          return index === undefined ? [] : [{ ...each, index }];
        });
      frames.set(framed.frame, { judged, clean: framed.texts });
    },
  };
}

function split(text: string): Framed | undefined {
  if (STRAY_RETURN.test(text)) return undefined;
  return { frame: text.replace(VALUES, ''), texts: text.match(VALUES) ?? [] };
}

/** Counted from 1, in the order of the values. */
function linesOfValues(text: string): readonly number[] {
  let line = 1;
  let counted = 0;
  return [...text.matchAll(VALUES)].map(({ index }) => {
    line += text.slice(counted, index).split('\n').length - 1;
    counted = index;
    return line;
  });
}

function isJudged({ kind, server, role }: KeyFacts): boolean {
  return kind.type !== undefined || kind.bytes !== undefined || server || role !== undefined;
}

/** What is as it was in a text without findings needs no second look. */
function isLike({ judged, clean }: KnownFrame, texts: readonly string[]): boolean {
  const isPlaceholder = (value: string, index: number) =>
    value !== clean[index] && looksLikePlaceholder(value.trimEnd());
  if (texts.some(isPlaceholder)) return false;
  return judged.every(({ facts, index }) => {
    const value = texts[index] ?? '';
    const before = clean[index] ?? '';
    if (value === before) return true;
    // What the keys of a line have to do with one another is not looked at here.
    if (facts.role !== undefined && isAnotherLine(facts.role, value, before)) return false;
    return value.trim() === '' || faultIn(facts, value) === undefined;
  });
}

/** What these say is judged, and not only whether they say something. */
const JUDGED_ROLES: ReadonlySet<AccountRole> = new Set(['enabled', 'firstMediaPort']);

function isAnotherLine(role: AccountRole, value: string, before: string): boolean {
  return JUDGED_ROLES.has(role) || (value.trim() === '') !== (before.trim() === '');
}
