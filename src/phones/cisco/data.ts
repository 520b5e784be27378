// The vendor's tables below templates/cisco, checked once and typed. Knows their shape, not their use.

import type { VendorData } from '../packs.js';
import { compileShape } from '../shape.js';
import { type ElementNode, growElements } from './element-tree.js';

export interface Zone {
  /** Standard time, minutes east of UTC; absent: a name the firmware knows, and no source tells more. */
  readonly offsetMinutes?: number;
  /** Why nobody can be sure of it. */
  readonly unproven?: string;
}

export interface ZoneTable {
  /** The year whose clocks the table was made for. */
  readonly year: number;
  /** By the vendor's exact name; it moves to daylight time if the name says so. */
  readonly zones: Readonly<Record<string, Zone>>;
  /** IANA name -> the vendor's name that shows the right time there all year. */
  readonly iana: Readonly<Record<string, string>>;
}

/** Folder names of language and tones on the TFTP server, by BCP 47 tag. */
export type LocaleTable = Readonly<
  Record<string, { readonly user: string; readonly network: string }>
>;

/** What an element or attribute may hold. */
export interface ElementRule {
  readonly type:
    | 'section'
    | 'text'
    | 'boolean'
    | 'integer'
    | 'enum'
    | 'host'
    | 'label'
    | 'time'
    | 'zone';
  readonly required?: boolean;
  /** May stand several times in its parent. */
  readonly many?: boolean;
  readonly min?: number;
  /** Largest integer, or longest text that a source vouches for. */
  readonly max?: number;
  /** Longest text that the phone has room for. */
  readonly limit?: number;
  readonly values?: readonly string[];
  /** The phone takes the values in any case. */
  readonly anyCase?: boolean;
  /** Known to make the phone refuse the file, not only the value. */
  readonly fatal?: boolean;
}

type ElementTable = Readonly<Record<string, ElementRule>>;

export interface CiscoData {
  /** By the digits on the phone, `7931`, `7941G-GE`. */
  readonly modelNumbers: Readonly<Record<string, number>>;
  readonly zones: ZoneTable;
  readonly locales: LocaleTable;
  /** Names that other firmware knows and 8.5 does not. */
  readonly laterElements: ReadonlySet<string>;
  /** Above the roots of all files. */
  readonly elements: ElementNode;
}

const text = { type: 'string', minLength: 1 };
const record = (properties: object, required: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const named = (values: object) => ({ type: 'object', additionalProperties: values });

const isZoneTable = compileShape<ZoneTable>(
  record(
    {
      year: { type: 'integer' },
      zones: named(record({ offsetMinutes: { type: 'integer' }, unproven: text }, [])),
      iana: named(text),
    },
    ['year', 'zones', 'iana'],
  ),
);
const isLocaleTable = compileShape<LocaleTable>(
  named(record({ user: text, network: text }, ['user', 'network'])),
);
const isElementTable = compileShape<ElementTable>(
  named(
    record(
      {
        type: {
          enum: [
            'section',
            'text',
            'boolean',
            'integer',
            'enum',
            'host',
            'label',
            'time',
            'zone',
          ] satisfies readonly ElementRule['type'][],
        },
        required: { const: true },
        many: { const: true },
        min: { type: 'integer' },
        max: { type: 'integer' },
        limit: { type: 'integer' },
        values: { type: 'array', items: text },
        anyCase: { const: true },
        fatal: { const: true },
      },
      ['type'],
    ),
  ),
);

const isNameList = compileShape<readonly string[]>({ type: 'array', items: text });
const isModelNumbers = compileShape<CiscoData['modelNumbers']>(named({ type: 'integer' }));

/** Throws if a table is missing or has another shape. */
export function readCiscoData(data: VendorData): CiscoData {
  return {
    modelNumbers: checked(data, 'model-numbers', isModelNumbers),
    laterElements: new Set(checked(data, 'later-elements', isNameList)),
    zones: checked(data, 'timezones', isZoneTable),
    locales: checked(data, 'locales', isLocaleTable),
    elements: growElements(checked(data, 'elements', isElementTable)),
  };
}

function checked<T>(data: VendorData, name: string, fits: (value: unknown) => value is T): T {
  const value = data(name);
  if (!fits(value)) throw new Error(`cisco/${name}.json has not the shape that the driver needs`);
  return value;
}
