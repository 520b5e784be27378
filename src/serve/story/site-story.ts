// What the phones together say of the site, and what the servers know of themselves: looked at each second at the most, and
// told when it comes, when it has grown and when it goes.

import { formatIpv4, formatSubnet } from '../../core/ipv4.js';
import type { Network } from '../../site/site.js';
import type { Diagnosis } from '../../timeline/diagnose.js';
import type { PhoneEvent } from '../../timeline/events.js';
import { type Growth, growTo, growthFrom, isToTell } from '../../timeline/growth.js';
import { type History, lastHeardMs, renewalTimeOf } from '../../timeline/history.js';
import { createLately } from '../../timeline/lately.js';
import {
  diagnoseSite,
  type NetworkFacts,
  type Refusal,
  type SilentPbx,
  type SiteDiagnosis,
} from '../../timeline/site-rows.js';

export interface SiteStoryOptions {
  /** Milliseconds that never go back. */
  now(): number;
  /** Of phones of the inventory. */
  diagnoses(): readonly Diagnosis[];
  upgrading(): number;
  histories(): Iterable<readonly [unknown, History]>;
  /** Requests that TFTP has dropped since it began, as their address asked too much. */
  throttled(): number;
  /** As they are served now. */
  networks(): readonly Network[];
  silentPbxes(): readonly SilentPbx[];
  appeared(row: SiteDiagnosis): void;
  /** It is larger by much than it was told. */
  grown(row: SiteDiagnosis): void;
  gone(row: SiteDiagnosis): void;
}

export interface SiteStory {
  /** What happened to whatever device. */
  note(event: PhoneEvent): void;
  /** Another inventory is in force, in which so many phones have changed. */
  reloaded(changed: number): void;
  /** Another was read, and is not taken. */
  refused(why: Refusal): void;
  /** To be called each second. */
  look(): void;
  rows(): readonly SiteDiagnosis[];
  upgrading(): number;
  reloadedMs(): number | undefined;
  /** A DHCP server answers where none but ours may. */
  heardServer(address: string): void;
  /** Other DHCP servers that were heard lately. */
  otherServers(): readonly OtherServerHeard[];
  /** The last that was read is not taken. */
  isRefused(): boolean;
}

export interface OtherServerHeard {
  readonly address: string;
  readonly heardMs: number;
}

const MINUTES = 5;
const MINUTE_MS = 60_000;
/** A server that was not heard for so long is taken to be gone. */
const RIVAL_MS = 3_600_000;
/** Nobody has so many; whoever makes them up does not fill memory. */
const RIVALS_MAX = 16;

export function createSiteStory(options: SiteStoryOptions): SiteStory {
  const { now, diagnoses, histories, throttled } = options;
  const lately = createLately(['packets', 'repeats', 'throttled'], MINUTES);
  /** By address: when each was heard. */
  const rivals = new Map<string, number>();
  let reload: { readonly atMs: number; readonly changed: number } | undefined;
  let refusal: Refusal | undefined;
  let dropped = throttled();
  let networks: readonly NetworkFacts[] = [];
  let networksMs = Number.NEGATIVE_INFINITY;
  let rows: readonly SiteDiagnosis[] = [];
  /** Of those, by what they are. */
  const growths = new Map<string, Growth>();

  function noteRival(address: string, nowMs: number): void {
    if (rivals.size < RIVALS_MAX || rivals.has(address)) rivals.set(address, nowMs);
  }

  function countDropped(nowMs: number): void {
    const before = dropped;
    dropped = throttled();
    lately.add(nowMs, { packets: 0, repeats: 0, throttled: dropped - before });
  }

  function factsNow(nowMs: number) {
    for (const [address, atMs] of rivals) if (nowMs - atMs > RIVAL_MS) rivals.delete(address);
    if (nowMs - networksMs >= MINUTE_MS) {
      networks = networksOf(histories());
      networksMs = nowMs;
    }
    return {
      ...(reload && { reloadedMs: reload.atMs, reloadChanged: reload.changed }),
      reloadRefused: refusal,
      rivals: [...rivals.keys()],
      ...lately.sum(nowMs),
      networks,
      silentPbxes: options.silentPbxes(),
    };
  }

  function tellIfNews(row: SiteDiagnosis, nowMs: number): void {
    const { size = 1 } = row;
    const before = growths.get(keyOf(row));
    const growth = before ? growTo(before, size, nowMs) : growthFrom(size, nowMs);
    const isGrown = isToTell(growth, nowMs);
    growths.set(keyOf(row), isGrown ? growthFrom(size, nowMs) : growth);
    if (!before) options.appeared(row);
    else if (isGrown) options.grown(row);
  }

  return {
    note(event) {
      if (event.kind === 'file' && event.packets !== undefined) {
        const { packets, repeats, atMs } = event;
        lately.add(atMs, { packets, repeats, throttled: 0 });
      }
      if (event.kind !== 'dhcp' || event.why !== 'other-server') return;
      const { serverId, network, atMs } = event;
      if (serverId === undefined || mayCoexist(options.networks(), network)) return;
      noteRival(formatIpv4(serverId), atMs);
    },
    heardServer: (address) => noteRival(address, now()),
    reloaded(changed) {
      reload = { atMs: now(), changed };
      refusal = undefined;
    },
    refused(why) {
      refusal = why;
    },
    look() {
      const nowMs = now();
      countDropped(nowMs);
      const before = rows;
      rows = diagnoseSite(diagnoses(), factsNow(nowMs), nowMs);
      // A minute old: who is about to be told that a network is silent is told of now.
      if (networksMs < nowMs && isNew(rows, before, 'G2')) {
        networksMs = Number.NEGATIVE_INFINITY;
        rows = diagnoseSite(diagnoses(), factsNow(nowMs), nowMs);
      }
      for (const row of rows) tellIfNews(row, nowMs);
      for (const row of before) {
        if (rows.some((each) => keyOf(each) === keyOf(row))) continue;
        growths.delete(keyOf(row));
        options.gone(row);
      }
    },
    rows: () => rows,
    upgrading: options.upgrading,
    reloadedMs: () => reload?.atMs,
    otherServers: () => Array.from(rivals, ([address, heardMs]) => ({ address, heardMs })),
    isRefused: () => refusal !== undefined,
  };
}

function isNew(
  rows: readonly SiteDiagnosis[],
  before: readonly SiteDiagnosis[],
  id: SiteDiagnosis['id'],
): boolean {
  return rows.some((row) => row.id === id) && !before.some((row) => row.id === id);
}

/** On this network another DHCP server may answer. */
function mayCoexist(networks: readonly Network[], network: string | undefined): boolean {
  return networks.some(({ subnet, coexist }) => coexist && formatSubnet(subnet) === network);
}

function keyOf({ id, row, pbx }: SiteDiagnosis): string {
  return [id, row, pbx].join(' ');
}

function networksOf(histories: Iterable<readonly [unknown, History]>): readonly NetworkFacts[] {
  const networks = new Map<string, Omit<NetworkFacts, 'network'>>();
  for (const [, history] of histories) {
    const { network } = history.lease ?? {};
    if (network === undefined) continue;
    const facts = networks.get(network) ?? { phones: 0, heardMs: -Infinity, renewalMs: 0 };
    const heardMs = Math.max(facts.heardMs, lastHeardMs(history));
    const renewalMs = renewalTimeOf(history);
    // Who has its address for ever asks for nothing.
    if (renewalMs === undefined) networks.set(network, { ...facts, heardMs });
    else {
      const longestMs = Math.max(facts.renewalMs, renewalMs);
      networks.set(network, { phones: facts.phones + 1, heardMs, renewalMs: longestMs });
    }
  }
  return Array.from(networks, ([network, facts]) => ({ network, ...facts }));
}
