// Options as code, length, value: padding, joining, splitting, overload, order. Knows no value.
//
//   +------+-----+---...---+        Pad (0) and End (255) are a single byte.
//   | code | len |  value  |        More than 255 bytes: the same code again, and again (RFC 3396).
//   +------+-----+---...---+

import { concat } from './option-values.js';
import { OPTIONS, type RawOptions } from './options.js';
import type { PacketFault } from './packet-faults.js';

const PAD = 0;
const END = 255;
const PIECE_MAX = 255;

/** The three places of a message where options may lie. */
export interface OptionFields {
  readonly options: Uint8Array;
  readonly file: Uint8Array;
  readonly sname: Uint8Array;
}

export type DecodedOptions =
  | {
      readonly ok: true;
      readonly options: RawOptions;
      /** RFC 2132 section 9.3: bit 0, `file` held options; bit 1, `sname` did. */
      readonly overload: number;
    }
  | { readonly ok: false; readonly fault: PacketFault };

/** A missing End is forgiven; an option that runs past the end is not. */
export function decodeOptions(fields: OptionFields): DecodedOptions {
  const pieces = new Map<number, Uint8Array[]>();
  if (!collect(fields.options, pieces)) return { ok: false, fault: 'option-overrun' };
  const overload = overloadOf(pieces);
  if (overload === undefined) return { ok: false, fault: 'bad-option' };
  // RFC 3396 section 5: options, then file, then sname make one buffer.
  const whole =
    ((overload & 1) === 0 || collect(fields.file, pieces)) &&
    ((overload & 2) === 0 || collect(fields.sname, pieces));
  if (!whole) return { ok: false, fault: 'option-overrun' };
  return { ok: true, options: join(pieces), overload };
}

/** In the given order, but the relay agent's option comes last (RFC 3046 section 2.1); with End. */
export function encodeOptions(options: RawOptions): Uint8Array {
  const relay = OPTIONS.relayAgentInformation.code;
  const bytes = new Uint8Array(listSize(options.values()));
  let at = 0;
  for (const [code, value] of options) {
    if (code !== relay) at = writeOption(bytes, at, code, value);
  }
  const relayed = options.get(relay);
  if (relayed !== undefined) at = writeOption(bytes, at, relay, relayed);
  bytes[at] = END;
  return bytes;
}

/** Bytes that values take as a list, End included. */
export function listSize(values: Iterable<Uint8Array>): number {
  let size = 1;
  for (const { length } of values) size += optionSize(length);
  return size;
}

/** Bytes that a value of `length` takes in the list. */
export function optionSize(length: number): number {
  return length + 2 * Math.max(1, Math.ceil(length / PIECE_MAX));
}

function collect(bytes: Uint8Array, pieces: Map<number, Uint8Array[]>): boolean {
  for (let at = 0; at < bytes.length; ) {
    const code = bytes[at];
    at += 1;
    if (code === undefined || code === END) return true;
    if (code === PAD) continue;
    const length = bytes[at];
    if (length === undefined || at + 1 + length > bytes.length) return false;
    const piece = bytes.subarray(at + 1, at + 1 + length);
    const before = pieces.get(code);
    if (before === undefined) pieces.set(code, [piece]);
    else before.push(piece);
    at += 1 + length;
  }
  return true;
}

function overloadOf(pieces: ReadonlyMap<number, readonly Uint8Array[]>): number | undefined {
  const values = pieces.get(OPTIONS.overload.code);
  if (values === undefined) return 0;
  const [value] = values;
  const overload = values.length === 1 && value?.length === 1 ? value[0] : undefined;
  return overload !== undefined && overload >= 1 && overload <= 3 ? overload : undefined;
}

function join(pieces: ReadonlyMap<number, readonly Uint8Array[]>): RawOptions {
  const options = new Map<number, Uint8Array>();
  for (const [code, parts] of pieces) {
    const [only] = parts;
    options.set(code, only !== undefined && parts.length === 1 ? only : concat(parts));
  }
  options.delete(OPTIONS.overload.code);
  return options;
}

/** Gives where the next option begins. */
function writeOption(bytes: Uint8Array, start: number, code: number, value: Uint8Array): number {
  let at = start;
  for (let from = 0; from === 0 || from < value.length; from += PIECE_MAX) {
    const length = Math.min(PIECE_MAX, value.length - from);
    bytes[at] = code;
    bytes[at + 1] = length;
    // Most are of a few bytes, for which a view of them would cost more than the copy.
    for (let index = 0; index < length; index += 1)
      bytes[at + 2 + index] = value[from + index] ?? 0;
    at += 2 + length;
  }
  return at;
}
