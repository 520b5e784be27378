// Of many names that are unknown, each is compared with all that are known: that has an end.

import { expect, it } from 'vitest';
import { createMeant } from '../../src/findings/near.js';
import { TXT_RULES } from '../../src/phones/fanvil/forms/txt/txt-rules.js';
import type { TxtSubject } from '../../src/phones/fanvil/forms/txt/txt-subject.js';
import { XML_RULES, type XmlSubject } from '../../src/phones/fanvil/forms/xml/xml-rules.js';

it('what is meant is looked for so often, and no more', () => {
  let looked = 0;
  const meant = createMeant(3);
  const known = () => {
    looked += 1;
    return ['model'];
  };
  const all = Array.from({ length: 10 }, () => meant('modle', known));
  expect(all.filter((each) => each !== '')).toEqual(Array(3).fill(' - did you mean "model"?'));
  expect(looked).toBe(3);
});

it('of thousands of elements that no phone has it is said of the first', () => {
  let compared = 0;
  const names = () => {
    compared += 1;
    return ['SIP', 'Transport'];
  };
  const at = { line: 1, col: 1 };
  const entries = Array.from({ length: 5_000 }, (_, n) => ({
    setting: { key: `Transprt${n % 10}`, keyAt: at },
    facts: undefined,
    names,
  })) as unknown as XmlSubject['entries'];
  const found = XML_RULES['fanvil/unlisted-element'].run({ entries } as XmlSubject);
  expect(found).toHaveLength(5_000);
  expect(found[0]?.message).toContain('did you mean "Transport"?');
  expect(compared).toBe(500);
});

it('of thousands of keys that no phone has it is said of the first', () => {
  let compared = 0;
  const known = {
    inventedFor: () => undefined,
    modulesWith: () => [],
    namesIn() {
      compared += 1;
      return ['SIP{n} Transport'];
    },
  };
  const odd = Array.from({ length: 5_000 }, (_, n) => ({
    entry: { key: `SIP1 Transprt${n % 10}`, module: 'SIP', line: n + 1 },
  }));
  const tables = { known, names: { rows: [] } };
  const layout = { name: 'A', modules: [{ name: 'SIP' }] };
  const subject = { odd, layout, tables } as unknown as TxtSubject;
  expect(TXT_RULES['fanvil/unknown-key'].run(subject)).toHaveLength(5_000);
  expect(compared).toBe(500);
});
