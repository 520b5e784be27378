// Kea's pair for high availability: the same configuration twice, and each server's place in the pair. One answers, the
// other has its leases and takes over when it hears no more of it.

import type { Json } from './options.js';

export interface Pair {
  /** Addresses at which each of the two hears the other, as they are written into URLs. */
  readonly addresses: readonly [string, string];
  /** Folder of Kea's hooks. */
  readonly hooks: string;
}

/** Unless said: where Debian has them on the usual machines. */
export const HOOKS_FOLDER = '/usr/lib/x86_64-linux-gnu/kea/hooks';

const PORT = 8000;
const NAMES = ['first', 'second'] as const;
const ROLES = ['primary', 'standby'] as const;

/** Milliseconds. A phone asks for longer than that before it gives up, and has its lease meanwhile. */
const HEARTBEAT_MS = 5_000;
const SILENCE_MS = 20_000;

/** What is added to the configuration of one of them. */
export function placeInPair({ addresses, hooks }: Pair, which: 0 | 1): Json {
  const peers = NAMES.map((name, index) => ({
    name,
    url: `http://${addresses[index] ?? ''}:${PORT}/`,
    role: ROLES[index] ?? '',
    'auto-failover': true,
  }));
  const availability = {
    'this-server-name': NAMES[which],
    mode: 'hot-standby',
    'heartbeat-delay': HEARTBEAT_MS,
    'max-response-delay': SILENCE_MS,
    // A site may have no phone that asks for minutes: silence of the other is enough.
    'max-unacked-clients': 0,
    'multi-threading': { 'enable-multi-threading': true, 'http-dedicated-listener': true },
    peers,
  };
  return {
    'multi-threading': { 'enable-multi-threading': true },
    'hooks-libraries': [
      { library: `${hooks}/libdhcp_lease_cmds.so` },
      {
        library: `${hooks}/libdhcp_ha.so`,
        parameters: { 'high-availability': [availability] },
      },
    ],
  };
}

export function fileInPair(which: 0 | 1): string {
  return `kea-dhcp4-${NAMES[which]}.conf`;
}
