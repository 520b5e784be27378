// Cases of exports, found by listing: cases/<export>/<case>.yaml makes exactly the files in the folder beside it. A first
// line `# options: --chan sip` is what is asked for beside.

import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXPORTS } from '../../src/exports/exports.js';

const ROOT = join(import.meta.dirname, 'cases');

export interface ExportCase {
  /** `hosts two-phones`. */
  readonly name: string;
  readonly export: string;
  /** The inventory. */
  readonly file: string;
  /** Folder of the files that it must make. */
  readonly expected: string;
  readonly options: readonly string[];
}

export const EXPORT_CASES: readonly ExportCase[] = EXPORTS.flatMap(({ name: of }) =>
  readdirSync(join(ROOT, of))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => {
      const file = join(ROOT, of, name);
      const [, options = ''] = /^# options: (.*)$/m.exec(readFileSync(file, 'utf8')) ?? [];
      const plain = name.replace('.yaml', '');
      return {
        name: `${of} ${plain}`,
        export: of,
        file,
        expected: join(ROOT, of, plain),
        options: options.split(' ').filter((word) => word !== ''),
      };
    }),
);

/** The words for it, with its files in a new folder. */
export function wordsOf(each: ExportCase): { readonly dir: string; readonly words: string[] } {
  const dir = join(mkdtempSync(join(tmpdir(), 'offhook-export-')), 'out');
  const words = ['export', each.export, '-c', each.file, ...each.options, '-o', dir];
  return { dir, words };
}
