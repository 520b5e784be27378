// Who is answered, and with what: the question that this room asks of its consumer. Types only.

import type { OptionValue } from '../core/dhcp-option-values.js';
import type { Ipv4 } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import type { DhcpSubnet } from './subnet.js';

export interface DhcpClient {
  readonly mac: Mac;
  /** Option 60 without trailing NULs; text from the wire, at most 255 bytes. */
  readonly vendorClass?: string | undefined;
  /** Option 61. */
  readonly clientId?: Uint8Array | undefined;
}

/** Asked for every packet, so each must be a lookup. */
export interface DhcpPolicy {
  /** In whatever subnet: it may be all that tells where a client is. */
  reservationOf(mac: Mac): Ipv4 | undefined;
  /** undefined: not ours, and so never answered there. */
  clientFor(client: DhcpClient, subnet: DhcpSubnet): ClientProfile | undefined;
}

/** What a client is entitled to in one subnet. */
export interface ClientProfile {
  /** An address of this subnet. Who has one is known by its hardware address. */
  readonly reservation?: Ipv4;
  /** One client, whatever client identifiers come from its hardware address. */
  readonly byHardware?: true;
  /** Of this client or its class, before those of the subnet; of one code the last holds. */
  readonly options: readonly OptionValue[];
  /** Codes sent whether asked for or not. */
  readonly always: readonly number[];
  /** May have an address from the pool where no reservation holds. */
  readonly pooled: boolean;
}
