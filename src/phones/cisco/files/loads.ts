// The `.loads` file: a signed header, then the names of the firmware's parts. Reads, never trusts: no signature is checked.

import { dataViewOf } from '../../../core/data-view-of.js';

export interface Loads {
  /** File name that was signed; the phone refuses the file under any other. */
  readonly name?: string;
  /** Names of the `.sbn` files, in the order in which the phone asks for them. */
  readonly parts: readonly string[];
  /** In bytes: what is signed begins there. */
  readonly headerLength: number;
}

/*
 * Tag, length and value, numbers big-endian:
 *
 *   +----+---------+----------+----+---------+-----------------+---- - -
 *   | 01 | 00 02   | version  | 02 | 00 02   | header length   | more entries, then the text
 *   +----+---------+----------+----+---------+-----------------+---- - -
 *     0    1         3          5    6         8                 10
 */
const HEADER_LENGTH_AT = 8;
const TAG_VERSION = 0x01;
const TAG_HEADER_LENGTH = 0x02;
/** One byte alone, without length and value. */
const TAG_PADDING = 0x0d;
const TAG_FILE_NAME = 0x0e;
const ENTRY_HEAD_LENGTH = 3;

/** Undefined: not a `.loads` file. */
export function decodeLoads(bytes: Uint8Array): Loads | undefined {
  if (bytes.length < HEADER_LENGTH_AT + 2) return undefined;
  const view = dataViewOf(bytes);
  if (view.getUint8(0) !== TAG_VERSION || view.getUint8(5) !== TAG_HEADER_LENGTH) return undefined;
  const headerLength = view.getUint16(HEADER_LENGTH_AT);
  if (headerLength > bytes.length) return undefined;
  const name = findFileName(view, headerLength);
  const parts = new TextDecoder('latin1')
    .decode(bytes.subarray(headerLength))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  return { ...(name !== undefined && { name }), parts, headerLength };
}

const GZIP = [0x1f, 0x8b, 0x08];
/** Signatures in front of archives that people have looked at are some 500 bytes long. */
const MAX_SIGNATURE = 4096;

/**
 * Where the packed archive begins in a `.cop.sgn`, which is signed as a whole. Its header is described nowhere: where it is
 * not the one above, the first bytes that begin an archive are taken, as the tools of others do. Undefined: there are none.
 */
export function archiveStart(start: Uint8Array): number | undefined {
  const { headerLength = -1 } = decodeLoads(start) ?? {};
  const isThere = (at: number) => GZIP.every((byte, index) => start[at + index] === byte);
  if (isThere(headerLength)) return headerLength;
  const end = Math.min(start.length, MAX_SIGNATURE);
  for (let at = 1; at < end; at++) if (isThere(at)) return at;
  return undefined;
}

function findFileName(view: DataView, headerLength: number): string | undefined {
  let at = 0;
  while (at + ENTRY_HEAD_LENGTH <= headerLength) {
    const tag = view.getUint8(at);
    if (tag === TAG_PADDING) {
      at += 1;
      continue;
    }
    const start = at + ENTRY_HEAD_LENGTH;
    const end = start + view.getUint16(at + 1);
    if (end > headerLength) return undefined;
    if (tag === TAG_FILE_NAME) return readText(view, start, end);
    at = end;
  }
  return undefined;
}

/** Text up to its NUL. */
function readText(view: DataView, start: number, end: number): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + start, end - start);
  const [text = ''] = new TextDecoder('latin1').decode(bytes).split('\0');
  return text;
}
