// What the observers tell, counted. A count is an addition; whatever else a scrape wants is looked up when it comes.

import type { DhcpExchange } from '../../dhcp/exchange.js';
import { FILE_ROLES, type FileRole } from '../../site/boot-script.js';
import type { ServedRequest } from '../request-log.js';
import { createCells, createCount, createHistogram } from './cells.js';
import { countsOf, histogramsOf, oneOf, type Sampled } from './samples.js';
import { METRICS } from './table.js';

/**
 * Values that are there from the start: of a series that begins with its first event Prometheus does not see that it grew.
 * The rest comes when it happens.
 */
const FROM_THE_START = {
  requests: ['DISCOVER', 'REQUEST', 'DECLINE', 'RELEASE', 'INFORM'],
  replies: ['OFFER', 'ACK', 'NAK'],
  silences: ['pool-exhausted', 'addresses-used', 'no-address', 'journal-failed'],
  reloads: ['ok', 'refused', 'failed'],
  outcomes: ['sent', 'not-found', 'denied'],
} as const;

export type ReloadResult = 'ok' | 'refused' | 'failed';
export type BootResult = 'fetched' | 'registered' | 'stuck' | 'abandoned';

export interface Tally {
  exchange(exchange: DhcpExchange): void;
  /** One that has ended. `kind`: what the file is to the phone. */
  request(request: ServedRequest, kind: FileRole): void;
  reloaded(result: ReloadResult, wallMs: number): void;
  bootEnded(model: string, result: BootResult): void;
  /** It had its file so long after its boot began. */
  configured(model: string, withFirmware: boolean, ms: number): void;
  /** The disk has what was written to the leases. */
  flushed(ms: number): void;
  samples(): readonly Sampled[];
}

/** `startedMs`: since 1970. */
export function createTally(startedMs: number): Tally {
  const counts = () => createCells(createCount);
  const histograms = ({ limits }: { readonly limits: readonly number[] }) =>
    createCells(() => createHistogram(limits));
  const dhcp = {
    requests: counts(),
    replies: counts(),
    silences: counts(),
    durations: histograms(METRICS.offhook_dhcp_reply_duration_seconds),
    flushes: histograms(METRICS.offhook_dhcp_lease_flush_duration_seconds),
  };
  const files = { tftp: counts(), http: counts() };
  const sent = { tftp: createCount(), http: createCount() };
  const repeated = createCount();
  const transfers = histograms(METRICS.offhook_tftp_transfer_duration_seconds);
  const reloads = counts();
  const boots = counts();
  const bootDurations = histograms(METRICS.offhook_boot_duration_seconds);
  let reloadedMs = startedMs;
  for (const type of FROM_THE_START.requests) dhcp.requests.at(type);
  for (const type of FROM_THE_START.replies) dhcp.replies.at(type);
  for (const why of FROM_THE_START.silences) dhcp.silences.at(why);
  for (const result of FROM_THE_START.reloads) reloads.at(result);
  for (const outcome of FROM_THE_START.outcomes) {
    for (const kind of FILE_ROLES) files.tftp.at(outcome, kind);
  }

  return {
    exchange({ type, reply, why, ms }) {
      dhcp.requests.at(type).value += 1;
      if (reply === undefined) dhcp.silences.at(why).value += 1;
      else {
        dhcp.replies.at(reply).value += 1;
        dhcp.durations.at(reply).observe(ms / 1_000);
      }
    },
    request({ protocol, outcome, bytes, durationMs, retransmits = 0 }, kind) {
      files[protocol].at(outcome, kind).value += 1;
      sent[protocol].value += bytes;
      if (protocol !== 'tftp') return;
      repeated.value += retransmits;
      if (outcome === 'sent') transfers.at(kind).observe(durationMs / 1_000);
    },
    reloaded(result, wallMs) {
      reloads.at(result).value += 1;
      if (result === 'ok') reloadedMs = wallMs;
    },
    bootEnded(model, result) {
      boots.at(model, result).value += 1;
    },
    configured(model, withFirmware, ms) {
      bootDurations.at(model, withFirmware ? 'yes' : 'no').observe(ms / 1_000);
    },
    flushed(ms) {
      dhcp.flushes.at().observe(ms / 1_000);
    },
    samples: () => [
      countsOf('offhook_reloads_total', reloads),
      oneOf('offhook_last_reload_success_timestamp_seconds', reloadedMs / 1_000),
      countsOf('offhook_boots_total', boots),
      histogramsOf('offhook_boot_duration_seconds', bootDurations),
      countsOf('offhook_dhcp_requests_total', dhcp.requests),
      countsOf('offhook_dhcp_replies_total', dhcp.replies),
      countsOf('offhook_dhcp_silences_total', dhcp.silences),
      histogramsOf('offhook_dhcp_reply_duration_seconds', dhcp.durations),
      histogramsOf('offhook_dhcp_lease_flush_duration_seconds', dhcp.flushes),
      countsOf('offhook_tftp_requests_total', files.tftp),
      oneOf('offhook_tftp_sent_bytes_total', sent.tftp.value),
      oneOf('offhook_tftp_packets_repeated_total', repeated.value),
      histogramsOf('offhook_tftp_transfer_duration_seconds', transfers),
      countsOf('offhook_http_requests_total', files.http),
      oneOf('offhook_http_sent_bytes_total', sent.http.value),
    ],
  };
}
