// A network that we serve, as the consumer tells it. Types only.

import type { OptionValue } from '../core/dhcp-option-values.js';
import type { Ipv4, Ipv4Range, Subnet } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';

export interface DhcpSubnet {
  readonly subnet: Subnet;
  /** Our address as its clients see it: option 54, and the address that replies come from. */
  readonly serverAddress: Ipv4;
  /** On a wire of ours. false: reached through a relay agent only. */
  readonly attached: boolean;
  /** Absent: reservations only. */
  readonly pool?: Ipv4Range;
  /** Addresses never given from the pool: reservations, the router. Ours is known. */
  readonly excluded: readonly Ipv4[];
  /** Clients of ours, known by hardware, without a reservation: the pool keeps one address for each of them. */
  readonly promisedTo: Pick<ReadonlySet<Mac>, 'has' | 'size'>;
  readonly leaseSeconds: number;
  /** Look for a stranger on an address of the pool before it is first offered. */
  readonly checksAddresses: boolean;
  /** What every client here may be told. A client's own options go before them. */
  readonly options: readonly OptionValue[];
}
