// What stands before an unknown key is looked for once in a map, however many such keys it has.

import { describe, expect, it } from 'vitest';
import { parseYamlSource } from '../../../src/inventory/read/source-yaml.js';
import { COMMON_FIELD_NAMES } from '../../../src/inventory/shape/field-names.js';
import { inventoryValidator } from '../../../src/inventory/shape/validate.js';
import { DESK } from '../site-under-test.js';

const KEYS = 50;

describe('a map of many texts that end at a comma', () => {
  it('is asked once for the places of what is in it', () => {
    const names = Array.from({ length: KEYS }, (_, index) => `said${index}: a, zzz${index}`);
    const text = `site: { name: Lab, ${names.join(', ')} }\n`;
    const source = parseYamlSource('offhook.yaml', text, COMMON_FIELD_NAMES);
    let located = 0;
    const locate: typeof source.locate = (...asked) => {
      located++;
      return source.locate(...asked);
    };
    const { diagnostics } = inventoryValidator([DESK], [])({ ...source, locate });
    expect(diagnostics.filter(({ code }) => code === 'inventory/split-text')).toHaveLength(KEYS);
    // A few for each; to look through all of them for each would be KEYS for each.
    expect(located).toBeLessThan(KEYS * 10);
  });
});
