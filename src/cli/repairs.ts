// `lint --fix` and `--diff`: what is repaired in each file, and how much of it there was.

import { basename, dirname, join } from 'node:path';
import { diffOf, putFixed } from '../artifacts/lint/fix-on-disk.js';
import type { Repair } from '../artifacts/lint/lint-run.js';
import { codeOf } from '../core/coded-error.js';
import { describeFileError } from '../core/file-error.js';
import { printable, printableLines } from '../core/printable.js';
import { fixFile } from '../phones/lint/fix-file.js';
import type { Reading } from '../phones/lint/lint-file.js';
import type { Io } from './io.js';
import type { FormatName } from './report/format-names.js';

export interface Repairs {
  readonly repair: Repair;
  /** On standard error. */
  sayHowMany(): void;
}

export interface RepairOptions {
  readonly fix?: boolean;
  readonly diff?: boolean;
  readonly format?: FormatName;
}

/** Undefined: nobody asked for any. */
export function createRepairs(
  reading: Reading,
  { fix = false, diff = false, format }: RepairOptions,
  io: Io,
): Repairs | undefined {
  if (!fix && !diff) return undefined;
  const machine = format !== undefined && format !== 'text';
  const say = (text: string) => (machine ? io.err(text) : io.out(text));
  const count = { repairs: 0, files: 0 };
  const mask = (text: string) =>
    reading.drivers.reduce((masked, driver) => driver.maskSecrets('', masked), text);
  return {
    repair(shown, read, path) {
      const asItIs = { shown, read };
      // Of a part of a file nothing can be written back.
      if (read.bytes.length < read.size) return asItIs;
      const fixed = fixFile({ name: basename(shown), ...read }, reading);
      if (fixed.fixed.length === 0) return asItIs;
      if (diff) say(printableLines(diffOf(shown, read.bytes, fixed, mask)));
      if (fix && !put(shown, () => putFixed(path, fixed, read.bytes))) return asItIs;
      count.repairs += fixed.fixed.length;
      count.files += 1;
      if (!fix) return asItIs;
      const { bytes } = fixed;
      return { shown: join(dirname(shown), fixed.name), read: { bytes, size: bytes.length } };
    },
    sayHowMany() {
      const { repairs, files } = count;
      const times = `${repairs} ${repairs === 1 ? 'place' : 'places'} in ${files} ${files === 1 ? 'file' : 'files'}`;
      io.err(fix ? `repaired ${times}\n` : `--fix would repair ${times}\n`);
    },
  };

  function put(shown: string, write: () => void): boolean {
    try {
      write();
      return true;
    } catch (error) {
      if (!(error instanceof Error) || codeOf(error) === undefined) throw error;
      io.err(`${printable(`${shown} is not repaired: ${describeFileError(error)}`)}\n`);
      return false;
    }
  }
}
