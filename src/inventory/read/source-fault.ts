// A file that cannot be read as what its name says: one finding, for nothing behind the fault can be trusted.

import { type Diagnostic, diagnostic } from '../../findings/finding.js';
import type { YamlFault } from './yaml-faults.js';
import { shownLine } from './yaml-text.js';

export function nothingIn(file: string): Diagnostic {
  const message = `${file} is empty: nothing is written in it`;
  return diagnostic('source/empty', { file, line: 1, col: 1 }, message);
}

export function syntaxError(
  file: string,
  text: string,
  { offset, what, hint }: YamlFault,
): Diagnostic {
  const before = text.slice(0, offset).split('\n');
  const col = (before.at(-1)?.length ?? 0) + 1;
  const excerpt = shownLine(text.split(/\r?\n/), before.length - 1);
  return diagnostic('source/syntax', { file, line: before.length, col }, what, {
    hint: `${hint}; more may follow from this`,
    ...(excerpt !== undefined && { excerpt }),
  });
}
