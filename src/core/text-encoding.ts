// Bytes of a file that somebody brings, as text, and the same text as bytes again: none is lost on the way.

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be' | 'latin1';

export interface DecodedText {
  /** Without a byte order mark. */
  readonly text: string;
  /** What it is written in, whatever it says: Latin-1 is what is nothing else. */
  readonly encoding: Encoding;
  /** Whether a byte order mark stands before it. */
  readonly marked: boolean;
}

/** The first that fits: one begins as another does. */
const MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-32le', [0xff, 0xfe, 0x00, 0x00]],
  ['utf-32be', [0x00, 0x00, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
/** `<` and another character of ASCII; -1 is any. */
const UNMARKED: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-16le', [0x3c, 0x00, -1, 0x00]],
  ['utf-16be', [0x00, 0x3c, 0x00, -1]],
];
/** By so many bytes at the beginning an encoding is told. */
export const TELLING_BYTES = 4;

/** More than one byte for each character. */
export function isWide(encoding: Encoding): boolean {
  return encoding.startsWith('utf-16') || encoding.startsWith('utf-32');
}

export function decodeText(bytes: Uint8Array): DecodedText {
  const mark = MARKS.find(([, start]) => startsWith(bytes, start));
  const [encoding, { length }] = mark ?? ['utf-8', []];
  const rest = bytes.subarray(length);
  const found = mark ? encoding : UNMARKED.find(([, start]) => startsWith(bytes, start))?.[0];
  const text = decodeAs(rest, found ?? 'utf-8');
  if (text !== undefined) return { text, encoding: found ?? 'utf-8', marked: mark !== undefined };
  return { text: buffer(bytes).toString('latin1'), encoding: 'latin1', marked: false };
}

/** A text in the encoding of `as`, which may have been another one. */
export function encodeText(text: string, as: Omit<DecodedText, 'text'>): Uint8Array {
  const [, mark = []] = (as.marked && MARKS.find(([each]) => each === as.encoding)) || [];
  return Buffer.concat([Uint8Array.from(mark), encodeAs(text, as.encoding)]);
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte || (byte < 0 && index < bytes.length));
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Undefined: it is not. */
function decodeAs(bytes: Uint8Array, encoding: Encoding): string | undefined {
  if (encoding.startsWith('utf-32')) return decodeFours(buffer(bytes), encoding);
  if (encoding !== 'utf-8') {
    if (bytes.length % 2 !== 0) return undefined;
    const pairs = encoding === 'utf-16be' ? swapped(bytes) : buffer(bytes);
    return pairs.toString('utf16le');
  }
  try {
    return STRICT.decode(bytes);
  } catch {
    return undefined;
  }
}

function decodeFours(bytes: Buffer, encoding: Encoding): string | undefined {
  if (bytes.length % 4 !== 0) return undefined;
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const code = encoding === 'utf-32le' ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
    if (code > 0x10_ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    text += String.fromCodePoint(code);
  }
  return text;
}

function encodeFours(text: string, encoding: Encoding): Uint8Array {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const bytes = Buffer.alloc(codes.length * 4);
  for (const [index, code] of codes.entries()) {
    if (encoding === 'utf-32le') bytes.writeUInt32LE(code, index * 4);
    else bytes.writeUInt32BE(code, index * 4);
  }
  return bytes;
}

function encodeAs(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-32le' || encoding === 'utf-32be') return encodeFours(text, encoding);
  if (encoding === 'utf-16be') return swapped(Buffer.from(text, 'utf16le'));
  return Buffer.from(text, encoding === 'utf-16le' ? 'utf16le' : encoding);
}

function swapped(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes).swap16();
}

function buffer({ buffer: memory, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(memory, byteOffset, byteLength);
}
