// The vendor's tables under templates/fanvil as types, and the check that the files have that shape.

import type { Codec, DateFormat, Transport } from '../../../site/site.js';
import type { VendorData } from '../../packs/packs.js';
import { compileShape } from '../../packs/shape.js';
import { readTimeZones, type TimeZoneTable } from '../../time-zones.js';

/** How a file writes settings: txt of the older or the newer phones, or dotted names. */
export type TxtFormName = 'A' | 'B';
export type FormName = TxtFormName | 'dotted';

/** One thing that we set, under each form's own name. A form without a name has no evidence of one. */
export interface KeyRow {
  readonly name: string;
  /** For messages: "the transport". */
  readonly title: string;
  /** `MODULE/Section/Key` or `MODULE/Key`, with `{n}`, `{page}` and `{slot}` for numbers. */
  readonly A?: string;
  readonly B?: string;
  readonly dotted?: string;
  /** What the phone holds when it comes from the box. */
  readonly factory?: string;
  /** Nobody misses it where a form has no name for it. */
  readonly optional?: boolean;
  readonly secret?: boolean;
  /** An address at which a phone calls someone. */
  readonly server?: boolean;
  /** Where the names come from, if not from phones' own exports. */
  readonly source?: string;
}

export interface Section {
  readonly name: string;
  readonly heading: string;
}

export interface ModuleLayout {
  readonly name: string;
  readonly sections: readonly Section[];
}

interface FormBase {
  readonly version: string;
  readonly firstLine: string;
  readonly eol: string;
  /** Also keys without a purpose are written, so that what stood on them goes. */
  readonly allKeys: boolean;
  readonly codecs: Readonly<Partial<Record<Codec, string>>>;
  /** By language, or by locale where a language is not enough. */
  readonly languages: Readonly<Record<string, string>>;
  readonly dates: Readonly<Partial<Record<DateFormat['order'], string>>>;
}

export interface TxtForm extends FormBase {
  readonly name: TxtFormName;
  readonly dst: { readonly off: string; readonly rule: string; readonly byWeek: string };
  /** Characters of the first line, before its line end. */
  readonly headerWidth: number;
  readonly trailer: string;
  /** Where the colon stands, counted from 0. */
  readonly column: number;
  /** Numbered names, `SIP1 …`, whose rest alone is padded to the column. */
  readonly families: readonly string[];
  /** In the order of phones' own exports. */
  readonly modules: readonly ModuleLayout[];
}

/** All settings in one list, each name unlike that of the same thing in txt files. */
export interface DottedForm extends FormBase {
  readonly name: 'dotted';
}

export type Form = TxtForm | DottedForm;

export interface KeyType {
  readonly type: string;
  readonly value: string;
}

export interface Layout {
  readonly transports: Readonly<Record<Transport, string>>;
  readonly functionKeys: Readonly<
    Record<'none' | 'line' | 'speedDial' | 'blf' | 'blfPickup', KeyType>
  >;
  readonly forms: { readonly A: TxtForm; readonly B: TxtForm; readonly dotted: DottedForm };
}

/** Names seen in phones' files; `number`: always with a whole number. */
export interface KnownSection {
  readonly text?: readonly string[];
  readonly number?: readonly string[];
  /** Where the colon stands if not where the form's rule puts it. */
  readonly columns?: Readonly<Record<string, number>>;
}

export type KnownModules = Readonly<Record<string, Readonly<Record<string, KnownSection>>>>;

export interface KnownKeyLists {
  readonly A: KnownModules;
  readonly B: KnownModules;
  readonly dotted: readonly string[];
}

/** What phones call a zone, by quarter-hours from UTC. */
export type ZoneNames = Readonly<Record<string, string>>;

export interface FanvilData {
  readonly rows: readonly KeyRow[];
  readonly layout: Layout;
  readonly known: KnownKeyLists;
  readonly zoneNames: ZoneNames;
  readonly timeZones: TimeZoneTable;
}

const text = { type: 'string' };
const flag = { type: 'boolean' };
const number = { type: 'integer' };
const texts = { type: 'array', items: text };
const mapOf = (values: object) => ({ type: 'object', additionalProperties: values });
const listOf = (items: object) => ({ type: 'array', items });
const record = (properties: object, ...optional: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

const KEY_ROW = record(
  {
    name: text,
    title: text,
    ...{ A: text, B: text, dotted: text, factory: text, source: text },
    ...{ optional: flag, secret: flag, server: flag },
  },
  ...['A', 'B', 'dotted', 'factory', 'source', 'optional', 'secret', 'server'],
);
const FORM = {
  ...{ version: text, firstLine: text, eol: text, allKeys: flag },
  ...{ codecs: mapOf(text), languages: mapOf(text), dates: mapOf(text) },
};
const txtForm = (name: TxtFormName) =>
  record({
    name: { const: name },
    ...FORM,
    dst: record({ off: text, rule: text, byWeek: text }),
    headerWidth: number,
    trailer: text,
    column: number,
    families: texts,
    modules: listOf(
      record({ name: text, sections: listOf(record({ name: text, heading: text })) }),
    ),
  });
const KEY_TYPE = record({ type: text, value: text });
const LAYOUT = record({
  transports: record({ udp: text, tcp: text, tls: text }),
  functionKeys: record({
    ...{ none: KEY_TYPE, line: KEY_TYPE, speedDial: KEY_TYPE, blf: KEY_TYPE, blfPickup: KEY_TYPE },
  }),
  forms: record({
    ...{ A: txtForm('A'), B: txtForm('B') },
    dotted: record({ name: { const: 'dotted' }, ...FORM }),
  }),
});
const KNOWN_MODULES = mapOf(
  mapOf(
    record({ text: texts, number: texts, columns: mapOf(number) }, 'text', 'number', 'columns'),
  ),
);
const KNOWN = record({ A: KNOWN_MODULES, B: KNOWN_MODULES, dotted: texts });

const isKeys = compileShape<{ readonly rows: readonly KeyRow[] }>(
  record({ source: text, rows: listOf(KEY_ROW) }),
);
const isLayout = compileShape<Layout>(LAYOUT);
const isKnown = compileShape<KnownKeyLists>(KNOWN);
const isZoneNames = compileShape<{ readonly names: ZoneNames }>(
  record({ source: text, names: mapOf(text) }),
);

/** Throws if a table is missing or has another shape. */
export function readFanvilData(data: VendorData): FanvilData {
  return {
    rows: checked(data, 'keys', isKeys).rows,
    layout: checked(data, 'layout', isLayout),
    known: checked(data, 'known-keys', isKnown),
    zoneNames: checked(data, 'zone-names', isZoneNames).names,
    timeZones: readTimeZones(data),
  };
}

function checked<T>(data: VendorData, name: string, fits: (value: unknown) => value is T): T {
  const value = data(name);
  if (!fits(value)) throw new Error(`fanvil/${name}.json has not the shape that the driver needs`);
  return value;
}
