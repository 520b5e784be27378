// The schema as values are checked by it, which takes half the time: what is written for editors alone is not asked, and
// what only few phones have is asked of those.

import { RULE_CHECKED } from './schema.js';

type Schema = Readonly<Record<string, unknown>>;

/** Tells the same as `schema` of every value, but for errors that are echoes (`isEcho`) and the paths in the schema. */
export function checkedSchema(schema: object): object {
  return lean(schema as Schema);
}

function lean(schema: Schema): Schema {
  const entries = Object.entries(schema)
    .filter(([keyword, value]) => !isForEditors(keyword, value, schema))
    .map(([keyword, value]) => [keyword, leanValue(value)] as const)
    // A part that holds nothing any more is not entered either.
    .filter(([keyword, value]) => !isEmptied(value, schema[keyword]));
  return whereNamed(Object.fromEntries(entries));
}

function leanValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(leanValue);
  return isMap(value) ? lean(value) : value;
}

/** What a rule or the judge of a format says better. */
function isForEditors(keyword: string, value: unknown, { format }: Schema): boolean {
  if (isMap(value) && value.$comment === RULE_CHECKED) return true;
  return keyword === 'pattern' && typeof format === 'string';
}

function isEmptied(value: unknown, before: unknown): boolean {
  return isMap(value) && isMap(before) && !hasAny(value) && hasAny(before);
}

/** Conditions that end in what is to hold of some properties: nobody asks them where there is none of these. */
function whereNamed(schema: Schema): Schema {
  const { allOf, ...others } = schema;
  const names = Array.isArray(allOf) ? allOf.map(namesOf) : [];
  if (names.length === 0 || names.includes(undefined) || 'if' in others) return schema;
  const all = new Set(names.flatMap((each) => each ?? []));
  return {
    ...others,
    if: { anyOf: [...all].map((name) => ({ required: [name] })) },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
    then: { allOf },
  };
}

/** Undefined: it says something of others, too. */
function namesOf(condition: unknown): readonly string[] | undefined {
  if (!isMap(condition)) return undefined;
  const { if: _asked, then: following, ...others } = condition;
  if (!isMap(following) || hasAny(others)) return undefined;
  const { properties, ...more } = following;
  return isMap(properties) && !hasAny(more) ? Object.keys(properties) : undefined;
}

function isMap(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasAny(value: object): boolean {
  return Object.keys(value).length > 0;
}
