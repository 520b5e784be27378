// How full a pool is.

import type { PoolCounts } from '../dhcp/leases/leases.js';

type Counted = Pick<PoolCounts, 'counts'>;

/** Addresses that somebody has, that are offered or left alone. */
export function usedOf({ counts: { offered, bound, resting } }: Counted): number {
  return offered + bound + resting;
}

/** All that can be given. 0: each of them is somebody's by the inventory. */
export function sizeOf(pool: Counted): number {
  return usedOf(pool) + pool.counts.free;
}
