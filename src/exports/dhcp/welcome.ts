// Whom a server answers at all, and which networks welcome fewer. Pure.

import type { Clients } from '../../site/site.js';
import type { ClientGroup, ModelGroup, PhoneGroup } from './groups.js';
import type { DhcpPlan, PlannedNetwork } from './plan.js';

const WIDTHS: Readonly<Record<Clients, number>> = { inventory: 0, phones: 1, any: 2 };

/** What the network that welcomes most of all clients welcomes. */
export function widest({ networks }: DhcpPlan): Clients {
  const [first = 'inventory'] = networks
    .map(({ network }) => network.clients)
    .toSorted((a, b) => WIDTHS[b] - WIDTHS[a]);
  return first;
}

export function isNarrower({ network }: PlannedNetwork, plan: DhcpPlan): boolean {
  return WIDTHS[network.clients] < WIDTHS[widest(plan)];
}

export function modelsIn(groups: readonly ClientGroup[]): readonly ModelGroup[] {
  return groups.filter((group) => group.type === 'model');
}

export function phonesIn(groups: readonly ClientGroup[]): readonly PhoneGroup[] {
  return groups.filter((group) => group.type === 'phones');
}
