// Tar, by the parser of node-tar, which writes nothing.

import { once } from 'node:events';
import { Parser, type ReadEntry } from 'tar';
import type { Entry, Visit } from './entry.js';
import { archiveFault, asFault } from './fault.js';

const KINDS: Readonly<Record<string, Entry['kind']>> = {
  File: 'file',
  OldFile: 'file',
  ContiguousFile: 'file',
  Directory: 'folder',
  Link: 'link',
  SymbolicLink: 'link',
};
/** Long names and the like; node-tar's own limit is a megabyte. */
const MAX_META_BYTES = 64 * 1024;
/** What it warns of and reads on. */
const HARMLESS = 'TAR_ENTRY_INFO';

/** `source`: unpacked. Throws an archive's fault, and what `source` and `visit` throw. */
export async function visitTar(source: AsyncIterable<Uint8Array>, visit: Visit): Promise<void> {
  const faults: unknown[] = [];
  const note = (error: unknown): void => void faults.push(error);
  const parser = new Parser({ maxMetaEntrySize: MAX_META_BYTES });
  parser.on('warn', (code: string, message: string) => {
    if (code !== HARMLESS) note(archiveFault(`it is damaged: ${message}`));
  });
  parser.on('error', (error: unknown) => note(asFault(error)));
  parser.on('ignoredEntry', () => note(archiveFault('there is something in it that is no file')));
  let visits = Promise.resolve();
  parser.on('entry', (entry: ReadEntry) => {
    // One that another is visited before waits, and so does the parser.
    visits = visits
      .then(() => (faults.length > 0 ? undefined : visit(toEntry(entry))))
      .catch(note)
      .then(() => void entry.resume());
  });
  for await (const chunk of source) {
    if (!parser.write(chunk)) await once(parser, 'drain');
    if (faults.length > 0) break;
  }
  const ended = once(parser, 'end');
  if (faults.length === 0) {
    parser.end();
    await ended.catch(note);
  }
  await visits;
  if (faults.length > 0) throw faults[0];
}

function toEntry(entry: ReadEntry): Entry {
  return {
    path: entry.path,
    kind: KINDS[entry.type] ?? 'other',
    read: async function* () {
      for await (const chunk of entry) yield chunk;
    },
  };
}
