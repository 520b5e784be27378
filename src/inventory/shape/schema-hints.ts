// What the schema wants at a place, as something to write.

import {
  FIRST_CODE,
  LAST_CODE,
  OF_NUMBERS,
  optionForm,
  optionListForm,
} from '../resolve/option-fault.js';
import { FORMATS, isFormatName } from './formats.js';
import { wordFor } from './other-words.js';
import type { Misfit } from './schema-error-facts.js';
import { fitted, fittedItem, resolved, type Spot, type Wanted } from './schema-fits.js';
import { nameFor } from './schema-level.js';

/** `write a whole number from 1 to 65535`; of what stands there now, where it says what is meant: `write { host: a }`. */
export function hintFor({ error, name, schema, path }: Misfit): string {
  const { data } = error;
  const wanted: Wanted = Object(error.parentSchema);
  const option = path.at(-2) === 'options' ? optionHint(Number(name), data) : belowZero(path, data);
  const listed = hintForListed(wanted, { name, data, schema });
  const one = hintForOne(wanted, data);
  const form = fitted(wanted, { name, data, schema });
  return option ?? listed ?? one ?? `write ${form ?? formOf(wanted, { name, schema })}`;
}

function optionHint(code: number, data: unknown): string | undefined {
  if (typeof data === 'object' && !Array.isArray(data)) return undefined;
  if (code < FIRST_CODE || code > LAST_CODE) return OF_NUMBERS;
  const form = Array.isArray(data)
    ? optionListForm(code, data)
    : optionForm(code, data as string | number | boolean);
  return form && `write ${form}`;
}

/** `2: { u32: -18000 }`: the only form for what may be below zero is without a sign. */
function belowZero(path: Misfit['path'], data: unknown): string | undefined {
  const isNumber = path.at(-1) === 'u32' && path.at(-3) === 'options' && typeof data === 'number';
  if (!isNumber || data >= 0) return undefined;
  const form = optionForm(Number(path.at(-2)), data);
  return form && `write ${form}`;
}

/** What the form of a value depends on, besides its schema. */
type Around = Pick<Misfit, 'name' | 'schema'>;

function formOf(wanted: Wanted, around: Around): string {
  if (wanted.enum) return `one of: ${wanted.enum.join(', ')}`;
  if (wanted.const !== undefined) return String(wanted.const);
  const types = [wanted.type ?? []].flat();
  const form = FORMS.find(({ type }) => types.includes(type))?.form;
  return form?.(wanted, around) ?? 'a text: "…"';
}

/** The first that a schema allows is the one to propose. */
const FORMS: readonly {
  readonly type: string;
  readonly form: (wanted: Wanted, around: Around) => string;
}[] = [
  { type: 'object', form: mapForm },
  { type: 'array', form: listForm },
  { type: 'boolean', form: () => 'true or false, without quotes' },
  { type: 'integer', form: numberForm },
  { type: 'number', form: numberForm },
  { type: 'string', form: textForm },
];

function mapForm(wanted: Wanted, around: Around): string {
  return `a map: ${mapOf(wanted, around)}`;
}

function mapOf(wanted: Wanted, { name: map, schema }: Around): string {
  const { required, oneOf, properties, additionalProperties } = wanted;
  const first = required?.[0] ?? oneOf?.[0]?.required?.[0] ?? Object.keys(properties ?? {})[0];
  if (first !== undefined) return `{ ${first}: … }`;
  const entry = typeof additionalProperties === 'object' ? additionalProperties : {};
  const { type, ...inner } = resolved(entry, schema);
  const isMap = [type ?? []].flat()[0] === 'object';
  return `{ ${nameFor(map)}: ${isMap ? mapOf(inner, { name: '', schema }) : '…'} }`;
}

function listForm({ items = {} }: Wanted, { schema }: Around): string {
  const { enum: allowed, examples, type } = resolved(items, schema);
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
function hintForListed(wanted: Wanted, { name, data, schema }: Spot): string | undefined {
  if (wanted.type !== 'array' || typeof data !== 'string') return undefined;
  const items = resolved(wanted.items ?? {}, schema);
  if (items.type !== 'string' && items.enum === undefined) return undefined;
  const texts = data.split(BETWEEN).filter((each) => each !== '');
  const values = texts.flatMap((each) => fittedItem(name, items, each) ?? []);
  const fit = values.length === texts.length && values.length > 0;
  return fit ? `write a list: [${values.join(', ')}]` : undefined;
}

/** Of a list of texts where one is wanted: what the judge of that one says of several. */
function hintForOne({ format }: Wanted, data: unknown): string | undefined {
  if (typeof format !== 'string' || !isFormatName(format)) return undefined;
  const isSeveral = Array.isArray(data) && data.length > 1;
  return isSeveral ? FORMATS[format].judge(data.join(','))?.hint : undefined;
}

/** What is told in place of this of a column whose cells should be maps. */
export function aboutColumn(misfit: Misfit): { message: string; hint: string } | undefined {
  const hint = misfit.source.untyped ? hintForColumn(misfit) : undefined;
  const column = misfit.path.slice(2).join('.');
  const message = `the column "${column}" is of a whole map, and a cell is one value`;
  return hint === undefined ? undefined : { message, hint };
}

/** Of a column whose cells should be maps: those of their fields. Undefined: it is another column. */
function hintForColumn({ error, path }: Misfit): string | undefined {
  const { type, properties = {} }: Wanted = Object(error.parentSchema);
  const { oneOf }: Wanted = Object(Object(error.parentSchema).then);
  if (![type ?? []].flat().includes('object')) return undefined;
  const kinds = oneOf?.flatMap(({ required }) => required ?? []) ?? Object.keys(properties);
  const names = kinds.map((each) => [...path.slice(2), each].join('.'));
  const last = names.pop();
  if (last === undefined) return undefined;
  return `name the column ${names.length > 0 ? `${names.join(', ')} or ${last}` : last}`;
}

/** Under `raw`, where a path leads step by step and is written as one. */
export function hintForPath(name: string, data: object): string {
  const [inner = 'NAME'] = Object.keys(data);
  return `write the whole path in one: "${name}/${inner}": …`;
}

/** Somebody may be called Null, and no model or address is. */
const FREE_TEXT = /name|label|text/i;

/** Quotes alone do not help where the text is not one that can stand here. */
export function hintForUnquoted(misfit: Misfit, written: string): string {
  const { error, name } = misfit;
  if (error.data === null && !FREE_TEXT.test(name)) {
    return `${hintFor(misfit)}, or remove the name`;
  }
  const { format, enum: allowed }: { format?: unknown; enum?: readonly unknown[] } = Object(
    error.parentSchema,
  );
  const judge =
    typeof format === 'string' && isFormatName(format) ? FORMATS[format].judge : undefined;
  const near = allowed && wordFor(name, written, allowed.map(String));
  if (near !== undefined) return `write ${near}`;
  return judge?.(written)?.hint ?? `quote it: "${written}"`;
}
