// Options as code, length, value: padding, joining, splitting, overload, order. Knows no value.
//
//   +------+-----+---...---+        Pad (0) and End (255) are a single byte.
//   | code | len |  value  |        More than 255 bytes: the same code again, and again (RFC 3396).
//   +------+-----+---...---+

import { concat } from '../../core/dhcp-option-codecs.js';
import { OPTIONS } from '../../core/dhcp-options.js';
import type { RawOptions } from './options.js';
import type { PacketFault } from './packet-faults.js';

const PAD = 0;
const END = 255;
const PIECE_MAX = 255;

/** Some of a message's bytes. */
export interface Field {
  readonly offset: number;
  readonly length: number;
}

/** The three places of a message where options may lie. */
export interface OptionFields {
  /** From here to the end of the message. */
  readonly options: number;
  readonly file: Field;
  readonly sname: Field;
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
export function decodeOptions(
  bytes: Uint8Array,
  { options, file, sname }: OptionFields,
): DecodedOptions {
  const found: Found = { first: new Map(), repeated: new Map() };
  const inField = ({ offset, length }: Field) => collect(bytes, offset, offset + length, found);
  if (!collect(bytes, options, bytes.length, found)) return { ok: false, fault: 'option-overrun' };
  const overload = overloadOf(found);
  if (overload === undefined) return { ok: false, fault: 'bad-option' };
  // RFC 3396 section 5: options, then file, then sname make one buffer.
  const whole = ((overload & 1) === 0 || inField(file)) && ((overload & 2) === 0 || inField(sname));
  if (!whole) return { ok: false, fault: 'option-overrun' };
  return { ok: true, options: join(found), overload };
}

/**
 * In the given order, but the relay agent's option comes last (RFC 3046 section 2.1); with End.
 * Before them lie `offset` zero bytes, and behind them more where it takes that to make `minLength`.
 */
export function encodeOptions(options: RawOptions, offset = 0, minLength = 0): Uint8Array {
  const relay = OPTIONS.relayAgentInformation.code;
  const length = Math.max(minLength, offset + listSize(options.values()));
  // A part of Node's pool: an array of its own, of this size, costs three times as much.
  const bytes = Buffer.allocUnsafe(length).fill(0);
  let at = offset;
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

interface Found {
  /** The first piece of each code. */
  readonly first: Map<number, Uint8Array>;
  /** All pieces of the codes that came again. */
  readonly repeated: Map<number, Uint8Array[]>;
}

function collect(bytes: Uint8Array, start: number, end: number, found: Found): boolean {
  for (let at = start; at < end; ) {
    const code = bytes[at] ?? END;
    at += 1;
    if (code === END) return true;
    if (code === PAD) continue;
    const valueAt = at + 1;
    // Where there is no length either, this lies beyond the end as well.
    const next = valueAt + (bytes[at] ?? 0);
    if (next > end) return false;
    add(found, code, bytes.subarray(valueAt, next));
    at = next;
  }
  return true;
}

function add({ first, repeated }: Found, code: number, piece: Uint8Array): void {
  const before = first.get(code);
  if (before === undefined) {
    first.set(code, piece);
    return;
  }
  const pieces = repeated.get(code);
  if (pieces === undefined) repeated.set(code, [before, piece]);
  else pieces.push(piece);
}

function overloadOf({ first, repeated }: Found): number | undefined {
  const { code } = OPTIONS.overload;
  const value = first.get(code);
  if (value === undefined) return 0;
  const overload = value.length === 1 && !repeated.has(code) ? value[0] : undefined;
  return overload !== undefined && overload >= 1 && overload <= 3 ? overload : undefined;
}

function join({ first, repeated }: Found): RawOptions {
  for (const [code, pieces] of repeated) first.set(code, concat(pieces));
  first.delete(OPTIONS.overload.code);
  return first;
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
