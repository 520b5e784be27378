// What a phone would stumble over in a txt file, whoever made it.

import { oncePer } from '../../../../core/once-per.js';
import { type Found, judgeBy } from '../../../../findings/rule.js';
import type { FileMemory } from '../../../../render/file-memory.js';
import type { Position } from '../../../../render/xml/tree.js';
import type { Dialect } from '../../tables/facts.js';
import { createKnownFrames } from './known-frames.js';
import { TXT_RULES } from './txt-rules.js';
import { createTxtReader, type TxtSubject } from './txt-subject.js';
import type { TxtTables } from './txt-tables.js';

/** `expected`: the dialect of the model whose file it is. */
export type LintTxt = (
  text: string,
  expected: Dialect | undefined,
  memory?: FileMemory,
) => readonly Found<Position>[];

const judge = judgeBy<TxtSubject, Position>(TXT_RULES);

export function createTxtLinter(tables: TxtTables): LintTxt {
  const read = createTxtReader(tables);
  const framesOf = oncePer((_memory: FileMemory) => createKnownFrames());
  return (text, expected, memory) => {
    const frames = memory && framesOf(memory);
    if (frames?.isClean(text, expected)) return [];
    const subject = read(text, expected);
    const found = judge(subject);
    if (found.length === 0) frames?.remember(text, expected, subject.entries);
    return found;
  };
}
