// A file and its repairs: looked at, repaired and looked at again, for one fault hides another.

import { encodeText } from '../../core/text-encoding.js';
import { fixText } from './fix-text.js';
import { type BroughtFile, lintBroughtFile, type Reading } from './lint-file.js';
import type { LintFinding } from './lint-finding.js';

export interface FixedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What was repaired; empty: nothing is changed. */
  readonly fixed: readonly LintFinding[];
}

/** More has nobody to repair by hand, or by a program. */
const MAX_ROUNDS = 1_000;

/** In the encoding that it has. `name` may become another one. */
export function fixFile(file: BroughtFile, reading: Reading): FixedFile {
  let { name, bytes } = file;
  const fixed: LintFinding[] = [];
  /** Where a repair did not help, it is not made again. */
  const tried = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { findings, content } = lintBroughtFile({ ...file, name, bytes }, reading);
    const rename = findings.find(({ fix }) => fix && 'rename' in fix);
    if (rename?.fix && 'rename' in rename.fix && rename.fix.rename !== name) {
      name = rename.fix.rename;
      fixed.push(rename);
    }
    const { text: decoded } = content;
    const untried = findings.filter((each) => !tried.has(placeOf(each)));
    const done = decoded && fixText(decoded.text, untried);
    for (const each of done?.fixed ?? []) tried.add(placeOf(each));
    if (!done || done.fixed.length === 0) break;
    bytes = encodeText(done.text, decoded);
    fixed.push(...done.fixed);
  }
  return { name, bytes, fixed };
}

function placeOf({ rule, line, col }: LintFinding): string {
  return `${rule} ${line} ${col}`;
}
