// The other end of a message, one step away.

import type { Endpoint } from '../../udp/datagram.js';

export type SipTransport = 'udp' | 'tcp';

export interface Hop extends Endpoint {
  readonly transport: SipTransport;
}
