// What stands behind the header of most parts of a firmware: an archive, whose table tells how long it is.

import { dataViewOf } from '../../../core/data-view-of.js';

/*
 * As people who unpacked it have described it (numbers big-endian, places from the archive's beginning):
 *
 *   0     "CNU_File_Archive_3.0"
 *   30h   number of files
 *   34h   where the files' bytes begin; they stand one behind the other, with nothing between them
 *   248h  for each file 20 bytes: type, flags, size, time, place of its name
 *
 * Parts for the 7931G are said to have another form: of those nothing is known.
 */
const SIGNATURE = 'CNU_File_Archive_3.0';
const AT = { count: 0x30, content: 0x34, table: 0x248 } as const;
const ROW = { length: 20, size: 8 } as const;

/** In bytes. Undefined: it is none, or not all of its table is in `bytes`. */
export function archiveLength(bytes: Uint8Array): number | undefined {
  if (bytes.length < AT.table) return undefined;
  const begin = new TextDecoder('latin1').decode(bytes.subarray(0, SIGNATURE.length));
  if (begin !== SIGNATURE) return undefined;
  const view = dataViewOf(bytes);
  const count = view.getUint32(AT.count);
  const tableEnd = AT.table + count * ROW.length;
  let length = view.getUint32(AT.content);
  if (tableEnd > bytes.length || length < tableEnd) return undefined;
  for (let at = AT.table; at < tableEnd; at += ROW.length) length += view.getUint32(at + ROW.size);
  return length;
}
