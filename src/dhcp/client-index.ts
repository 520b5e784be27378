// The leases of one network by the client that has or last had them: by name, and by hardware address alone.

import type { Mac } from '../core/mac.js';
import { isGiven } from './address-pool.js';
import type { ClientIdentity, Lease } from './leases.js';

export interface ClientIndex {
  /** `before`: what was known of the lease's address. */
  put(lease: Lease, before: Lease | undefined): void;
  /** What the client has, or else last had. */
  find(client: ClientIdentity): Lease | undefined;
}

/** One client, one address; a held one goes before one that is only remembered. */
export function createClientIndex(): ClientIndex {
  const byName = new Map<string, Lease>();
  const byMac = new Map<Mac, Lease>();
  return {
    put(lease, before) {
      index(byMac, lease, before, macOf);
      index(byName, lease, before, keyOf);
    },
    find({ name, mac, byHardware }) {
      if (byHardware) return byMac.get(mac);
      const own = byName.get(`${name} ${mac}`);
      return own ?? byName.get(mac);
    },
  };
}

function index<K>(
  leases: Map<K, Lease>,
  lease: Lease,
  before: Lease | undefined,
  of: (lease: Lease) => K,
): void {
  const key = of(lease);
  const known = leases.get(key);
  if (known === undefined || known === before || isGiven(lease.state)) leases.set(key, lease);
  // Not before: a large map whose keys are deleted and set again is rebuilt again and again.
  if (before === undefined) return;
  const formerKey = of(before);
  if (leases.get(formerKey) === before) leases.delete(formerKey);
}

const macOf = ({ mac }: Lease): Mac => mac;

/** One client identifier that comes from two hardware addresses is two clients. */
const keyOf = ({ client, mac }: Lease): string =>
  client.startsWith('mac:') ? mac : `${client} ${mac}`;
