// Puts a repaired file in the place of the broken one, whole or not at all.

import { existsSync, lstatSync, realpathSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codedError } from '../../core/coded-error.js';
import { lineEndOf } from '../../core/line-end.js';
import { decodeText } from '../../core/text-encoding.js';
import type { FixedFile } from '../../phones/lint/fix-file.js';
import { formatDiff } from '../diff.js';
import { toFileText } from '../file-text.js';
import { writeAtomic } from '../write-atomic.js';

/** Returns where it lies now. A link stays one. Throws the system's Error, leaving the file as it was. */
export function putFixed(path: string, { name, bytes }: FixedFile, before: Uint8Array): string {
  const target = lstatSync(path).isSymbolicLink() ? realpathSync(path) : path;
  const moved = join(dirname(path), name);
  const { mode, uid, gid } = statSync(target);
  if (moved !== path && existsSync(moved) && !isSameFile(moved, path)) {
    throw codedError('EEXIST', `${moved} is there already: keep one of the two files`);
  }
  if (!Buffer.from(before).equals(bytes)) {
    writeAtomic(target, `${target}.offhook-${process.pid}`, bytes, {
      mode: mode & 0o7777,
      gid: gid === process.getgid?.() ? undefined : gid,
      // Only root gives files away: a server that alone may read it still can.
      ...(process.getuid?.() === 0 && { uid }),
    });
  }
  if (moved !== path) renameSync(path, moved);
  return moved;
}

/** Where a disk does not tell capitals from small letters. */
function isSameFile(one: string, other: string): boolean {
  const [a, b] = [statSync(one), statSync(other)];
  return a.ino === b.ino && a.dev === b.dev;
}

/** Unified, with each secret as asterisks. `shown`: the file as it is shown. */
export function diffOf(
  shown: string,
  before: Uint8Array,
  { name, bytes }: FixedFile,
  maskSecrets: (text: string) => string,
): string {
  const textOf = (from: Uint8Array) => {
    const { text } = decodeText(from);
    return text.replaceAll(lineEndOf(text), '\n');
  };
  const moved = join(dirname(shown), name);
  const rename = moved === shown ? '' : `rename from ${shown}\nrename to ${moved}\n`;
  if (Buffer.from(before).equals(bytes)) return rename;
  const after = { file: { holdsSecrets: true, maskSecrets }, text: toFileText(textOf(bytes)) };
  const old = Buffer.from(textOf(before));
  return rename + formatDiff({ kind: 'change', name: shown, before: old, after });
}
