// netascii, the text mode of RFC 1350 (RFC 764): a line ends in CR LF, a bare CR is written CR NUL. Pure.

const NUL = 0;
const LF = 10;
const CR = 13;

export interface NetasciiEncoder {
  /**
   * Converts what fits, and says how many bytes of `from` it took and how many it wrote. Half of a pair that
   * found no room comes first at the next call.
   */
  encodeInto(
    from: Uint8Array,
    into: Uint8Array,
  ): { readonly read: number; readonly written: number };
}

/** From this host's text, lines ending in LF, in parts that follow one another. */
export function createNetasciiEncoder(): NetasciiEncoder {
  let second: number | undefined;
  return {
    encodeInto(from, into) {
      let read = 0;
      let written = 0;
      while (written < into.length && (second !== undefined || read < from.length)) {
        if (second !== undefined) {
          into[written++] = second;
          second = undefined;
          continue;
        }
        const byte = from[read++] ?? NUL;
        into[written++] = byte === LF ? CR : byte;
        if (byte === LF) second = LF;
        else if (byte === CR) second = NUL;
      }
      return { read, written };
    },
  };
}

/** A whole text. Without CR and LF the bytes themselves come back. */
export function encodeNetascii(bytes: Uint8Array): Uint8Array {
  let extra = 0;
  for (const byte of bytes) if (byte === LF || byte === CR) extra++;
  if (extra === 0) return bytes;
  const encoded = new Uint8Array(bytes.length + extra);
  createNetasciiEncoder().encodeInto(bytes, encoded);
  return encoded;
}

/** To this host's text. A CR that nothing legal follows stays as it is. */
export function decodeNetascii(bytes: Uint8Array): Uint8Array {
  const decoded = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? NUL;
    const next = bytes[at + 1];
    const isPair = byte === CR && (next === LF || next === NUL);
    decoded[length++] = isPair && next === LF ? LF : byte;
    if (isPair) at++;
  }
  return decoded.subarray(0, length);
}
