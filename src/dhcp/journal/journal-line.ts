// One lease as one line of the journal: JSON with a running number and a checksum. Touches no file.
//
//   {"seq":7,"state":"bound","address":"10.20.1.153","mac":"5c:fc:66:5d:4f:9a",
//    "client":"mac:5c:fc:66:5d:4f:9a","until":"2026-11-21T20:00:00.000Z","seconds":28800,"crc":"8d3f2a10"}
//
// `seconds` is what was left until then when the line was written: it holds where the clock was wrong, then or now.
// The checksum is the CRC-32 of the line before `,"crc"`.

import { crc32 } from 'node:zlib';
import { EARLIEST_MS } from '../../core/clock.js';
import { formatIpv4, parseIpv4 } from '../../core/ipv4.js';
import { isJsonObject, type Json, parseJson } from '../../core/json.js';
import { parseMac } from '../../core/mac.js';
import { POOL_QUEUES } from '../leases/address-pool.js';
import type { Lease } from '../leases/lease.js';

export interface JournalLine {
  /** Rises by one from line to line. */
  readonly seq: number;
  /** Absent: an older version wrote the line. */
  readonly seconds?: number;
  readonly lease: Lease;
}

/** The longest client identifier makes 700. */
export const LINE_BYTES_MAX = 1024;
/** What counts as a number of a line; at a million a second it lasts for a lifetime. */
const SEQ_MAX = 2 ** 52;

const SHAPE = /^(\{.*),"crc":"([0-9a-f]{8})"\}$/;

/** With its line feed. */
export function formatJournalLine({ seq, seconds, lease }: JournalLine): string {
  const { state, mac } = lease;
  const address = formatIpv4(lease.address);
  const client = JSON.stringify(lease.client);
  const until = new Date(lease.untilMs).toISOString();
  const body = `{"seq":${seq},"state":"${state}","address":"${address}","mac":"${mac}","client":${client},"until":"${until}"${seconds === undefined ? '' : `,"seconds":${seconds}`}`;
  return `${body},"crc":"${checksum(body)}"}\n`;
}

/** undefined: damaged, or not a line of ours. */
export function parseJournalLine(line: string): JournalLine | undefined {
  const [, body, crc] = SHAPE.exec(line) ?? [];
  if (body === undefined || checksum(body) !== crc) return undefined;
  const fields = parseJson(`${body}}`);
  return isJsonObject(fields) ? lineFrom(fields) : undefined;
}

function lineFrom(fields: Json): JournalLine | undefined {
  const { seq, seconds, client } = fields;
  const state = POOL_QUEUES.find((each) => each === fields.state);
  const address = parseIpv4(String(fields.address));
  const mac = parseMac(String(fields.mac));
  const untilMs = Date.parse(String(fields.until));
  if (!isCount(seq) || typeof client !== 'string' || Number.isNaN(untilMs)) return undefined;
  if (state === undefined || address === undefined || mac === undefined) return undefined;
  const lease = { address, state, client, mac, untilMs };
  return { seq, lease, ...(isCount(seconds) && { seconds }) };
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < SEQ_MAX;
}

/** Of the lines that do not say it. */
const SECONDS_UNKNOWN = 30 * 86_400;

/**
 * The lease as it counts from `nowMs` on: for no longer than it was written to run, or a clock that was ahead would
 * block its address for years. One that ended before anybody can have given it is of a clock that was behind; since
 * nobody knows when that was, it runs in full.
 */
export function settledLease(
  { lease, seconds = SECONDS_UNKNOWN }: JournalLine,
  nowMs: number,
): Lease {
  const latestMs = nowMs + seconds * 1000;
  const isRight = lease.untilMs >= EARLIEST_MS && lease.untilMs <= latestMs;
  return isRight || lease.state === 'free' ? lease : { ...lease, untilMs: latestMs };
}

/** What `seconds` of a line is. */
export function secondsLeft({ untilMs }: Lease, nowMs: number): number {
  return Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
