// Who is behind an address, by what a capture shows.

import { isGroupMac, type Mac } from '../../core/mac.js';

/** By how sure it is: a DHCP server gave it the address; it answers for it; it sends from it; it asked for its own file. */
const SOURCES = ['name', 'sender', 'arp', 'dhcp'] as const;
type Source = (typeof SOURCES)[number];

export interface Who {
  learn(address: string, mac: Mac, source: Source): void;
  macOf(address: string): Mac | undefined;
  /** It is behind that address by no more than the name of a file that was asked for from there. */
  isGuess(address: string): boolean;
}

const MAX_ADDRESSES = 16_384;

interface Known {
  readonly mac: Mac;
  readonly rank: number;
}

export function createWho(): Who {
  const known = new Map<string, Known>();
  return {
    learn(address, mac, source) {
      if (address === '0.0.0.0' || isGroupMac(mac)) return;
      const rank = SOURCES.indexOf(source);
      const before = known.get(address);
      if (before && (before.rank > rank || (before.mac === mac && before.rank === rank))) return;
      known.set(address, { mac, rank });
      if (known.size <= MAX_ADDRESSES) return;
      for (const oldest of known.keys()) {
        known.delete(oldest);
        return;
      }
    },
    macOf: (address) => known.get(address)?.mac,
    isGuess: (address) => known.get(address)?.rank === SOURCES.indexOf('name'),
  };
}
