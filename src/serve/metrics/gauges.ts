// What is looked up when somebody scrapes: the site, the phones, the pools, and what the servers count themselves.

import { formatSubnet } from '../../core/ipv4.js';
import { POOL_QUEUES } from '../../dhcp/leases/address-pool.js';
import type { PoolCounts } from '../../dhcp/leases/leases.js';
import type { DhcpStats } from '../../dhcp/stats.js';
import type { Severity } from '../../findings/evidence.js';
import { countPhases } from '../../rollout/plan.js';
import { NOTIFY_ACTIONS } from '../../site/notify.js';
import type { TftpStats } from '../../tftp/server/server.js';
import type { Link } from '../pbx/link.js';
import type { ReservedCounts } from '../reservations.js';
import type { Run } from '../rollout/run.js';
import type { Census } from '../story/census.js';
import { UNKNOWN_MODEL } from '../story/census.js';
import type { PhoneStory } from '../story/story.js';
import { oneOf, type Sampled, valuesOf } from './samples.js';

export interface Build {
  readonly version: string;
  readonly node: string;
  readonly tftpBackend: string;
  /** `off`: no addresses are given. */
  readonly dhcpBackend: string;
}

export interface SiteNumbers {
  readonly build: Build;
  readonly phones: number;
  readonly files: number;
  readonly findings: Readonly<Record<Severity, number>>;
  /** DHCP servers that are not ours and may not be there. */
  readonly otherServers: number;
  readonly strangers: { readonly phone: number; readonly ignored: number; readonly other: number };
}

/** Of one network. */
export interface Reservations extends ReservedCounts {
  readonly network: string;
}

export interface DhcpNumbers {
  readonly stats: DhcpStats;
  readonly pools: readonly PoolCounts[];
  readonly reservations: readonly Reservations[];
}

export function siteGauges(numbers: SiteNumbers): readonly Sampled[] {
  const { build, phones, files, findings, otherServers, strangers } = numbers;
  const { version, node, tftpBackend, dhcpBackend } = build;
  return [
    valuesOf('offhook_build_info', [[[version, node, tftpBackend, dhcpBackend], 1]]),
    oneOf('offhook_snapshot_phones', phones),
    oneOf('offhook_snapshot_files', files),
    valuesOf('offhook_findings', entriesOf(findings)),
    valuesOf('offhook_strangers', entriesOf(strangers)),
    oneOf('offhook_dhcp_other_servers', otherServers),
  ];
}

export function phoneGauges({ models, stale, stuck }: Census): readonly Sampled[] {
  const states = [...models].flatMap(([model, words]) =>
    Object.entries(words).map(([word, count]) => [[model, word], count] as const),
  );
  return [
    valuesOf('offhook_phones', states),
    valuesOf(
      'offhook_phones_needing_resync',
      Array.from(stale, ([model, count]) => [[model], count] as const),
    ),
    valuesOf(
      'offhook_stuck_phones',
      Array.from(stuck, ([id, count]) => [[id], count] as const),
    ),
  ];
}

/** Of the phones that are given, which must be few. */
export function singlePhones(phones: readonly PhoneStory[]): readonly Sampled[] {
  const infos = phones.map(({ mac, label = '', facts }) => {
    const firmware = facts.firmwareSeen ?? facts.firmware ?? '';
    return [[mac, label, facts.model?.id ?? UNKNOWN_MODEL, firmware], 1] as const;
  });
  return [
    valuesOf('offhook_phone_info', infos),
    valuesOf(
      'offhook_phone_state',
      phones.map(({ mac, word }) => [[mac, word], 1] as const),
    ),
  ];
}

export function tftpGauges(stats: TftpStats): readonly Sampled[] {
  const dropped = {
    malformed: stats.malformed,
    duplicate: stats.duplicates,
    throttled: stats.throttled,
    over_limit: stats.overLimit,
    wrong_transfer_id: stats.wrongTransferId,
  };
  return [
    oneOf('offhook_tftp_transfers', stats.transfers),
    valuesOf('offhook_tftp_dropped_total', entriesOf(dropped)),
  ];
}

export function dhcpGauges({ stats, pools, reservations }: DhcpNumbers): readonly Sampled[] {
  const addresses = pools.flatMap(({ subnet, counts }) =>
    POOL_QUEUES.map((queue) => [[formatSubnet(subnet), queue], counts[queue]] as const),
  );
  const reserved = reservations.flatMap(({ network, all, held }) => [
    [[network, 'yes'], held] as const,
    [[network, 'no'], all - held] as const,
  ]);
  const unwritten = stats.journalFailures + stats.unrecorded;
  return [
    valuesOf('offhook_dhcp_pool_addresses', addresses),
    valuesOf('offhook_dhcp_reservations', reserved),
    valuesOf('offhook_dhcp_faults_total', entriesOf(stats.faults)),
    oneOf('offhook_dhcp_lease_write_failures_total', unwritten),
    oneOf('offhook_dhcp_send_failures_total', stats.sendFailures),
  ];
}

export function rolloutGauges(runs: readonly Run[]): readonly Sampled[] {
  const open = runs.filter(({ isOver }) => !isOver);
  const counts = NOTIFY_ACTIONS.flatMap((action) => {
    const own = open.filter(({ rollout }) => rollout.action === action);
    const phases = countPhases(own.flatMap(({ phones }) => [...phones.values()]));
    return Object.entries(phases).map(([phase, count]) => [[action, phase], count] as const);
  });
  return [valuesOf('offhook_rollout_phones', counts)];
}

export function pbxGauges(links: readonly Pick<Link, 'name' | 'state' | 'registered'>[]) {
  const up = links.filter(({ state }) => state.upMs !== undefined);
  return [
    valuesOf(
      'offhook_pbx_up',
      links.map((link) => [[link.name], up.includes(link) ? 1 : 0] as const),
    ),
    valuesOf(
      'offhook_registered_lines',
      up.map(({ name, registered }) => [[name], registered()] as const),
    ),
  ];
}

function entriesOf(counts: Readonly<Record<string, number>>) {
  return Object.entries(counts).map(([label, count]) => [[label], count] as const);
}
