// Holds answers of a running server to what its OpenAPI document says of them.

import { Ajv2020 } from 'ajv/dist/2020.js';
import { oncePer, oncePerKey } from '../../src/core/once-per.js';
import { ROUTE_TEXTS } from '../../src/page/openapi.js';
import type { Reply } from '../../src/page/route.js';
import { SCHEMAS } from '../../src/page/schema/answers.js';
import { type JsonSchema, named } from '../../src/page/schema/parts.js';

const ajv = new Ajv2020({ strict: true, allErrors: true });
ajv.addKeyword('components');

const compiled = oncePer((schema: JsonSchema) =>
  ajv.compile({ ...schema, components: { schemas: SCHEMAS } }),
);

/** What is wrong with a value, by a schema of the document. */
export function schemaFaults(schema: JsonSchema, value: unknown): readonly string[] {
  const validate = compiled(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message = '', params }) =>
      `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

const ofName = oncePerKey(named);

/** `of`: a name of the document. */
export function faultsOf(of: string, value: unknown): readonly string[] {
  return schemaFaults(ofName(of), value);
}

/** What is wrong with the answer to a question of the table, which is found by its path. */
export async function replyFaults(
  method: string,
  path: string,
  { status, body, type }: Reply,
): Promise<readonly string[]> {
  if (status >= 400) return type === undefined ? [] : [`a refusal is a sentence, not ${type}`];
  const [, text] = Object.entries(ROUTE_TEXTS).find(([row]) => isRowOf(row, method, path)) ?? [];
  if (text === undefined) return [`${method} ${path} has no row in the document`];
  const faults = status === (text.status ?? 200) ? [] : [`it says ${status}`];
  if (text.answer === undefined) {
    // In a form that the query names, which its own test looks at.
    const isAsked = text.query?.format !== undefined;
    return type === undefined || isAsked ? faults : [...faults, `it is ${type}`];
  }
  if (type !== (text.lines ? 'application/x-ndjson' : 'application/json'))
    faults.push(`it is ${type}`);
  let said = '';
  for await (const piece of typeof body === 'string' ? [body] : body) said += piece;
  const texts = text.lines ? said.split('\n').filter((line) => line !== '') : [said];
  for (const each of texts) faults.push(...schemaFaults(text.answer, JSON.parse(each)));
  return faults;
}

function isRowOf(row: string, method: string, path: string): boolean {
  const [of, template = ''] = row.split(' ');
  const wanted = template.split('/');
  const given = path.split('?', 1)[0]?.split('/') ?? [];
  const isSame = (segment: string, at: number) => segment.startsWith('{') || segment === given[at];
  return of === method && wanted.length === given.length && wanted.every(isSame);
}
