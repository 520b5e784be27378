// Every number that an inventory can say is held against limits: what is wider than its field would be cut on the wire.

import { describe, expect, it } from 'vitest';
import { inventorySchema } from '../../src/inventory/shape/schema.js';
import { PACKS } from './shipped-models.js';

interface Found {
  readonly path: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

function numbersIn(value: unknown, path: string): readonly Found[] {
  if (typeof value !== 'object' || value === null) return [];
  const schema = value as Found['schema'];
  const own = schema.type === 'integer' || schema.type === 'number' ? [{ path, schema }] : [];
  const inner = Object.entries(schema).flatMap(([name, each]) =>
    numbersIn(each, `${path}/${name}`),
  );
  return [...own, ...inner];
}

const numbers = numbersIn(inventorySchema([...PACKS.models.values()], PACKS.sections), '');

describe('numbers of the inventory', () => {
  it('are found', () => {
    expect(numbers.length).toBeGreaterThan(80);
  });

  it('have a least and a greatest value, or are listed', () => {
    const open = numbers.filter(
      ({ schema }) =>
        schema.enum === undefined &&
        !(Number.isInteger(schema.minimum) && Number.isInteger(schema.maximum)),
    );
    expect(open.map(({ path }) => path)).toEqual([]);
  });

  it('have defaults within them', () => {
    const outside = numbers.filter(({ schema }) => {
      const { default: value, minimum = value, maximum = value } = schema;
      return (
        value !== undefined &&
        !(Number(minimum) <= Number(value) && Number(value) <= Number(maximum))
      );
    });
    expect(outside.map(({ path }) => path)).toEqual([]);
  });
});
