// What a file holds, as far as it has to be known to tell what it is. Trusts nothing that it says of itself.

import { type DecodedText, decodeText, isWide, TELLING_BYTES } from '../../core/text-encoding.js';

export interface Content {
  readonly bytes: Uint8Array;
  /** Absent: it is no text. */
  readonly text?: DecodedText;
  /** Name of the outermost element, also of a text that is no XML in the end; absent: it begins with none. */
  readonly root?: string;
  /** It is no text, and looks like noise: encrypted, or packed. */
  readonly noise: boolean;
}

export function readContent(bytes: Uint8Array): Content {
  if (isBinary(bytes)) return { bytes, noise: looksLikeNoise(bytes) };
  const text = decodeText(bytes);
  const root = rootOf(text.text);
  return { bytes, text, noise: false, ...(root !== undefined && { root }) };
}

/** Declaration, comments, document type and instructions go before it. */
const ROOT =
  /^\s*(?:<\?[^>]*\?>\s*|<!--(?:(?!-->)[\s\S])*-->\s*|<!DOCTYPE[^<>[]*(?:\[[^\]]*\][^<>]*)?>\s*)*<([A-Za-z_][\w.:-]*)/;
/** A head of comments may be long. */
const MAX_HEAD = 16_384;

function rootOf(text: string): string | undefined {
  return ROOT.exec(text.slice(0, MAX_HEAD))?.[1];
}

const SAMPLE = 4_096;
/** Controls that texts have: tab, line ends, form feed, and the end of a file of DOS. */
const IN_TEXTS = [0x09, 0x0a, 0x0c, 0x0d, 0x1a];
/** 1 for each other control. */
const CONTROLS = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 && !IN_TEXTS.includes(byte) ? 1 : 0,
);

/** Controls of which no text has many. Of UTF-16 every other byte is a zero. */
function isBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE);
  let controls = 0;
  for (let at = 0; at < sample.length; at++) controls += CONTROLS[sample[at] ?? 0] ?? 0;
  if (controls === 0) return false;
  const { encoding } = decodeText(sample.subarray(0, TELLING_BYTES));
  if (isWide(encoding)) return false;
  return controls > Math.max(2, sample.length / 20);
}

/** What packers write first: PK, gzip, PNG, JPEG. */
const PACKED = ['504b', '1f8b', '8950', 'ffd8'];
const ENOUGH = 64;
/** Of what bytes of pure chance would have: text has two thirds of it, and programs little more. */
const NOISE = 0.85;

function looksLikeNoise(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE);
  const start = Buffer.from(sample.subarray(0, 2)).toString('hex');
  if (sample.length < ENOUGH || PACKED.includes(start)) return false;
  return entropy(sample) >= NOISE * Math.log2(Math.min(256, sample.length));
}

/** Bits a byte. */
function entropy(sample: Uint8Array): number {
  const counts = new Map<number, number>();
  for (const byte of sample) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / sample.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}
