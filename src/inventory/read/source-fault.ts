// A file that cannot be read as what its name says: one finding, for nothing behind the fault can be trusted.

import { codePointOf, findInvisible } from '../../core/characters.js';
import { type Finding, wholeFile } from '../../findings/finding.js';
import { finding } from './codes.js';
import type { YamlFault } from './yaml-fault.js';
import { shownLine } from './yaml-text.js';

export function nothingIn(file: string): Finding {
  const message = `${file} is empty: nothing is written in it`;
  return finding('source/empty', wholeFile(file), message);
}

export function syntaxError(file: string, text: string, fault: YamlFault): Finding {
  const { offset, what, hint } = invisibleBlank(text, fault.offset) ?? fault;
  const before = text.slice(0, offset).split('\n');
  const col = (before.at(-1)?.length ?? 0) + 1;
  const excerpt = shownLine(text.split(/\r?\n/), before.length - 1);
  return finding('source/syntax', { file, line: before.length, col }, what, {
    hint: `${hint}; more may follow from this`,
    ...(excerpt !== undefined && { excerpt }),
  });
}

/** In the line of a fault, outside quotes: to whoever reads it nothing is wrong there. */
function invisibleBlank(text: string, offset: number): YamlFault | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const [line = ''] = text.slice(start).split('\n', 1);
  const bare = line.replace(/"[^"]*"?|'[^']*'?/g, (quoted) => ' '.repeat(quoted.length));
  const control = CONTROL.exec(bare);
  if (control) {
    const what = `this line holds ${codePointOf(control[0])}, which is no sign of a text`;
    const hint = 'remove it, or save the file anew as text in UTF-8';
    return { offset: start + control.index, what, hint };
  }
  const found = findInvisible(bare);
  if (!found) return undefined;
  const what = `this line holds ${found.name}, which is no blank here`;
  return { offset: start + found.index, what, hint: 'remove it, or write a blank in its place' };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
