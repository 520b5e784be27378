// Who is answered, and with what: the question that this room asks of its consumer. Types only.

import type { Ipv4 } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import type { OptionValue } from './options.js';

export interface DhcpClient {
  readonly mac: Mac;
  /** Option 60 without trailing NULs; text from the wire, at most 255 bytes. */
  readonly vendorClass?: string;
  /** Option 61. */
  readonly clientId?: Uint8Array;
}

export interface DhcpPolicy {
  /** Asked for every packet, so it must be a lookup. undefined: not ours, and so never answered. */
  clientFor(client: DhcpClient): ClientProfile | undefined;
}

export interface ClientProfile {
  readonly reservation?: Ipv4;
  /** Sent as option 12. */
  readonly hostname?: string;
  /** Options of this client or its class, before those of the subnet. `serverAddress` is ours there. */
  options(serverAddress: Ipv4): readonly OptionValue[];
  /** Codes sent whether asked for or not. */
  readonly always: readonly number[];
  /** May have an address from the pool where no reservation holds. */
  readonly pooled: boolean;
}
