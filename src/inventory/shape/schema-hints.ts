// What the schema wants at a place, as something to write.

import { parseIpv4 } from '../../core/ipv4.js';
import { nearestName } from '../../findings/near.js';
import { FORMATS, isFormatName } from './formats.js';
import type { Misfit } from './schema-error-facts.js';

/** What is read of a schema here; every other keyword is left aside. */
interface Wanted {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly examples?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: object;
  readonly items?: unknown;
  readonly oneOf?: readonly { readonly required?: readonly string[] }[];
}

/** `write a whole number from 1 to 65535`. `data`: what stands there now. */
export function hintFor(schema: unknown, data?: unknown): string {
  return (
    hintForListed(schema, data) ?? hintForQuoted(schema, data) ?? `write ${formOf(Object(schema))}`
  );
}

function formOf(wanted: Wanted): string {
  if (wanted.enum) return `one of: ${wanted.enum.join(', ')}`;
  if (wanted.const !== undefined) return String(wanted.const);
  const types = [wanted.type ?? []].flat();
  const form = FORMS.find(({ type }) => types.includes(type))?.form;
  return form?.(wanted) ?? 'it as docs/inventory.md says';
}

/** The first that a schema allows is the one to propose. */
const FORMS: readonly { readonly type: string; readonly form: (wanted: Wanted) => string }[] = [
  { type: 'object', form: mapForm },
  { type: 'array', form: listForm },
  { type: 'boolean', form: () => 'true or false, without quotes' },
  { type: 'integer', form: numberForm },
  { type: 'number', form: numberForm },
  { type: 'string', form: textForm },
];

function mapForm({ required, oneOf, properties }: Wanted): string {
  const name = required?.[0] ?? oneOf?.[0]?.required?.[0] ?? Object.keys(properties ?? {})[0];
  return name === undefined ? 'a map: { NAME: … }' : `a map: { ${name}: … }`;
}

function listForm({ items }: Wanted): string {
  const { enum: allowed, examples, type }: Wanted = Object(items);
  if (type === 'object') return 'a list: a dash in front of each entry';
  return `a list: [${allowed?.[0] ?? examples?.[0] ?? '…'}, …]`;
}

function numberForm({ minimum, maximum }: Wanted): string {
  const what = 'a whole number';
  if (minimum !== undefined && maximum !== undefined)
    return `${what} from ${minimum} to ${maximum}`;
  return minimum === undefined ? what : `${what} from ${minimum}`;
}

function textForm({ examples }: Wanted): string {
  return examples === undefined ? 'a text' : `a text, for example ${examples.join(' or ')}`;
}

/** What people put between several values of one text. */
const BETWEEN = /[\s,;|]+/;

/** Of a text where a list is wanted: the list of what is in it, if that can stand there. */
function hintForListed(schema: unknown, data: unknown): string | undefined {
  const { type, items }: Wanted = Object(schema);
  if (type !== 'array' || typeof data !== 'string') return undefined;
  const {
    type: itemType,
    format,
    enum: allowed,
  }: Wanted & { readonly format?: unknown } = Object(items);
  const values = data.split(BETWEEN).filter((each) => each !== '');
  // What has no form is a name or, in other lists, an address.
  const plain = (each: string) => /^[A-Za-z_][\w-]*$/.test(each) || parseIpv4(each) !== undefined;
  const judge =
    typeof format === 'string' && isFormatName(format) ? FORMATS[format].judge : undefined;
  const fits = (each: string) =>
    judge ? judge(each) === undefined : allowed ? allowed.includes(each) : plain(each);
  const isList = itemType === 'string' || allowed !== undefined;
  return isList && values.length > 0 && values.every(fits)
    ? `write a list: [${values.join(', ')}]`
    : undefined;
}

/** Of a number in quotes. */
function hintForQuoted(schema: unknown, data: unknown): string | undefined {
  const { type, minimum = -Infinity, maximum = Infinity }: Wanted = Object(schema);
  if (type !== 'integer' || typeof data !== 'string' || !/^\d{1,9}$/.test(data)) return undefined;
  const number = Number(data);
  return number >= minimum && number <= maximum ? `write ${number}, without quotes` : undefined;
}

/** Under `raw`, where a path leads step by step and is written as one. */
export function hintForPath(name: string, data: object): string {
  const [inner = 'NAME'] = Object.keys(data);
  return `write the whole path in one: "${name}/${inner}": …`;
}

/** Somebody may be called Null, and no model or address is. */
const FREE_TEXT = /name|label|text/i;

/** Quotes alone do not help where the text is not one that can stand here. */
export function hintForUnquoted({ error, name }: Misfit, written: string): string {
  if (error.data === null && !FREE_TEXT.test(name)) {
    return `${hintFor(error.parentSchema)}, or remove the name`;
  }
  const { format, enum: allowed }: { format?: unknown; enum?: readonly unknown[] } = Object(
    error.parentSchema,
  );
  const judge =
    typeof format === 'string' && isFormatName(format) ? FORMATS[format].judge : undefined;
  const near = allowed && nearestName(written, allowed.map(String));
  if (near !== undefined) return `write ${near}`;
  return judge?.(written)?.hint ?? `quote it: "${written}"`;
}
