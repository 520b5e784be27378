// Texts in which there was nothing to find, and others that are the same but for the values of their keys.

import type { Dialect } from '../../tables/facts.js';
import { isRightValue } from './txt-rules.js';
import type { KnownEntry } from './txt-subject.js';

export interface KnownFrames {
  /** Whether there is nothing to find. False: nobody knows. */
  isClean(text: string, expected: Dialect | undefined): boolean;
  remember(text: string, expected: Dialect | undefined, entries: readonly KnownEntry[]): void;
}

/** What a line holds behind its first colon; lines that may be something else than settings are left whole, the first too. */
const VALUES = /(?<=\n[^\n:<#-][^\n:]*:)[^\r\n]*/g;
const MAX_FRAMES = 64;

export function createKnownFrames(): KnownFrames {
  const frames = new Map<string, readonly KnownEntry[]>();
  const frameOf = (text: string, expected: Dialect | undefined) =>
    `${expected} ${text.replace(VALUES, '')}`;
  return {
    isClean(text, expected) {
      const judged = frames.get(frameOf(text, expected));
      if (!judged) return false;
      if (judged.length === 0) return true;
      const lines = text.split('\n');
      return judged.every(({ entry, facts }) => {
        const value = (lines[entry.line - 1] ?? '').slice(entry.colon + 1).replace(/\r$/, '');
        return isRightValue({ ...entry, value }, facts);
      });
    },
    remember(text, expected, entries) {
      if (frames.size >= MAX_FRAMES) frames.clear();
      frames.set(
        frameOf(text, expected),
        entries.filter(({ entry, facts }) => !entry.masked && (facts.number || facts.server)),
      );
    },
  };
}
