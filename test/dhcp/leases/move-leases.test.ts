import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../../src/core/ipv4.js';
import type { Lease } from '../../../src/dhcp/leases/lease.js';
import { createLeaseTable } from '../../../src/dhcp/leases/leases.js';
import { moveLeases } from '../../../src/dhcp/leases/move-leases.js';
import { turn } from '../server-under-test.js';
import { GUEST, ip, lease, NOW } from '../wire-under-test.js';

/** In no order of time, and some at the same. */
const LEASES: readonly Lease[] = Array.from({ length: 12_345 }, (_, n) =>
  lease('10.20.0.0', 'free', GUEST, {
    address: (ip('10.20.0.0') + n) as Ipv4,
    client: `id:${n}`,
    untilMs: NOW + ((n * 7919) % 5_000),
  }),
);

function createListener() {
  const put: Lease[] = [];
  return { put, table: { ...createLeaseTable([]), put: (each: Lease) => put.push(each) } };
}

describe('leases on their way to another table', () => {
  it('come in the order of their time, of one time as they were known', async () => {
    const { put, table } = createListener();
    await moveLeases(LEASES, table).done;
    expect(put).toEqual(LEASES.toSorted((a, b) => a.untilMs - b.untilMs));
  });

  it('never hold up what comes meanwhile for more than some hundred', async () => {
    const { put, table } = createListener();
    let isDone = false;
    const done = moveLeases(LEASES, table).done.then(() => {
      isDone = true;
    });
    const counts = [put.length];
    while (!isDone) {
      await turn();
      counts.push(put.length);
    }
    await done;
    const steps = counts.map((count, n) => count - (counts[n - 1] ?? 0));
    expect(Math.max(...steps)).toBeLessThanOrEqual(1_000);
    expect(put).toHaveLength(LEASES.length);
  });
});
