// A phone as texts: whole enough to make its files from, wherever that is done. What many phones have in common is one text.

import { oncePer, oncePerKey } from '../core/once-per.js';
import type { Phone, PhoneSurroundings } from '../site/site.js';
import { fromPlainText, NOWHERE, type PlaceToFind, toPlainText } from './plain-text.js';

export interface PackedPhone {
  /** All but what is shared. */
  readonly own: string;
  /** Parts that phones of the same model and groups have as one object: settings, raw, options and chosen. */
  readonly shared: readonly string[];
}

/** Equal phones give equal texts, wherever they were written. */
export function createPacker(): (phone: Phone) => PackedPhone {
  const textOf = oncePer(toPlainText);
  return (phone) => {
    const { saidAt: _s, placeOf: _p, isOwn: _o, settings, raw, options, chosen, ...own } = phone;
    return {
      own: toPlainText(own),
      shared: [textOf(settings), textOf(raw), textOf(options), textOf(chosen)],
    };
  };
}

/** What a phone can be asked has no text. */
type Asked = {
  [Name in keyof Phone]-?: Phone[Name] extends (...words: never[]) => unknown ? Name : never;
}[keyof Phone];

/** Whoever makes files has no use for places; a finding about one is put in its place by who asked for the file. */
const UNASKED = {
  saidAt: () => undefined,
  placeOf: (...path) => {
    const asked: PlaceToFind = { ...NOWHERE, path };
    return asked;
  },
  isOwn: () => false,
} as const satisfies Pick<Phone, Asked>;

/** Texts that are kept: a phone may have settings that no other has. */
const MAX_SHARED = 256;

/** Phones from one unpacker that had one object in common have one again, as long as these are not too many. */
export function createUnpacker(): (packed: PackedPhone) => Phone {
  const partOf = oncePerKey(fromPlainText, MAX_SHARED);
  return ({ own, shared }) => {
    const [settings = '', raw = '', options = '', chosen = ''] = shared;
    // Written out, for copying it name by name takes longer than reading the text.
    return {
      ...Object(fromPlainText(own)),
      settings: partOf(settings),
      raw: partOf(raw),
      options: partOf(options),
      chosen: partOf(chosen),
      ...UNASKED,
    };
  };
}

export function packSurroundings({ servers, sections }: PhoneSurroundings): string {
  return toPlainText({ servers, sections });
}

export function unpackSurroundings(text: string): PhoneSurroundings {
  return Object(fromPlainText(text));
}
