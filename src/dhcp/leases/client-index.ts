// The leases of one network by the client that has or last had them: by name, and by hardware address alone.

import type { Mac } from '../../core/mac.js';
import { isGiven } from './address-pool.js';
import type { ClientIdentity, Lease } from './lease.js';

export interface ClientIndex {
  /** `before`: what was known of the lease's address. */
  put(lease: Lease, before: Lease | undefined): void;
  /** What the client has, or else last had. */
  find(client: ClientIdentity): Lease | undefined;
  /** What the client is bound to while `find` gives the offer of another address. */
  findBehindOffer(client: ClientIdentity): Lease | undefined;
}

/** One client, one address; a held one goes before one that is only remembered. */
export function createClientIndex(): ClientIndex {
  const byName = createLeases<string>(keyOf);
  const byMac = createLeases<Mac>(macOf);
  const find = (of: 'current' | 'behindOffer', { name, mac, byHardware }: ClientIdentity) => {
    if (byHardware) return byMac[of].get(mac);
    // It still has what it got without an identifier.
    return byName[of].get(nameOf(name, mac)) ?? byName[of].get(mac);
  };
  return {
    put(lease, before) {
      index(byMac, lease, before);
      index(byName, lease, before);
    },
    find: (client) => find('current', client),
    findBehindOffer: (client) => find('behindOffer', client),
  };
}

interface Leases<K> {
  readonly current: Map<K, Lease>;
  /** Few: a client that is offered another address than it has, which may not be its own any more. */
  readonly behindOffer: Map<K, Lease>;
  keyOf(lease: Lease): K;
}

function createLeases<K>(key: (lease: Lease) => K): Leases<K> {
  return { current: new Map(), behindOffer: new Map(), keyOf: key };
}

function index<K>(leases: Leases<K>, lease: Lease, before: Lease | undefined): void {
  const { current, behindOffer, keyOf: key } = leases;
  const own = key(lease);
  const known = current.get(own);
  if (known !== undefined && known === before && isGiven(lease.state)) {
    // What comes most, a renewal or the lease of an offer: one client, one address, and nothing to take away.
    current.set(own, lease);
    return;
  }
  if (lease.state === 'offered' && known?.state === 'bound' && known !== before) {
    behindOffer.set(own, known);
  }
  if (known === undefined || known === before || isGiven(lease.state)) current.set(own, lease);
  // Not before: a large map whose keys are deleted and set again is rebuilt again and again.
  if (before === undefined) return;
  const former = key(before);
  if (behindOffer.get(former) === before) behindOffer.delete(former);
  if (current.get(former) === before) current.delete(former);
  if (!isGiven(lease.state)) uncover(leases, former);
}

/** The offer is over, and what the client has goes before what it was offered. */
function uncover<K>({ current, behindOffer }: Leases<K>, key: K): void {
  const bound = behindOffer.get(key);
  if (bound === undefined || isGiven(current.get(key)?.state ?? 'free')) return;
  behindOffer.delete(key);
  current.set(key, bound);
}

const macOf = ({ mac }: Lease): Mac => mac;

/** One client identifier that comes from two hardware addresses is two clients. */
const keyOf = ({ client, mac }: Lease): string => nameOf(client, mac);

function nameOf(client: string, mac: Mac): string {
  return client.startsWith('mac:') ? mac : `${client} ${mac}`;
}
