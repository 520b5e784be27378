// What may be answered while leases cannot be written. Pure.
//
// After a crash we know what the disk and the inventory say, and nothing else. So no more may be promised than they
// bear out: a reservation, which the inventory records; and of a lease that is on the disk what is left of it there.

import { isHeld, type Lease } from '../leases/lease.js';
import type { Decision, Reply } from './decision.js';
import { withLeaseTime } from './reply.js';

/** `recorded`: what the disk says of the decision's address. undefined: it must wait. */
export function unrecordedReply(
  { reply, why, changes }: Decision,
  recorded: Lease | undefined,
  nowMs: number,
): Reply | undefined {
  if (reply?.type !== 'ACK') return undefined;
  if (why === 'reserved') return reply;
  const granted = changes.at(-1);
  if (granted === undefined || recorded?.state !== 'bound') return undefined;
  if (recorded.mac !== granted.mac || !isHeld(recorded, nowMs)) return undefined;
  const secondsLeft = Math.floor((recorded.untilMs - nowMs) / 1000);
  return recorded.untilMs >= granted.untilMs ? reply : withLeaseTime(reply, secondsLeft);
}
