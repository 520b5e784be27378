// Every rule has examples: one that it lets pass, and one that it finds. A new rule without them fails here.

import { describe, expect, it } from 'vitest';
import { join, KNOWN_CODES } from '../../src/artifacts/known-codes.js';
import { severityOf } from '../../src/findings/evidence.js';
import { IMPORT_EXAMPLES } from '../artifacts/import/rule-examples.js';
import { FILE_EXAMPLES } from '../artifacts/lint/rule-examples.js';
import { ARTIFACT_EXAMPLES } from '../artifacts/rule-examples.js';
import { INVENTORY_EXAMPLES } from '../inventory/rule-examples.js';
import { PHONE_EXAMPLES } from '../phones/rule-examples.js';

const EXAMPLES = [
  INVENTORY_EXAMPLES,
  PHONE_EXAMPLES,
  ARTIFACT_EXAMPLES,
  FILE_EXAMPLES,
  IMPORT_EXAMPLES,
].flatMap((table) => Object.entries(table));

it('each rule has examples, and nothing else has', () => {
  const ids = EXAMPLES.map(([id]) => id);
  expect(ids.toSorted()).toEqual([...KNOWN_CODES.keys()].toSorted());
});

describe.each(EXAMPLES)('%s', (id, examples) => {
  it('has one', () => expect(examples).not.toEqual([]));

  it.each(examples.map((example, index) => ({ index, example })))(
    'lets pass and finds: example $index',
    ({ example }) => {
      expect(example.accepts()).not.toContain(id);
      expect(example.rejects()).toContain(id);
    },
  );
});

it('an id that means two things is refused', () => {
  const [first] = KNOWN_CODES;
  const [id = 'a/b', row] = first ?? [];
  const other = { evidence: 'style', title: 'another', hint: 'another' } as const;
  expect(() => join([{ [id]: row ?? other }, { [id]: other }])).toThrow(id);
});

it.each([...KNOWN_CODES])('%s says what it is and what to do', (_, row) => {
  expect(row.title).toMatch(/^\S.*[^.]$/);
  expect(row.hint).toMatch(/^\S.*\S$/);
  expect(['error', 'warning', 'info']).toContain(severityOf(row));
});

/** Of offhook's own form nobody else can say anything. */
const OWN_FORM = ['cisco/raw-path'];
const SOURCED = [...KNOWN_CODES].filter(
  ([id]) => /^(cisco|xml)\//.test(id) && !OWN_FORM.includes(id),
);

it.each(SOURCED)('%s says who says so', (_, { source }) => {
  expect(source).toMatch(/^\S.*[^.\s]$/);
});
