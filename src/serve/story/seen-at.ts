// Who was last seen at an address, by the name of a file that it asked for: the only thing that tells where another server gives out
// the addresses. Firmware, ring lists and dial plans name nobody.

import type { Mac } from '../../core/mac.js';
import { createNewest } from '../../core/newest.js';

export interface SeenAt {
  /** It asked from there for a file of this phone's. */
  note(address: string, mac: Mac, nowMs: number): void;
  /** Undefined: nobody, or several one soon after another, as behind a NAT. */
  at(address: string, nowMs: number): Mac | undefined;
}

/** More phones than a site has. */
const MAX = 20_000;
/** A boot with firmware takes longer, but asks for its own file again after it. */
const HOLDS_MS = 3_600_000;
/** Two that ask within so long share the address. */
const SHARED_MS = 600_000;

export function createSeenAt(): SeenAt {
  const seen = createNewest<{ readonly mac: Mac | undefined; readonly atMs: number }>(MAX);
  return {
    note(address, mac, nowMs) {
      const before = seen.get(address);
      const isOther = before !== undefined && before.mac !== mac;
      const isShared = isOther && nowMs - before.atMs < SHARED_MS;
      seen.set(address, { mac: isShared ? undefined : mac, atMs: nowMs });
    },
    at(address, nowMs) {
      const found = seen.get(address);
      return found && nowMs - found.atMs <= HOLDS_MS ? found.mac : undefined;
    },
  };
}
