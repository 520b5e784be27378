// Looks from time to time who else answers DHCP where we do: a server that comes up later is named before a phone takes its
// offer. It asks as at the start, and what it asks is left alone by our own server.

import { codeOf } from '../core/coded-error.js';
import { formatIpv4 } from '../core/ipv4.js';
import type { Log } from '../core/log.js';
import type { Mac } from '../core/mac.js';
import { findServers } from '../dhcp/search/find-servers.js';
import type { ServedNetwork } from './local-address.js';
import { type FindServers, findOtherServers, NO_SEARCH } from './other-servers.js';

export interface LookOptions {
  /** As they are served now. */
  served(): readonly ServedNetwork[];
  /** Has the MACs with which is asked, as long as that lasts. */
  readonly searching: Set<Mac>;
  /** Told of each that may not be there, at each look. `address`: that of the server. */
  heard(address: string): void;
  readonly log: Log;
  readonly find?: FindServers;
  readonly everyMs?: number;
}

export interface ServerLook {
  /** Resolves when nobody is asked any more. */
  close(): Promise<void>;
}

const EVERY_MS = 15 * 60_000;

/** The start has looked already: the first look is due after `everyMs`. */
export function lookForServers(options: LookOptions): ServerLook {
  const { served, searching, heard, log, find = findServers, everyMs = EVERY_MS } = options;
  let looking: Promise<void> = Promise.resolve();
  let isLooking = false;
  let isTold = false;

  async function look(): Promise<void> {
    const wires = served().filter(({ device, network }) => device && !network.coexist);
    if (wires.length === 0) return;
    try {
      for (const { serverId, isKnown } of await findOtherServers(wires, find, searching)) {
        if (!isKnown) heard(formatIpv4(serverId));
      }
      isTold = false;
    } catch (error) {
      if (!isTold) log.warn({ code: codeOf(error) }, NO_SEARCH);
      isTold = true;
    }
  }

  const timer = setInterval(() => {
    // A machine that slept has several due at once.
    if (isLooking) return;
    isLooking = true;
    looking = look().finally(() => {
      isLooking = false;
    });
  }, everyMs);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}
