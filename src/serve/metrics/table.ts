// All metrics of ours, a row each: what they are called, what they count, and by what. The scrape, docs/monitoring.md, the
// alert rules and the dashboard have their names from here, or are held to them.
//
// Labels have few values, or as many as the inventory has models and networks. None has a MAC, an address or the name of
// a file, but for the two that are made of single phones, where somebody asks for those.

import { PHASES } from '../../rollout/progress.js';
import { WORDS } from '../../timeline/word-table.js';

export interface MetricRow {
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** Ends in no full stop. */
  readonly help: string;
  /** What its values are, by the name of the label, in the order in which the samples have them. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Of a histogram, in seconds. */
  readonly limits?: readonly number[];
  /** There with `--metrics-phones` alone. */
  readonly ofPhones?: true;
}

const MODEL = 'id of the model, `unknown`';
const KIND = 'what the file is to the phone: `config`, `firmware` parts as `load` and `part`, …';
const PBX = 'its name in the inventory, of those that have `ami`';
const NETWORK = 'its subnet, `10.20.1.0/24`';
const STATE = Object.keys(WORDS)
  .map((word) => `\`${word}\``)
  .join(', ');

type Labels = NonNullable<MetricRow['labels']>;

const counter = (help: string, labels: Labels = {}) => ({ type: 'counter', help, labels }) as const;
const gauge = (help: string, labels: Labels = {}) => ({ type: 'gauge', help, labels }) as const;
const histogram = (help: string, limits: readonly number[], labels: Labels = {}) =>
  ({ type: 'histogram', help, limits, labels }) as const;

export const METRICS = {
  offhook_build_info: gauge('Always 1; the labels say what runs', {
    version: 'of offhook',
    node: 'of Node',
    tftp_backend: '`koffi`, `dgram`',
    dhcp_backend: 'the same; `off`',
  }),
  offhook_snapshot_phones: gauge('Phones of the inventory that is served'),
  offhook_snapshot_files: gauge('Files that are made of it'),
  offhook_findings: gauge(
    'Findings of the last reading of the inventory, whether it was put into force or not',
    { severity: '`error`, `warning`, `info`' },
  ),
  offhook_reloads_total: counter('Readings of the inventory after the start', {
    result: '`ok`, `refused` (errors, or most phones would be lost), `failed` (not readable)',
  }),
  offhook_last_reload_success_timestamp_seconds: gauge(
    'When what is served was put into force; the start counts',
  ),
  offhook_phones: gauge('Phones of the inventory by what they are doing', {
    model: MODEL,
    state: STATE,
  }),
  offhook_phones_needing_resync: gauge('Phones whose file has changed since they fetched it', {
    model: MODEL,
  }),
  offhook_strangers: gauge('Devices that were heard and that the inventory does not have', {
    kind: '`phone`, `ignored` (phones that somebody said to ignore), `other`',
  }),
  offhook_stuck_phones: gauge('Phones that do not go on; rows without a phone are left out', {
    diagnosis: 'row of docs/boot-story.md, `T9`',
  }),
  offhook_boots_total: counter('Boots that have ended', {
    model: MODEL,
    result: '`fetched`, `registered`, `stuck`, `abandoned` (another began before it had its file)',
  }),
  offhook_boot_duration_seconds: histogram(
    'From the beginning of a boot until the phone had its file',
    [1, 2, 5, 10, 20, 30, 60, 120, 300, 600],
    { model: MODEL, firmware: '`yes`: it fetched firmware as well; `no`' },
  ),
  offhook_dhcp_requests_total: counter('DHCP messages of clients that were read and judged', {
    type: '`DISCOVER`, `REQUEST`, `DECLINE`, `RELEASE`, `INFORM`',
  }),
  offhook_dhcp_replies_total: counter('DHCP replies', { type: '`OFFER`, `ACK`, `NAK`' }),
  offhook_dhcp_silences_total: counter('DHCP messages that got no reply', {
    why: 'as `why` in the log, `pool-exhausted`',
  }),
  offhook_dhcp_faults_total: counter(
    'Packets that came to the port of DHCP and are no message of a client',
    { fault: '`too-short`, `bad-option`, …' },
  ),
  offhook_dhcp_reply_duration_seconds: histogram(
    "From a DHCP packet's arrival until its reply was handed to the system, the disk's time included",
    [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.25, 1],
    { type: '`OFFER`, `ACK`, `NAK`' },
  ),
  offhook_dhcp_pool_addresses: gauge('Addresses of the pools', {
    network: NETWORK,
    state: '`free`, `offered`, `bound`, `resting`',
  }),
  offhook_dhcp_reservations: gauge('Addresses that the inventory reserves for phones', {
    network: NETWORK,
    held: '`yes`: by a lease that runs; `no`',
  }),
  offhook_dhcp_lease_write_failures_total: counter('Leases that could not be written to the disk'),
  offhook_dhcp_send_failures_total: counter('DHCP replies that the system would not send'),
  offhook_dhcp_lease_flush_duration_seconds: histogram(
    'How long the disk takes to have what was written to the file of the leases',
    [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 2.5],
  ),
  offhook_dhcp_other_servers: gauge(
    'Other DHCP servers whose offers phones of the inventory took in the last hour, where none is meant to be',
  ),
  offhook_tftp_requests_total: counter('TFTP requests that have ended', {
    outcome: 'as `outcome` in the log, `sent`, `not-found`',
    kind: KIND,
  }),
  offhook_tftp_sent_bytes_total: counter(
    'Bytes of files that arrived by TFTP, counted when a transfer has ended',
  ),
  offhook_tftp_packets_repeated_total: counter(
    'Packets of TFTP that were sent again, counted when a transfer has ended',
  ),
  offhook_tftp_transfers: gauge('TFTP transfers under way'),
  offhook_tftp_transfer_duration_seconds: histogram(
    'How long TFTP transfers took that came to their end',
    [0.05, 0.1, 0.5, 1, 5, 20, 60, 300],
    { kind: KIND },
  ),
  offhook_tftp_dropped_total: counter('Packets of TFTP that were left unanswered', {
    why: '`malformed`, `duplicate`, `throttled`, `over_limit`, `wrong_transfer_id`',
  }),
  offhook_http_requests_total: counter('HTTP requests of phones that have ended', {
    outcome: 'as `outcome` in the log',
    kind: KIND,
  }),
  offhook_http_sent_bytes_total: counter('Bytes of files that were sent by HTTP to their end'),
  offhook_rollout_phones: gauge('Phones of rollouts that are not over, by how far they are', {
    action: '`resync`, `restart`',
    state: PHASES.map((phase) => `\`${phase}\``).join(', '),
  }),
  offhook_pbx_up: gauge('Whether this PBX tells who is registered: 1, or 0', { pbx: PBX }),
  offhook_registered_lines: gauge(
    'Accounts that are registered at this PBX and that it reaches; left out while it tells nothing',
    { pbx: PBX },
  ),
  offhook_phone_info: {
    ...gauge('Always 1; a phone of the inventory', {
      mac: '`5c:fc:66:5d:4f:9a`',
      label: 'what people call it',
      model: MODEL,
      firmware: 'that it says it has, else what the inventory wants; empty: neither is known',
    }),
    ofPhones: true,
  },
  offhook_phone_state: {
    ...gauge('Always 1; what a phone of the inventory is doing', {
      mac: '`5c:fc:66:5d:4f:9a`',
      state: STATE,
    }),
    ofPhones: true,
  },
} satisfies Readonly<Record<`offhook_${string}`, MetricRow>>;

export type MetricName = keyof typeof METRICS;

/** In the order of the table. */
export const METRIC_NAMES = Object.keys(METRICS) as readonly MetricName[];

/** What a histogram's samples are called beside its own name. */
export const HISTOGRAM_PARTS = ['_bucket', '_sum', '_count'] as const;
