// The vendor's tables under templates/fanvil that all forms of file share, as types, and the check of their shape.

import type { Transport } from '../../../site/site.js';
import type { VendorData } from '../../packs/packs.js';
import { compileShape } from '../../packs/shape.js';
import { readTimeZones, type TimeZones } from '../../time-zones.js';
import { badShape, checked, flag, holding, listOf, mapOf, record, text } from './shape-parts.js';

/** One thing that we set, under each form's own name. */
export interface KeyRow {
  readonly name: string;
  /** For messages: "the transport". */
  readonly title: string;
  /**
   * By spelling (src/phones/fanvil/forms/form.ts), with `{n}`, `{page}` and `{slot}` for numbers. One without a name has
   * no evidence of one.
   */
  readonly names: Readonly<Record<string, string>>;
  /** What the phone holds when it comes from the box. */
  readonly factory?: string;
  /** Nobody misses it where a form has no name for it. */
  readonly optional?: boolean;
  readonly secret?: boolean;
  /** Where the names come from, if not from phones' own exports. */
  readonly source?: string;
}

export interface KeyType {
  readonly type: string;
  readonly value: string;
}

/** What the same values mean in every form. */
export interface Values {
  readonly transports: Readonly<Record<Transport, string>>;
  readonly functionKeys: Readonly<
    Record<'none' | 'line' | 'speedDial' | 'blf' | 'blfPickup', KeyType>
  >;
}

/** What phones call a zone, by quarter-hours from UTC. */
export type ZoneNames = Readonly<Record<string, string>>;

export interface FanvilData {
  readonly rows: readonly KeyRow[];
  readonly values: Values;
  readonly zoneNames: ZoneNames;
  readonly timeZones: TimeZones;
}

const ROW = {
  ...{ name: text, title: text, factory: text, source: text },
  ...{ optional: flag, secret: flag },
};
const KEY_TYPE = record({ type: text, value: text });

/** A row as it is written: the names stand among the rest. */
type WrittenRow = Omit<KeyRow, 'names'>;

const isKeys = compileShape<{ readonly rows: readonly WrittenRow[] }>(
  holding({
    source: text,
    rows: listOf({
      ...record(ROW, 'factory', 'source', 'optional', 'secret'),
      additionalProperties: text,
    }),
  }),
);
const isValues = compileShape<Values>(
  record({
    transports: record({ udp: text, tcp: text, tls: text }),
    functionKeys: record({
      ...{
        none: KEY_TYPE,
        line: KEY_TYPE,
        speedDial: KEY_TYPE,
        blf: KEY_TYPE,
        blfPickup: KEY_TYPE,
      },
    }),
    // Each is for its form to read.
    forms: mapOf({ type: 'object' }),
  }),
);
const isZoneNames = compileShape<{ readonly names: ZoneNames }>(
  record({ source: text, names: mapOf(text) }),
);

/** `spellings`: those that a row may have a name in. Throws if a table is missing or has another shape. */
export function readFanvilData(data: VendorData, spellings: readonly string[]): FanvilData {
  return {
    rows: checked(data, 'keys', isKeys).rows.map((row) => keyRow(row, spellings)),
    values: checked(data, 'layout', isValues),
    zoneNames: checked(data, 'zone-names', isZoneNames).names,
    timeZones: readTimeZones(data),
  };
}

function keyRow(row: WrittenRow, spellings: readonly string[]): KeyRow {
  const isName = (entry: readonly [string, unknown]): entry is [string, string] =>
    !(entry[0] in ROW);
  const names = Object.entries(row).filter(isName);
  if (names.some(([spelling]) => !spellings.includes(spelling))) throw badShape('keys');
  return { ...row, names: Object.fromEntries(names) };
}
