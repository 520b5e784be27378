// Has DHCP an address for each phone of the inventory: its own, or one of a pool?

import { risky } from '../../findings/evidence.js';
import type { Place } from '../../findings/finding.js';
import type { Complaint } from '../../findings/rule.js';
import type { Network, Phone } from '../../site/site.js';
import { isCutFromAddresses } from '../read/refused.js';
import type { SiteRules, SiteSubject } from './subject.js';

export const ROOM_RULES = {
  'inventory/no-room': {
    ...risky(
      'Phones for which DHCP has no address',
      'write a `pool` with room for them, or an `address` at each phone',
    ),
    applies: ({ site, inventory }) => site.networks.length > 0 && isWhole(site.networks, inventory),
    run({ site: { networks, phones } }) {
      const without = phones.filter(({ saidAt }) => saidAt('address') === undefined);
      const pools = networks.filter(({ pool }) => pool !== undefined);
      const room = pools.reduce((sum, { pool }) => sum + sizeOf(pool), 0);
      if (without.length <= room) return [];
      return pools[0] ? [tooSmall(pools[0], room, without)] : noPool(networks, without);
    },
  },
} as const satisfies SiteRules;

/** What could not be read may have been room enough, and so may what another server has, where it may stand beside us. */
function isWhole(networks: readonly Network[], inventory: SiteSubject['inventory']): boolean {
  if (isCutFromAddresses(inventory)) return false;
  const { networks: written } = inventory;
  const hasPool = ({ pool }: { readonly pool?: unknown }) => pool !== undefined;
  return (
    written.length === networks.length &&
    written.filter(({ input }) => hasPool(input)).length === networks.filter(hasPool).length &&
    !networks.some(({ coexist }) => coexist)
  );
}

function sizeOf(pool: Network['pool']): number {
  return pool ? pool.last - pool.first + 1 : 0;
}

function noPool(
  networks: readonly Network[],
  [first, ...others]: readonly Phone[],
): readonly Complaint<Place>[] {
  const [network] = networks;
  if (!network || !first) return [];
  const message = `DHCP has no address for ${first.mac}${andMore(others)}: there is no pool, and it has no \`address\``;
  const related = [{ place: first.placeOf('mac'), message: 'a phone without one' }];
  return [{ at: network.placeOf(), message, related }];
}

function tooSmall(network: Network, room: number, phones: readonly Phone[]): Complaint<Place> {
  const message = `${room} ${room === 1 ? 'address is' : 'addresses are'} to be given, and ${phones.length} phones have none of their own`;
  return { at: network.placeOf('pool'), message };
}

function andMore(others: readonly Phone[]): string {
  return others.length === 0 ? '' : `, and for ${others.length} more`;
}
