// One request and what becomes of it, as a row of a table: the form that the tests of deciding share.

import type { Decision } from '../../src/dhcp/decide/decision.js';
import type { ClientMessageType } from '../../src/dhcp/decide/request.js';
import type { Lease } from '../../src/dhcp/leases/lease.js';
import { createLeaseTable } from '../../src/dhcp/leases/leases.js';
import { type Ask, decideOn, LAN, message, type World } from './wire-under-test.js';

export interface DecisionCase {
  readonly name: string;
  readonly ask?: Ask;
  readonly known?: readonly Lease[];
  readonly world?: World;
  /** In short. */
  readonly is: string;
}

export function decideCase(
  type: ClientMessageType,
  { ask, known, world = {} }: DecisionCase,
): Decision {
  const leases = createLeaseTable(world.subnets ?? [LAN], known);
  return decideOn(message(type, ask), { ...world, leases });
}
