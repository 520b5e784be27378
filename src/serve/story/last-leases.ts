// What each phone was last given, from the leases on the disk: one that has run out since, or while no server ran, is a phone
// that is gone. What was given back or taken back is no lease.

import { ENDLESS_MS } from '../../core/duration.js';
import type { Mac } from '../../core/mac.js';
import type { Lease } from '../../dhcp/leases/lease.js';
import type { Network } from '../../site/site.js';
import type { Lease as HeldLease } from '../../timeline/history.js';
import { networkTextOf } from './event-of-exchange.js';

/** `leases`: the last of each address. Times are milliseconds since 1970, which it is `nowMs` now. */
export function lastLeases(
  leases: Iterable<Lease>,
  networks: readonly Network[],
  nowMs: number,
): Map<Mac, HeldLease> {
  const last = new Map<Mac, Lease>();
  for (const lease of leases) {
    // Who declined an address does not have it.
    if (lease.state === 'resting') continue;
    const other = last.get(lease.mac);
    if (!other || other.untilMs < lease.untilMs) last.set(lease.mac, lease);
  }
  const held = new Map<Mac, HeldLease>();
  for (const [mac, { state, address, untilMs }] of last) {
    if (state !== 'bound') continue;
    const isEndless = untilMs - nowMs > ENDLESS_MS;
    const network = networkTextOf(address, networks);
    held.set(mac, { address, network, untilMs: isEndless ? Infinity : untilMs });
  }
  return held;
}
