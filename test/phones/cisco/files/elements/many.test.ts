// An element that a hostile file made: more is wrong with it than a call takes arguments.

import { expect, it } from 'vitest';
import { lintElements } from '../../../../../src/phones/cisco/files/elements/lint-elements.js';
import { readCiscoData } from '../../../../../src/phones/cisco/tables/data.js';
import { readerOf } from '../../../../../src/phones/cisco/tables/trains.js';
import { vendorData } from '../../../../../src/phones/packs/packs.js';
import { PACKS } from '../../cisco-under-test.js';

const MANY = 60_000;

/** With so many calls under way. A thread's stack is larger than a program's: what is left of it is less. */
function below<T>(depth: number, ask: () => T): T {
  return depth === 0 ? ask() : below(depth - 1, ask);
}

/** A few in a hundred less than there is room for. */
function deepest(): number {
  let depth = 1_000;
  try {
    for (;;) {
      depth = Math.floor(depth * 1.02);
      below(depth, () => depth);
    }
  } catch {
    return Math.floor(depth * 0.94);
  }
}

it('is judged to its end', () => {
  const data = readCiscoData(vendorData(PACKS.tree, 'cisco'));
  const node = data.elements.children.get('device');
  if (!node) throw new Error('there is no such element');
  const at = { line: 1, col: 1 };
  const attributes = Array.from({ length: MANY }, () => ({ name: 'x', value: '', ...at }));
  const device = { name: 'device', attributes, children: [], text: '', ...at };
  const by = { data, reader: readerOf(data.trains, '', undefined) };
  const found = below(deepest(), () => lintElements(device, node, by));
  expect(found.filter(({ id }) => id === 'cisco/unknown-attribute')).toHaveLength(MANY);
});
