// Whose phone a MAC says it is, for every block that is known and every model: told where it is another maker's.

import { expect, it } from 'vitest';
import { readPacks } from '../../src/artifacts/read-snapshot.js';
import { resolveText } from '../inventory/site-under-test.js';
import { SOAKING } from '../soak.js';

const { models, makerOf, tree } = readPacks('/', []);
const MODELS = [...models.values()];
const TABLE: { readonly makers: Readonly<Record<string, string>> } = JSON.parse(
  tree.get('mac-blocks.json')?.text ?? '',
);
const BLOCKS = Object.entries(TABLE.makers).flatMap(([vendor, blocks]) =>
  blocks.split(' ').map((block) => ({ vendor, block })),
);

/** The blocks of which a phone of this model is told that they are another's. */
function toldOf(id: string): readonly string[] {
  const phones = BLOCKS.map(({ block }) => `  - { mac: "${block}000001", model: ${id} }`);
  const { diagnostics } = resolveText(['phones:', ...phones].join('\n'), {
    makers: MODELS,
    makerOf,
  });
  return diagnostics
    .filter(({ code }) => code === 'inventory/foreign-mac')
    .map(({ place }) => BLOCKS[place.line - 2]?.block ?? '');
}

it('the table has blocks of every vendor, those of its models first', () => {
  expect(Object.keys(TABLE.makers).toSorted()).toEqual(
    [...new Set(MODELS.map(({ vendor }) => vendor))].toSorted(),
  );
  expect(BLOCKS.length).toBeGreaterThan(1000);
  for (const [oui, vendor] of [
    ['00:1b:d4', 'cisco'],
    ['5c:fc:66', 'cisco'],
    ['0c:38:3e', 'fanvil'],
    ['00:15:65', undefined],
  ] as const) {
    expect([oui, makerOf(oui)]).toEqual([oui, vendor]);
  }
});

/** One of each vendor, or all: what is told goes by the vendor. */
const ASKED = MODELS.filter(
  ({ vendor }, index) => SOAKING || MODELS.findIndex((each) => each.vendor === vendor) === index,
);

it.each(ASKED.map(({ id, vendor }) => ({ id, vendor })))('$id', ({ id, vendor }) => {
  const others = BLOCKS.filter((each) => each.vendor !== vendor).map(({ block }) => block);
  expect(toldOf(id)).toEqual(others);
});

it('names the models of the maker', () => {
  const text = 'phones: [{ mac: "001bd4000001", model: fanvil-x4 }]';
  const { diagnostics } = resolveText(text, { makers: MODELS, makerOf });
  const [found] = diagnostics.filter(({ code }) => code === 'inventory/foreign-mac');
  expect(found?.hint).toContain('cisco-7931g');
});
