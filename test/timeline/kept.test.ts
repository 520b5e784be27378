import { expect, it } from 'vitest';
import { kept } from '../../src/timeline/kept.js';

it('keeps the start of a text, and no password of it, also where its end is cut off', () => {
  expect(kept('Cisco Systems, Inc. IP Phone')).toBe('Cisco Systems, Inc. IP Phone');
  expect(kept('x'.repeat(500))).toBe('x'.repeat(128));
  const told = kept(`http://${'u'.repeat(100)}:sesame${'s'.repeat(40)}@10.20.1.1/a`);
  expect(told).toHaveLength(128);
  expect(told).not.toContain('sesame');
});
