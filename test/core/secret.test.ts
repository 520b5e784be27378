import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { createSecret, isSecret } from '../../src/core/secret.js';

it('a secret shows asterisks in every usual way of printing', () => {
  const secret = createSecret('sesame');
  const shown = [
    `${secret}`,
    String(secret),
    JSON.stringify({ secret }),
    inspect({ secret }),
    inspect([secret]),
  ];
  expect(shown.join(' ')).not.toContain('sesame');
  expect(shown.every((text) => text.includes('********'))).toBe(true);
  expect(secret.reveal()).toBe('sesame');
  expect([secret, 'sesame', null, {}].map(isSecret)).toEqual([true, false, false, false]);
});
