// The one codec that a phone prefers, by the vendor's name.

import { CODECS, type Codec } from '../../../site/site.js';

/** Null: the phones have no such codec. */
const NAMES = {
  g711alaw: 'g711alaw',
  g711ulaw: 'g711ulaw',
  g722: 'g722',
  g729: 'g729a',
  ilbc: 'iLBC',
  opus: null,
} as const satisfies Readonly<Record<Codec, string | null>>;

/** The first that the phones have; undefined: none of them. */
export function preferredCodec(codecs: readonly Codec[]): string | undefined {
  return codecs.map((codec) => NAMES[codec]).find((name) => name !== null);
}

/** Undefined: no codec of an inventory is called so. */
export function codecOf(name: string): Codec | undefined {
  return CODECS.find((codec) => NAMES[codec] === name);
}
