// A phone as texts: whole enough to make its files from, wherever that is done. What many phones have in common is one text.

import { oncePer, oncePerKey } from '../core/once-per.js';
import { onceWhileSame } from '../core/once-while-same.js';
import type { Key, Pbx, Phone, PhoneSurroundings } from '../site/site.js';
import { fromPlainText, NOWHERE, type PlaceToFind, toPlainText } from './plain-text.js';

export interface PackedPhone {
  /** All but what is shared. */
  readonly own: string;
  /**
   * Parts that phones of the same model and groups have as one object: settings, raw, options, chosen, the other fields
   * that are mostly the same, and behind these the PBXes of its lines.
   */
  readonly shared: readonly string[];
}

/** Each of these has one value for most phones of a model, or is one object for them. */
const COMMON = [
  'model',
  'groups',
  'format',
  'csta',
  'timeZone',
  'locale',
  'ntp',
  'dateFormat',
  'codecs',
  'nat',
  'rtp',
  'takenAwayKeys',
  'firmware',
] as const satisfies readonly (keyof Phone)[];
type Common = Pick<Phone, (typeof COMMON)[number]>;

/** Combinations of these whose texts are kept: a phone may have one that no other has. */
const MAX_COMMON = 32;

/** Equal phones give equal texts, wherever they were written. */
export function createPacker(): (phone: Phone) => PackedPhone {
  const textOf = oncePer(toPlainText);
  const commonOf = onceWhileSame<Common, string>(
    COMMON,
    (phone) => toPlainText(Object.fromEntries(COMMON.map((name) => [name, phone[name]]))),
    MAX_COMMON,
  );
  return (phone) => {
    const { mac, label, address, adminPassword, settings, raw, options, chosen } = phone;
    const pbxes: Pbx[] = [];
    const keys = phone.keys.map((key) => packKey(key, pbxes));
    return {
      own: toPlainText({ mac, label, address, adminPassword, keys }),
      shared: [
        textOf(settings),
        textOf(raw),
        textOf(options),
        textOf(chosen),
        commonOf(phone),
        ...pbxes.map(textOf),
      ],
    };
  };
}

/** A line has the number of its PBX, which is put into the list. */
function packKey(key: Key, pbxes: Pbx[]): object {
  if (key.type !== 'line') return key;
  const { pbx } = key.line;
  const known = pbxes.indexOf(pbx);
  const index = known === -1 ? pbxes.push(pbx) - 1 : known;
  return { ...key, line: { ...key.line, pbx: index } };
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

/** As `packKey` leaves them, and texts make them. */
interface PackedOwn extends Pick<Phone, 'mac' | 'label' | 'address' | 'adminPassword'> {
  readonly keys: readonly { readonly line?: { pbx: number | Pbx } }[];
}

/** Phones from one unpacker that had one object in common have one again, as long as these are not too many. */
export function createUnpacker(): (packed: PackedPhone) => Phone {
  const partOf = oncePerKey(fromPlainText, MAX_SHARED);
  return ({ own, shared }) => {
    const [settings = '', raw = '', options = '', chosen = '', common = '', ...pbxes] = shared;
    const { mac, label, address, adminPassword, keys }: PackedOwn = Object(fromPlainText(own));
    // Nobody else has these objects yet.
    for (const { line } of keys) {
      if (line) line.pbx = partOf(pbxes[Number(line.pbx)] ?? '') as Pbx;
    }
    return {
      ...pattern(partOf(common) as object),
      mac,
      label,
      ...(address !== undefined && { address }),
      ...(adminPassword && { adminPassword }),
      keys: keys as unknown as Phone['keys'],
      settings: partOf(settings) as Phone['settings'],
      raw: partOf(raw) as Phone['raw'],
      options: partOf(options) as Phone['options'],
      chosen: partOf(chosen) as Phone['chosen'],
    };
  };
}

/** To be copied for each phone. Replacing values in a copy takes V8 a hundredth of the time that it takes to add names. */
const pattern = oncePer((common: object): Phone => {
  const unfilled = { mac: '', label: '', keys: [], settings: {}, raw: {}, options: [], chosen: {} };
  return { ...(common as Common), ...unfilled, ...UNASKED } as unknown as Phone;
});

export function packSurroundings({ servers, sections, directory }: PhoneSurroundings): string {
  return toPlainText({ servers, sections, ...(directory && { directory }) });
}

export function unpackSurroundings(text: string): PhoneSurroundings {
  return Object(fromPlainText(text));
}
