// What was named and is not there, or cannot be opened: for programs a finding like any other, and for people one line. The
// exit code says to both that nothing was looked at.

import { resolve } from 'node:path';
import { shortPath } from '../artifacts/read-snapshot.js';
import { codeOf } from '../core/coded-error.js';
import { type Finding, findingBy, wholeFile } from '../findings/finding.js';
import { READ_CODES } from '../inventory/read/codes.js';
import { unreadable } from '../inventory/read/load.js';
import { EXIT } from './exit-codes.js';
import { type Io, NoFileError } from './io.js';
import { formatOf, type ReportOptions, writeReport } from './write-report.js';

/** Returns the exit code. Throws the cause where it is none of these, and where text is wanted: one line says it. */
export function reportUnread(
  cause: unknown,
  options: ReportOptions,
  write: (text: string) => void,
  io: Io,
): number {
  const finding = findingOf(cause, io.cwd);
  if (!finding || formatOf(options, io) === 'text') throw cause;
  writeReport([finding], { site: { phones: [] } }, options, write, io);
  return EXIT.failed;
}

const CODE = 'source/unreadable';

/** Undefined: it is about something else than a file. */
function findingOf(cause: unknown, cwd: string): Finding | undefined {
  if (cause instanceof NoFileError) {
    const place = wholeFile(cause.file);
    const { what, hint = 'check the path' } = cause;
    return findingBy(CODE, READ_CODES[CODE], place, what, { hint });
  }
  const path: unknown = codeOf(cause) === undefined ? undefined : Object(cause).path;
  if (!(cause instanceof Error) || typeof path !== 'string') return undefined;
  const file = shortPath(resolve(cwd, path), cwd);
  return unreadable(file, wholeFile(file), cause);
}
