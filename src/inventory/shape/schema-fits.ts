// What stands at a place and is no value of the wanted type, brought into the form of one: `rtp: 16384-32766` is
// `{ first: 16384, last: 32766 }`. Only where it is plain what is meant.

import { parseLease } from '../../core/duration.js';
import { flagMeant } from '../../core/flag-words.js';
import { parseIpv4 } from '../../core/ipv4.js';
import { rangeFault } from '../../core/ipv4-fault.js';
import { parseMac } from '../../core/mac.js';
import { ownOf } from '../../core/own.js';
import { beginsTooLow, parsePortRange } from '../../core/port-range.js';
import { FORMATS, isFormatName } from './formats.js';
import { wordFor } from './other-words.js';

/** What is read of a schema here; every other keyword is left aside. */
export interface Wanted {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly examples?: readonly string[];
  readonly format?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Wanted>>;
  readonly additionalProperties?: Wanted | boolean;
  readonly items?: Wanted;
  readonly oneOf?: readonly { readonly required?: readonly string[] }[];
}

export interface Spot {
  /** What people call it. */
  readonly name: string;
  /** What the file says there: a text, a number or a flag. */
  readonly data: unknown;
  /** Of the file, for what is referred to. */
  readonly schema: object;
}

/** As YAML has it: in quotes where it would be read as something else. */
export function written(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  const isPlain = /^[A-Za-z0-9_.][\w./@%+-]*$/.test(value) && !AS_OTHER.test(value);
  return isPlain ? value : JSON.stringify(value);
}

const AS_OTHER = /^(?:\d*\.?\d*|0[xo][\da-f]+|\d[\d.]*e\d+|true|false|null|yes|no|on|off)$/i;

/** Undefined: nobody knows what is meant. */
export function fitted(wanted: Wanted, spot: Spot): string | undefined {
  const { data } = spot;
  if (typeof data === 'object' && data !== null) return fittedText(wanted, spot);
  const isScalar =
    typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean';
  const type = [wanted.type ?? []].flat()[0] ?? '';
  return isScalar ? FITS[type]?.(wanted, spot) : undefined;
}

/** Of a list or a map of one value the value, and of two addresses the range between them. */
function fittedText(wanted: Wanted, { name, data }: Spot): string | undefined {
  const texts: readonly unknown[] = Object.values(Object(data));
  if (wanted.type !== 'string' || !texts.every((each) => typeof each === 'string'))
    return undefined;
  const text = texts.join('-');
  if (name === 'pool') return rangeFault(text) === undefined ? text : undefined;
  return texts.length === 1 && accepts(wanted, text) ? written(text) : undefined;
}

const FITS: Readonly<Record<string, (wanted: Wanted, spot: Spot) => string | undefined>> = {
  object: fittedMap,
  boolean: (_, { data }) => flagMeant(String(data))?.toString(),
  integer: fittedNumber,
  array: fittedEntries,
};

/** `"300"`, and of seconds `5m` and `1h`. */
function fittedNumber(wanted: Wanted, { data }: Spot): string | undefined {
  if (typeof data !== 'string') return undefined;
  const inSeconds = /seconds/i.test(wanted.description ?? '');
  const number = /^\d{1,9}$/.test(data)
    ? Number(data)
    : inSeconds
      ? parseLease(data.toLowerCase().replace(/^\s*(\d+)\s*([smhdw])[a-z]*\s*$/, '$1$2'))
      : undefined;
  const { minimum = -Infinity, maximum = Infinity } = wanted;
  if (number === undefined || number < minimum || number > maximum) return undefined;
  return /^\d+$/.test(data) ? `${number}, without quotes` : String(number);
}

/** Of a list of maps the one that is meant. */
function fittedEntries({ items }: Wanted, spot: Spot): string | undefined {
  const entry = items && resolved(items, spot.schema);
  if (entry?.type !== 'object') return undefined;
  const form = fittedMap(entry, spot);
  return form && `a list: [${form}]`;
}

/** Forms that people have for a whole map. */
const WHOLE: Readonly<Record<string, (text: string) => string | undefined>> = {
  rtp(text) {
    const range = parsePortRange(text.replaceAll(/\s/g, '').replace(/[:–—]|\.\.+/, '-'));
    if (range && beginsTooLow(range)) return '{ first: 16384, last: 32766 }';
    return range && `{ first: ${range.first}, last: ${range.last} }`;
  },
  nat: (text) =>
    FORMATS.host.judge(text) === undefined && flagMeant(text) === undefined
      ? `{ enabled: true, address: ${text} }`
      : undefined,
};

const HOST_AND_PORT = /^([^\s:]+):(\d{1,5})$/;

function fittedMap(wanted: Wanted, spot: Spot): string | undefined {
  const { name, data, schema } = spot;
  const whole = typeof data === 'string' ? ownOf(WHOLE, name)?.(data) : undefined;
  if (whole !== undefined) return whole;
  const { properties = {}, required = [], oneOf = [] } = wanted;
  const [, host = '', port = ''] = HOST_AND_PORT.exec(String(data)) ?? [];
  if (host !== '' && properties.host && properties.port && accepts(properties.host, host)) {
    return `{ host: ${host}, port: ${port} }`;
  }
  const first = [...required, ...oneOf.flatMap((each) => each.required ?? [])];
  const names = new Set([...first, ...Object.keys(properties)]);
  const flag = typeof data === 'string' ? flagMeant(data) : undefined;
  for (const each of names) {
    const inner = resolved(properties[each] ?? {}, schema);
    if (required.length > 0 && !required.includes(each)) return undefined;
    const value = inner.type === 'boolean' && flag !== undefined ? flag : data;
    const text = inner.type === 'string' && typeof value === 'number' ? String(value) : value;
    if (!accepts(inner, text)) continue;
    // What may be a name may as well be a password: `"7001": sesame`.
    const hidden = Object.keys(properties).find(isSecretIn(properties));
    const isDoubtful = isFree(inner) || (hidden !== undefined && required.includes(hidden));
    const secret = isDoubtful ? hidden : undefined;
    const field = secret ?? each;
    const others = required.filter((other) => other !== field).map((other) => `, ${other}: …`);
    return `{ ${field}: ${secret === undefined ? written(text) : '{ env: NAME }'}${others.join('')} }`;
  }
  return undefined;
}

/** Any text may stand there. */
function isFree({ enum: allowed, format, pattern, examples, type }: Wanted): boolean {
  const isText = [type ?? []].flat().includes('string');
  return isText && [allowed, format, pattern, examples].every((each) => each === undefined);
}

function isSecretIn(properties: Readonly<Record<string, Wanted>>): (name: string) => boolean {
  return (name) => properties[name]?.$ref?.endsWith('/secret') ?? false;
}

export function resolved(wanted: Wanted, schema: object): Wanted {
  const name = wanted.$ref?.split('/').at(-1);
  return name === undefined ? wanted : Object(Object(schema).$defs)[name];
}

const ADDRESSES: readonly ((text: string) => boolean)[] = [
  (text) => parseIpv4(text) !== undefined,
  (text) => parseMac(text) !== undefined,
];

function accepts(wanted: Wanted, value: unknown): boolean {
  const { type, enum: allowed, format, pattern, examples = [] } = wanted;
  const { minimum = -Infinity, maximum = Infinity } = wanted;
  if (allowed !== undefined) return allowed.includes(value);
  const types = [type ?? []].flat();
  if (typeof value === 'number') {
    return (
      types.includes('integer') && Number.isInteger(value) && value >= minimum && value <= maximum
    );
  }
  if (typeof value === 'boolean') return types.includes('boolean');
  if (typeof value !== 'string' || !types.includes('string')) return false;
  if (typeof format === 'string' && isFormatName(format)) {
    return FORMATS[format].judge(value) === undefined;
  }
  // Addresses have a judge of their own, which the schema does not name.
  const parse = ADDRESSES.find((each) => examples.length > 0 && examples.every(each));
  if (parse) return parse(value);
  return pattern === undefined || new RegExp(pattern, 'u').test(value);
}

/** One value of a list, in the word for it here; undefined: it can be none. */
export function fittedItem(field: string, items: Wanted, text: string): string | undefined {
  if (items.enum) {
    const word = wordFor(field, text, items.enum.map(String));
    return word;
  }
  return accepts(items, text) ? written(text) : undefined;
}
