// DHCP's link under a site: opened where its networks are, and moved when they are elsewhere, because the inventory
// or the machine changed. One wire that cannot be had keeps no other from being served.

import { codeOf } from '../core/coded-error.js';
import type { Log } from '../core/log.js';
import { createSemaphore } from '../core/semaphore.js';
import { createDryLink } from '../dhcp/link/dry-run.js';
import type { MovableLink, Refusal } from '../dhcp/link/link.js';
import { openDhcpLink } from '../dhcp/link/open-link.js';
import type { Network } from '../site/site.js';
import type { Backend } from '../udp/backend.js';
import { dhcpSockets } from './inherited-sockets.js';
import {
  linkPlaceOf,
  NOWHERE,
  type Placement,
  placementKey,
  placeNetworks,
  type ServedNetwork,
  wiresOf,
} from './local-address.js';
import { findUnknownServers, refuseOtherServers } from './other-servers.js';
import { logUnsent } from './request-log.js';
import { lookAtInterfaces, type Seen } from './seen-interfaces.js';
import { tellPlacement } from './tell-placement.js';

export const DHCP_PORT = 67;
/** Between two looks at the interfaces. */
const LOOK_MS = 1000;
/** What keeps us from looking is said once in so many looks that fail. */
const SAY_AGAIN_LOOKS = 60;

export interface SiteNetworksOptions {
  /** Log what would be answered; send nothing. */
  readonly dryRun: boolean;
  /** Look for other servers on a wire before it is served. */
  readonly dhcpSearch: boolean;
  /** Sockets that came from systemd, by name. */
  readonly inherited: ReadonlyMap<string, number>;
  readonly backend: Backend;
  readonly log: Log;
}

/** Where the networks are from now on, once it is committed. */
export interface PreparedNetworks {
  readonly placement: Placement;
  /** In one turn the link hears and sends there and nowhere else. */
  commit(): void;
  /** All stays as it was. */
  abandon(): void;
}

/** Told where the networks will be; what it gives is called with the change. */
export type PrepareFor = (served: readonly ServedNetwork[]) => Promise<() => void>;

export interface SiteNetworks {
  readonly link: MovableLink;
  placement(): Placement;
  /**
   * Opens what these need and is not open yet; what cannot be had is waited for, and said. Until it is committed or
   * abandoned, which must be soon, nothing else moves.
   */
  prepare(networks: readonly Network[]): Promise<PreparedNetworks>;
  /** From now on, wherever the networks go. */
  follow(prepareFor: PrepareFor): void;
  /** And the link. */
  close(): Promise<void>;
}

/** Rejects with a CodedError if a port cannot be had, or another server is on a wire. Missing interfaces may come. */
export async function openSiteNetworks(
  first: readonly Network[],
  options: SiteNetworksOptions,
): Promise<SiteNetworks> {
  const { log, dhcpSearch, dryRun } = options;
  let networks = first;
  let placement = placeNetworks(first, look(first));
  const link = await openLink(placement, options);
  tellPlacement(log, NOWHERE, placement);
  /** Wires that another server is on, until the interface or the inventory changes. */
  const shutOut = new Map<string, string>();
  const moving = createSemaphore(1);
  let following: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const sayUnfollowed = createUnfollowed(log);

  async function prepare(next: readonly Network[]): Promise<PreparedNetworks> {
    const release = await moving.acquire();
    try {
      const now = await openNow(next);
      return {
        placement: now,
        commit() {
          changeOver(next, now);
          release();
        },
        abandon() {
          link.keep(linkPlaceOf(placement));
          release();
        },
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  async function openNow(next: readonly Network[]): Promise<Placement> {
    if (next !== networks) shutOut.clear();
    const wanted = without(placeNetworks(next, look(next), placement), shutOut);
    const refusals = await link.open(linkPlaceOf(wanted));
    const possible = withoutRefused(wanted, refusals);
    if (dhcpSearch && !dryRun) await search(possible);
    return without(possible, shutOut);
  }

  /** Shuts out the wires that were not served before, and that another server is on. */
  async function search(possible: Placement): Promise<void> {
    const known = new Set(placement.served.map(wireKey));
    const fresh = possible.served.filter((each) => each.device && !known.has(wireKey(each)));
    if (fresh.length === 0) return;
    for (const { device, text } of await findUnknownServers(fresh, log)) {
      for (const each of fresh) if (each.device === device) shutOut.set(wireKey(each), text);
    }
  }

  function changeOver(next: readonly Network[], now: Placement): void {
    link.keep(linkPlaceOf(now));
    tellPlacement(log, placement, now);
    networks = next;
    placement = now;
  }

  function isUnchanged(): boolean {
    const now = without(placeNetworks(networks, look(networks), placement), shutOut);
    return placementKey(now) === placementKey(placement);
  }

  async function followOnce(prepareFor: PrepareFor): Promise<void> {
    if (moving.users() > 0 || isUnchanged()) return;
    const moved = await prepare(networks);
    // A refusal is tried again at each look, and is no change.
    if (placementKey(moved.placement) === placementKey(placement)) return moved.abandon();
    try {
      const commit = await prepareFor(moved.placement.served);
      moved.commit();
      commit();
    } catch (error) {
      moved.abandon();
      throw error;
    }
  }

  return {
    link,
    placement: () => placement,
    prepare,
    follow(prepareFor) {
      let isLooking = false;
      timer = setInterval(() => {
        if (isLooking) return;
        isLooking = true;
        following = followOnce(prepareFor)
          .catch(sayUnfollowed)
          .finally(() => {
            isLooking = false;
          });
      }, LOOK_MS).unref();
    },
    async close() {
      clearInterval(timer);
      await following;
      await link.close();
    },
  };
}

/** What the system refuses is no fault of ours, and needs no stack. */
function createUnfollowed(log: Log): (error: unknown) => void {
  let count = 0;
  return (error) => {
    if (count++ % SAY_AGAIN_LOOKS > 0) return;
    const code = codeOf(error);
    if (code === undefined) log.error({ err: error, count }, UNFOLLOWED);
    else log.warn({ code, count }, UNFOLLOWED);
  };
}

const UNFOLLOWED = 'the interfaces are not followed';

function look(networks: readonly Network[]): Seen {
  return lookAtInterfaces(networks.flatMap((network) => network.interface ?? []));
}

/** The port first: who has it on this machine is told better than who answers on the wire. */
async function openLink(placement: Placement, options: SiteNetworksOptions): Promise<MovableLink> {
  const { dryRun, dhcpSearch, inherited, backend, log } = options;
  const { served } = placement;
  const { link } = await openDhcpLink({
    ...linkPlaceOf(placement),
    port: DHCP_PORT,
    inherited: dhcpSockets(inherited),
    coexist: served.every(({ network }) => network.coexist),
    backend,
    log,
  });
  // Even the search would be sending.
  if (dryRun) return createDryLink(link, (message, to) => logUnsent(log, message, to));
  try {
    if (dhcpSearch && wiresOf(served).length > 0) await refuseOtherServers(served, log);
    return link;
  } catch (error) {
    await link.close();
    throw error;
  }
}

/** One interface as it is now: another is another wire. */
function wireKey({ device, index }: ServedNetwork): string {
  return `${device} ${index}`;
}

function without(placement: Placement, shutOut: ReadonlyMap<string, string>): Placement {
  return split(placement, (each) => shutOut.get(wireKey(each)));
}

function withoutRefused(placement: Placement, refusals: readonly Refusal[]): Placement {
  const refused = (each: ServedNetwork) =>
    refusals.find(
      ({ device, address }) =>
        address === each.serverAddress ||
        (address === undefined && (device ?? each.device) === each.device),
    );
  return split(placement, (each) => refused(each)?.error.message);
}

/** Lets those wait that something keeps from being served. */
function split(
  placement: Placement,
  whyNot: (each: ServedNetwork) => string | undefined,
): Placement {
  const waiting = placement.served.flatMap((each) => {
    const why = whyNot(each);
    return why === undefined ? [] : [{ network: each.network, why }];
  });
  if (waiting.length === 0) return placement;
  const left = new Set(waiting.map(({ network }) => network));
  const served = placement.served.filter(({ network }) => !left.has(network));
  const devices = new Set(served.flatMap(({ device }) => device ?? []));
  return {
    served,
    waiting: [...placement.waiting, ...waiting],
    further: placement.further.filter(({ device }) => devices.has(device)),
  };
}
