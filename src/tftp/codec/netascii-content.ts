// A file as netascii. What is small is converted at once; the rest block by block while it is sent, so that its
// size is known only at its end.

import type { FileContent, Piece } from '../../core/file-content.js';
import type { TransferContent } from '../transfer/transfer.js';
import { createNetasciiEncoder, encodeNetascii } from './netascii.js';

/** Configurations, and all other text that phones ask for. */
const AT_ONCE_BYTES = 64 * 1024;

/** Where the size is infinite, to be sent with a window of one block: only the last one read can be read again. */
export function netasciiOf(file: FileContent): TransferContent {
  const all = file.size <= AT_ONCE_BYTES ? file.read(0, file.size) : undefined;
  if (all === undefined || all instanceof Promise) return convertWhileSent(file);
  const bytes = encodeNetascii(bytesOf(all, 0, file.size));
  return { size: bytes.length, read: () => ({ bytes, at: 0 }) };
}

function convertWhileSent(file: FileContent): TransferContent {
  const encoder = createNetasciiEncoder();
  /** Of the file, converted. */
  let taken = 0;
  let last: Piece = { bytes: new Uint8Array(0), at: 0 };

  /** `from` holds as many bytes as the block at most needs: none becomes shorter. */
  function convert(from: Uint8Array, start: number, length: number): Piece {
    const block = new Uint8Array(length);
    const { read, written } = encoder.encodeInto(from, block);
    taken += read;
    last = { bytes: block.subarray(0, written), at: start };
    return last;
  }
  return {
    size: Number.POSITIVE_INFINITY,
    expectedSize: file.size,
    read(start, end) {
      if (start === last.at && last.bytes.length > 0) return last;
      const [from, to] = [taken, Math.min(taken + end - start, file.size)];
      const found = file.read(from, to);
      if (!(found instanceof Promise)) {
        return convert(bytesOf(found, from, to), start, end - start);
      }
      return found.then((piece) => convert(bytesOf(piece, from, to), start, end - start));
    },
  };
}

function bytesOf({ bytes, at }: Piece, start: number, end: number): Uint8Array {
  return bytes.subarray(start - at, end - at);
}
