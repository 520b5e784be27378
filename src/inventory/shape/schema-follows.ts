// Of ajv's errors those that say nothing beside another.

import type { ErrorObject } from 'ajv/dist/2020.js';

/** What is missing beside a misspelt key is the misspelt one; what is no map has no keys. */
const EXPLAINS = new Set(['additionalProperties', 'type']);
const FOLLOWS = new Set(['required', 'oneOf', 'enum', 'dependentRequired', 'maxProperties']);

/** What is empty has no form either. */
const FORMS = new Set(['format', 'pattern', 'enum']);

/** Whether an error only follows from another of them, which tells more. */
export function followsIn(errors: readonly ErrorObject[]): (error: ErrorObject) => boolean {
  const placesOf = (tells: (keyword: string) => boolean) =>
    new Set(errors.filter(({ keyword }) => tells(keyword)).map((each) => each.instancePath));
  const better = placesOf((keyword) => EXPLAINS.has(keyword));
  // `pickup` without `blf` tells what is missing.
  const lone = placesOf((keyword) => keyword === 'dependentRequired');
  const empty = placesOf((keyword) => keyword === 'minLength');
  const badNames = new Set(
    errors.map(({ instancePath, propertyName }) => `${instancePath}/${propertyName}`),
  );
  return ({ keyword, instancePath }) =>
    (FOLLOWS.has(keyword) && better.has(instancePath)) ||
    (keyword === 'oneOf' && lone.has(instancePath)) ||
    (FORMS.has(keyword) && empty.has(instancePath)) ||
    // Under its right name it may be right; a misspelt key in it is none there either.
    (keyword !== 'additionalProperties' && badNames.has(instancePath));
}
