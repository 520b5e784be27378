// Texts as UTF-8 in memory that threads have in common: what one has made, another writes without a copy of it.

/** Some two hundred files. */
const PIECE_BYTES = 1024 * 1024;
/** What UTF-8 takes at most for each unit of a string. */
const BYTES_PER_UNIT = 3;

/** One text behind the other. A piece stays as long as the bytes of any text in it. */
export function createSharedBytes(): (text: string) => Uint8Array {
  let room = Buffer.from(new SharedArrayBuffer(0));
  return (text) => {
    const most = text.length * BYTES_PER_UNIT;
    if (most > room.length) room = Buffer.from(new SharedArrayBuffer(Math.max(most, PIECE_BYTES)));
    const length = room.write(text);
    const bytes = room.subarray(0, length);
    room = room.subarray(length);
    return bytes;
  };
}
