// The vendor's tables below templates/cisco, checked once and typed. Knows their shape, not their use.

import type { VendorData } from '../../packs/packs.js';
import { compileShape } from '../../packs/shape.js';
import {
  readTimeZones,
  TIME_ZONE_PROPERTIES,
  type TimeZone,
  type TimeZones,
} from '../../time-zones.js';
import {
  ELEMENT_KINDS,
  type ElementNode,
  type ElementRule,
  type ElementTree,
  growElements,
  PASSED_OVER,
} from './element-tree.js';
import type { FirmwareStepRow } from './firmware-steps.js';
import { SOURCES } from './sources.js';
import type { TrainTable } from './trains.js';

/** Without minutes: a name that the firmware knows, and no source tells more. */
export interface Zone extends Partial<Omit<TimeZone, 'shift'>> {
  /** IANA names that have this one although another of the same clock stands before it. */
  readonly of?: readonly string[];
  /** The IANA name that CLDR (windowsZones) has for Microsoft's zone of this name. */
  readonly place?: string;
  /** Why nobody can be sure of it. */
  readonly unproven?: string;
}

/** By the vendor's exact name. It moves to daylight time if the name says so; without `summer` nobody knows when. */
export type ZoneTable = Readonly<Record<string, Zone>>;

/** Folder names of language and tones on the TFTP server, by BCP 47 tag. */
export type LocaleTable = Readonly<
  Record<string, { readonly user: string; readonly network: string }>
>;

type ElementTable = Readonly<Record<string, ElementRule>>;

export interface CiscoData {
  /** By the digits on the phone, `7931`, `7941G-GE`. */
  readonly modelNumbers: Readonly<Record<string, number>>;
  readonly zones: ZoneTable;
  readonly timeZones: TimeZones;
  readonly locales: LocaleTable;
  readonly trains: TrainTable;
  readonly firmwareSteps: readonly FirmwareStepRow[];
  /** Above the roots of all files. */
  readonly elements: ElementNode;
  /** By name, wherever they are in the file. */
  readonly elementNames: Pick<ElementTree, 'places' | 'ofOthers'>;
  /** Above the roots of files that few people have: no start needs them. Read when first asked for. */
  sideElements(): ElementNode;
  softKeys(): SoftKeyTable;
}

/** What published files and those who describe them say of soft keys. */
export interface SoftKeyTable {
  /** By keyID. */
  readonly keys: Readonly<Record<string, SoftKeyNumbers>>;
  /** By id of a set: the state of a call. */
  readonly states: Readonly<Record<string, SoftKeyState>>;
}

export interface SoftKeyNumbers {
  readonly tag: number;
  readonly eventID: number;
  readonly helpID: number;
}

export interface SoftKeyState {
  /** Absent: nobody says which it may have. */
  readonly keys?: readonly string[];
  /** Without this one the state is not to be. */
  readonly needs?: string;
}

const text = { type: 'string', minLength: 1 };
const record = (properties: object, required: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const named = (values: object) => ({ type: 'object', additionalProperties: values });

const { minutes, summer } = TIME_ZONE_PROPERTIES;
const isZones = compileShape<{ readonly zones: ZoneTable }>(
  record(
    {
      zones: named(
        record(
          { minutes, summer, of: { type: 'array', items: text }, place: text, unproven: text },
          [],
        ),
      ),
    },
    ['zones'],
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
          enum: ELEMENT_KINDS,
        },
        required: { const: true },
        filled: { const: true },
        expected: { const: true },
        many: { const: true },
        most: { type: 'integer' },
        has: { type: 'array', items: text },
        min: { type: 'integer' },
        max: { type: 'integer' },
        limit: { type: 'integer' },
        values: { type: 'array', items: text },
        anyCase: { const: true },
        fatal: { const: true },
        means: named(text),
        default: { type: 'string' },
        group: { const: true },
        only: record({ from: text, models: { type: 'array', items: text } }, []),
        passed: { enum: PASSED_OVER },
        source: { type: 'array', items: { enum: Object.keys(SOURCES) }, minItems: 1 },
      },
      ['type', 'source'],
    ),
  ),
);

const isTrains = compileShape<TrainTable>({
  type: 'array',
  items: record({ name: text, loads: text }, ['name', 'loads']),
  minItems: 1,
});
const version = { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' };
const isFirmwareSteps = compileShape<CiscoData['firmwareSteps']>({
  type: 'array',
  items: record(
    {
      ...{ below: version, beyond: version, through: version },
      sources: { type: 'array', items: { enum: Object.keys(SOURCES) }, minItems: 1 },
    },
    ['below', 'beyond', 'through', 'sources'],
  ),
});
const isModelNumbers = compileShape<CiscoData['modelNumbers']>(named({ type: 'integer' }));

const numbers = {
  tag: { type: 'integer' },
  eventID: { type: 'integer' },
  helpID: { type: 'integer' },
};
const isSoftKeys = compileShape<SoftKeyTable>(
  record(
    {
      keys: named(record(numbers, Object.keys(numbers))),
      states: named(record({ keys: { type: 'array', items: text }, needs: text }, [])),
    },
    ['keys', 'states'],
  ),
);

/** Throws if a table is missing or has another shape. */
export function readCiscoData(data: VendorData): CiscoData {
  const trains = checked(data, 'trains', isTrains);
  const { root, ...elementNames } = growElements(checkedElements(data, trains));
  return {
    trains,
    firmwareSteps: checked(data, 'firmware-steps', isFirmwareSteps),
    modelNumbers: checked(data, 'model-numbers', isModelNumbers),
    zones: checked(data, 'zones', isZones).zones,
    timeZones: readTimeZones(data),
    locales: checked(data, 'locales', isLocaleTable),
    elements: root,
    elementNames,
    sideElements: once(() => growElements(checked(data, 'side-elements', isElementTable)).root),
    softKeys: once(() => checked(data, 'soft-keys', isSoftKeys)),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Throws if a row names a train that there is not, for it would be foreign to none. */
function checkedElements(data: VendorData, trains: TrainTable): ElementTable {
  const table = checked(data, 'elements', isElementTable);
  for (const [path, { only }] of Object.entries(table)) {
    if (only?.from !== undefined && !trains.some(({ name }) => name === only.from)) {
      throw new Error(`cisco/elements.json: ${path} names a train that trains.json does not have`);
    }
  }
  return table;
}

function checked<T>(data: VendorData, name: string, fits: (value: unknown) => value is T): T {
  const value = data(name);
  if (!fits(value)) throw new Error(`cisco/${name}.json has not the shape that the driver needs`);
  return value;
}
