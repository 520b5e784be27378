import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { offhook } from './cli-under-test.js';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const names = readdirSync(EXAMPLES);

describe('the examples', () => {
  it('are found', () => {
    expect(names).toContain('lab');
  });

  it.each(names)('%s is without an error', async (name) => {
    const ran = await offhook(join(EXAMPLES, name), ['validate', '--no-secrets']);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/\d phones: /);
  });
});
