// Who packets come from, as objects: one for each, however many of its packets come. Bounded, and nothing is made for
// those that are heard again.

import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import type { Endpoint } from './datagram.js';

/** Power of two; one that finds its place taken takes it over. */
const ENDPOINTS = 16_384;
/** Odd numbers that spread neighbours over the table, of which the highest bits are the best. */
const SPREAD = 0x9e37_79b1;
const SPREAD_PORTS = 0x85eb_ca77;
const SHIFT = 32 - Math.log2(ENDPOINTS);
/** No packet comes from port 0. */
const NOBODY: Endpoint = { address: '0.0.0.0', port: 0 };

/** The same object for who is heard again and again: a table of numbers costs less to ask than any map. */
export function createEndpoints(): (ip: Ipv4, port: number) => Endpoint {
  const ips = new Uint32Array(ENDPOINTS);
  const ports = new Uint16Array(ENDPOINTS);
  const endpoints: Endpoint[] = Array.from({ length: ENDPOINTS }, () => NOBODY);
  return (ip, port) => {
    const at = (Math.imul(ip, SPREAD) ^ Math.imul(port, SPREAD_PORTS)) >>> SHIFT;
    const known = endpoints[at];
    if (known !== undefined && ips[at] === ip && ports[at] === port) return known;
    const endpoint = { address: formatIpv4(ip), port };
    ips[at] = ip;
    ports[at] = port;
    endpoints[at] = endpoint;
    return endpoint;
  };
}
