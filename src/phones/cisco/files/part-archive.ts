// What stands behind the header of most parts of a firmware: an archive, whose table tells how long it is.

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
const COUNT_AT = 0x30;
const CONTENT_AT = 0x34;
const TABLE_AT = 0x248;
const ROW_LENGTH = 20;
const SIZE_AT = 8;

/** In bytes. Undefined: it is none, or not all of its table is in `bytes`. */
export function archiveLength(bytes: Uint8Array): number | undefined {
  if (bytes.length < TABLE_AT) return undefined;
  const begin = new TextDecoder('latin1').decode(bytes.subarray(0, SIGNATURE.length));
  if (begin !== SIGNATURE) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(COUNT_AT);
  const tableEnd = TABLE_AT + count * ROW_LENGTH;
  let length = view.getUint32(CONTENT_AT);
  if (tableEnd > bytes.length || length < tableEnd) return undefined;
  for (let at = TABLE_AT; at < tableEnd; at += ROW_LENGTH) length += view.getUint32(at + SIZE_AT);
  return length;
}
