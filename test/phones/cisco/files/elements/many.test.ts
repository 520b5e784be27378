// An element that a hostile file made: more is wrong with it than a call takes arguments.

import { describe, expect, it } from 'vitest';
import { lintDialTemplate } from '../../../../../src/phones/cisco/files/dial-plan/lint-dial-template.js';
import { lintElements } from '../../../../../src/phones/cisco/files/elements/lint-elements.js';
import { readCiscoData } from '../../../../../src/phones/cisco/tables/data.js';
import type { ElementNode } from '../../../../../src/phones/cisco/tables/element-tree.js';
import { readerOf } from '../../../../../src/phones/cisco/tables/trains.js';
import { vendorData } from '../../../../../src/phones/packs/packs.js';
import { PACKS } from '../../cisco-under-test.js';

const MANY = 60_000;

/** With so many calls under way. A thread's stack is larger than a program's: what is left of it is less. */
function below<T>(depth: number, ask: () => T): T {
  return depth === 0 ? ask() : below(depth - 1, ask);
}

/** Some in a hundred less than there is room for, which is come near in wide steps first. */
function deepest(): number {
  let depth = 1_000;
  for (const step of [1.3, 1.02]) {
    try {
      for (let next = depth; ; depth = next) {
        next = Math.floor(depth * step);
        below(next, () => next);
      }
    } catch {}
  }
  return Math.floor(depth * 0.96);
}

const data = readCiscoData(vendorData(PACKS.tree, 'cisco'));
const by = { data, reader: readerOf(data.trains, '', undefined) };
const at = { line: 1, col: 1 };

function nodeOf(name: string): ElementNode {
  const node = data.elements.children.get(name) ?? data.sideElements().children.get(name);
  if (!node) throw new Error('there is no such element');
  return node;
}

it('is judged to its end', () => {
  const node = nodeOf('device');
  const attributes = Array.from({ length: MANY }, () => ({ name: 'x', value: '', ...at }));
  const device = { name: 'device', attributes, children: [], text: '', ...at };
  const found = below(deepest(), () => lintElements(device, node, by));
  expect(found.filter(({ id }) => id === 'cisco/unknown-attribute')).toHaveLength(MANY);
});

describe('a name is read a few times, however many there are', () => {
  const SOME = 500;
  const FEW_TIMES = 25;

  /** As often as that of one is read, on average. */
  function readsOf(judge: (named: readonly { readonly name: string }[]) => unknown): number {
    let reads = 0;
    const named = Array.from({ length: SOME }, () => ({
      get name() {
        reads++;
        return 'zz';
      },
    }));
    judge(named);
    return reads / SOME;
  }

  const empty = { children: [], attributes: [], text: '', ...at };

  it('of elements, where one is lacking', () => {
    const reads = readsOf((named) => {
      const children = named.map((each) => Object.assign(each, empty));
      const root = { ...empty, name: 'softKeyCfg', children };
      const ids = lintElements(root, nodeOf('softKeyCfg'), by).map(({ id }) => id);
      expect(ids).toEqual([
        'cisco/expected-element',
        ...children.map(() => 'cisco/unknown-element'),
      ]);
    });
    expect(reads).toBeLessThan(FEW_TIMES);
  });

  it('of attributes of a dial rule without its pattern', () => {
    const reads = readsOf((named) => {
      const attributes = named.map((each) => Object.assign(each, { value: '', ...at }));
      const rule = { ...empty, name: 'TEMPLATE', attributes };
      const root = { ...empty, name: 'DIALTEMPLATE', children: [rule] };
      const input = { name: 'dialplan.xml', text: '', remarks: false, data };
      const ids = lintDialTemplate(root, input).map(({ id }) => id);
      expect(ids).toEqual([
        'cisco/rule-without-match',
        ...attributes.map(() => 'cisco/unknown-dial-attribute'),
      ]);
    });
    expect(reads).toBeLessThan(FEW_TIMES);
  });
});
