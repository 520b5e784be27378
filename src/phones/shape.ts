// Has a value from a file beside the templates the shape that its type says? One ajv for all: each costs its start.

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const ajv = new Ajv2020({
  strict: true,
  // Parts of a schema may speak of properties that another part declares.
  strictRequired: false,
  allErrors: true,
  // Polishing the code that ajv makes takes longer than it saves.
  code: { optimize: false },
});

/** `schema` is JSON Schema 2020-12, and says what T says. */
export function compileShape<T>(schema: object): ValidateFunction<T> {
  return ajv.compile<T>(schema);
}
