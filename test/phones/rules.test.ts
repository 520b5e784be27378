// Every rule has examples: one that it lets pass, and one that it finds. A new rule without them fails here.

import { describe, expect, it } from 'vitest';
import { join } from '../../src/artifacts/known-codes.js';
import { severityOf } from '../../src/findings/evidence.js';
import { VENDOR_RULES } from '../../src/phones/registry.js';
import { EXAMPLES } from './rule-examples.js';

const RULES = join(VENDOR_RULES);

it('each rule has examples, and nothing else has', () => {
  expect(Object.keys(EXAMPLES).toSorted()).toEqual([...RULES.keys()].toSorted());
});

describe.each(Object.entries(EXAMPLES))('%s', (id, examples) => {
  it.each(examples.map((example, index) => ({ index, example })))(
    'lets pass and finds: example $index',
    ({ example }) => {
      expect(example.accepts()).not.toContain(id);
      expect(example.rejects()).toContain(id);
    },
  );
});

it('an id that means two things is refused', () => {
  const [first] = RULES;
  const [id = 'a/b', row] = first ?? [];
  const other = { evidence: 'style', title: 'another', hint: 'another' } as const;
  expect(() => join([{ [id]: row ?? other }, { [id]: other }])).toThrow(id);
});

it.each([...RULES])('%s says what it is and what to do', (_, row) => {
  expect(row.title).toMatch(/^\S.*[^.]$/);
  expect(row.hint).toMatch(/^\S.*\S$/);
  expect(['error', 'warning', 'info']).toContain(severityOf(row));
});
