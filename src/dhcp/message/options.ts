// Options as values and as bytes, by the table of options.

import { decodeValue, encodeValue } from '../../core/dhcp-option-kinds.js';
import type { OptionKind, OptionValue, OptionValues } from '../../core/dhcp-option-values.js';
import { OPTIONS, type OptionName, optionRow } from '../../core/dhcp-options.js';

type KindOf<N extends OptionName> = (typeof OPTIONS)[N]['kind'];

/** The bytes of each option by code, in the order of the wire; repeats are joined (RFC 3396). */
export type RawOptions = ReadonlyMap<number, Uint8Array>;

export function option<N extends OptionName>(
  name: N,
  value: OptionValues[KindOf<N>],
): OptionValue<KindOf<N>> {
  const { code, kind }: { code: number; kind: KindOf<N> } = OPTIONS[name];
  return { code, kind, value };
}

/** A code without a row is bytes. undefined: the bytes are no value of the option's kind. */
export function decodeOption(code: number, bytes: Uint8Array): OptionValue | undefined {
  return decodeAs(code, optionRow(code)?.kind ?? 'bytes', bytes);
}

/** Of one code the last holds. Throws RangeError for a value that the wire cannot carry. */
export function rawOptions(values: readonly OptionValue[]): RawOptions {
  return new Map(values.map((value) => [value.code, encodeValue(value)]));
}

/** undefined: not there, or no value of its kind. */
export function readOption<N extends OptionName>(
  options: RawOptions,
  name: N,
): OptionValues[KindOf<N>] | undefined {
  const { code, kind }: { code: number; kind: KindOf<N> } = OPTIONS[name];
  const bytes = options.get(code);
  return bytes === undefined ? undefined : decodeValue(kind, bytes);
}

function decodeAs<K extends OptionKind>(
  code: number,
  kind: K,
  bytes: Uint8Array,
): OptionValue<K> | undefined {
  const value = decodeValue(kind, bytes);
  return value === undefined ? undefined : { code, kind, value };
}
