// Parts of the shapes that this vendor's data files must have.

import type { VendorData } from '../../packs/packs.js';
import type { Shape } from '../../packs/shape.js';

export const text = { type: 'string' };
export const flag = { type: 'boolean' };
export const number = { type: 'integer' };
export const texts = { type: 'array', items: text };
export const mapOf = (values: object) => ({ type: 'object', additionalProperties: values });
export const listOf = (items: object) => ({ type: 'array', items });
export const record = (properties: object, ...optional: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});
/** What else is there is for others to read. */
export const holding = (properties: object) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

/** Throws if the file is missing or has another shape. */
export function checked<T>(data: VendorData, name: string, fits: Shape<T>): T {
  const value = data(name);
  if (!fits(value)) throw badShape(name);
  return value;
}

export function badShape(name: string): Error {
  return new Error(`fanvil/${name}.json has not the shape that the driver needs`);
}
