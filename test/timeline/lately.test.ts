import { expect, it } from 'vitest';
import { createLately } from '../../src/timeline/lately.js';

it('counts of the last minutes are summed, and older ones forgotten', () => {
  const lately = createLately(['packets'], 5);
  lately.add(0, { packets: 1 });
  lately.add(59_999, { packets: 2 });
  lately.add(60_000, { packets: 4 });
  expect(lately.sum(60_000)).toEqual({ packets: 7 });
  expect(lately.sum(299_999)).toEqual({ packets: 7 });
  expect(lately.sum(300_000)).toEqual({ packets: 4 });
  lately.add(600_000, { packets: 8 });
  expect(lately.sum(600_000)).toEqual({ packets: 8 });
});
