// What a relay agent adds to the messages that it brings, as far as we act on it: option 82, RFC 3046.
//
//   +---------+-----+---...---+---------+-----+---...---+
//   | subcode | len |  value  | subcode | len |  value  |      no End, no Pad
//   +---------+-----+---...---+---------+-----+---...---+

import { decodeValue } from '../../core/dhcp-option-kinds.js';
import type { Ipv4 } from '../../core/ipv4.js';

/** One row a sub-option; what has none goes back unread. */
const SUB_OPTIONS = {
  linkSelection: { code: 5, kind: 'ip' }, // RFC 3527
  serverIdOverride: { code: 11, kind: 'ip' }, // RFC 5107
} as const;

export interface RelayAgent {
  /** An address on the client's network, where giaddr is on another. */
  readonly linkSelection?: Ipv4;
  /** What the client is to take for the server, so that all its messages come by the relay agent. */
  readonly serverIdOverride?: Ipv4;
}

/** undefined: one of the sub-options above is no value of its kind. What has no structure at all is not ours to judge. */
export function readRelayAgent(bytes: Uint8Array): RelayAgent | undefined {
  const agent: { -readonly [K in keyof RelayAgent]: RelayAgent[K] } = {};
  for (let at = 0; at + 1 < bytes.length; ) {
    const valueAt = at + 2;
    const end = valueAt + (bytes[at + 1] ?? 0);
    if (end > bytes.length) return agent;
    for (const name of ['linkSelection', 'serverIdOverride'] as const) {
      const { code, kind } = SUB_OPTIONS[name];
      if (bytes[at] !== code) continue;
      const value = decodeValue(kind, bytes.subarray(valueAt, end));
      if (value === undefined) return undefined;
      // 0.0.0.0 is the address of no network and no server.
      if (value !== 0) agent[name] = value;
    }
    at = end;
  }
  return agent;
}
