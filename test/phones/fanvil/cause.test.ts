// Of a file with many faults each is brought home to the inventory: the file is read once, and so are its words.

import { expect, it } from 'vitest';
import { createFindCause } from '../../../src/phones/fanvil/cause.js';
import type { Form } from '../../../src/phones/fanvil/forms/form.js';
import { amongNames } from '../../../src/phones/fanvil/forms/raw-names.js';
import type { Phone } from '../../../src/site/site.js';

const LINES = 1_000;

it('asks a form once for all faults of a file', () => {
  const asked = { parse: 0, rawNamesAmong: 0 };
  const form = {
    parse() {
      asked.parse += 1;
      const settings = Array.from({ length: LINES }, (_, n) => ({
        key: `key${n}`,
        keyAt: { line: n + 1, col: 1 },
      }));
      return { settings };
    },
    rawNamesAmong(names: readonly string[]) {
      asked.rawNamesAmong += 1;
      return amongNames(names, ({ key }) => key);
    },
  } as unknown as Form;
  const phone = { raw: { key7: 'x', key9: 'y' } } as unknown as Phone;
  const causeOf = createFindCause([form]);
  const causes = Array.from({ length: LINES }, (_, n) =>
    causeOf(phone, 'the text', { line: n + 1, col: 1 }),
  );
  expect(causes.flatMap((cause) => cause?.path ?? [])).toEqual(['raw', 'key7', 'raw', 'key9']);
  expect(asked).toEqual({ parse: 1, rawNamesAmong: 1 });
});
