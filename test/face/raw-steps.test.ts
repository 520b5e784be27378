// A boot with each event that is kept of it.

import { expect, it } from 'vitest';
import { rawBoot } from '../../src/face/views/raw-steps.js';

it('each event that is kept is a step, in the order of time; of those between it is told how many; the last is where it is stuck', () => {
  const one = { outcome: 'sent', count: 1 };
  const steps = [
    { ...one, atMs: 0, lastMs: 0, what: 'DISCOVER' },
    {
      mark: 'stuck' as const,
      ...{ atMs: 10, lastMs: 90, what: 'a.xml', outcome: 'sent', count: 4, everyMs: 30 },
      first: { what: 'a.xml', outcome: 'not there' },
    },
    { ...one, atMs: 40, lastMs: 50, what: 'b.xml', count: 2 },
  ];
  const boot = { number: 1, began: '', leftOut: 0, next: [], steps };
  expect(rawBoot(boot).steps).toEqual([
    { ...one, atMs: 0, lastMs: 0, what: 'DISCOVER' },
    { ...one, atMs: 10, lastMs: 10, what: 'a.xml', outcome: 'not there' },
    { ...one, atMs: 40, lastMs: 40, what: 'b.xml' },
    { ...one, atMs: 50, lastMs: 50, what: 'b.xml' },
    { ...one, atMs: 90, lastMs: 90, what: 'a.xml', between: 2, mark: 'stuck' },
  ]);
});
