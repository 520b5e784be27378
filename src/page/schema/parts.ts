// The parts that schemas of answers are written with. A record has a field for each of its type, and says of each whether it may be
// absent, or it does not compile.

/** JSON Schema of 2020-12, as OpenAPI 3.1 has it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A field that may be absent. */
export interface Optional {
  readonly optional: JsonSchema;
}

export type Fields<T> = {
  readonly [Name in keyof T]-?: undefined extends T[Name] ? Optional : JsonSchema;
};

/** Nothing else is in it. */
export function record<T>(fields: Fields<T>): JsonSchema {
  const all = Object.entries<JsonSchema | Optional>(fields);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      all.map(([name, field]) => [name, isOptional(field) ? field.optional : field]),
    ),
    required: all.filter(([, field]) => !isOptional(field)).map(([name]) => name),
  };
}

function isOptional(field: JsonSchema | Optional): field is Optional {
  return 'optional' in field;
}

export const maybe = (optional: JsonSchema): Optional => ({ optional });
export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
export const oneOf = (values: readonly string[]): JsonSchema => ({ type: 'string', enum: values });
/** One of those that the document has by name. */
export const named = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

export const TEXT: JsonSchema = { type: 'string' };
export const FLAG: JsonSchema = { type: 'boolean' };
export const COUNT: JsonSchema = { type: 'integer', minimum: 0 };
export const MS: JsonSchema = { type: 'number' };
export const TIME: JsonSchema = {
  type: 'string',
  pattern: '^\\d{4,}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$',
  description: 'ISO 8601, UTC',
};
export const MAC: JsonSchema = { type: 'string', pattern: '^([0-9a-f]{2}:){5}[0-9a-f]{2}$' };
export const UNTIL: JsonSchema = { anyOf: [TIME, { const: 'never' }] };
