// One lease as one line of the journal: JSON with a running number and a checksum. Touches no file.
//
//   {"seq":7,"state":"bound","address":"10.20.1.153","mac":"5c:fc:66:5d:4f:9a",
//    "client":"mac:5c:fc:66:5d:4f:9a","until":"2026-11-21T20:00:00.000Z","crc":"8d3f2a10"}
//
// The checksum is the CRC-32 of the line before `,"crc"`.

import { crc32 } from 'node:zlib';
import { formatIpv4, parseIpv4 } from '../core/ipv4.js';
import { parseMac } from '../core/mac.js';
import { POOL_QUEUES } from './address-pool.js';
import type { Lease } from './leases.js';

export interface JournalLine {
  /** Rises by one from line to line. */
  readonly seq: number;
  readonly lease: Lease;
}

const SHAPE = /^(\{.*),"crc":"([0-9a-f]{8})"\}$/;

/** With its line feed. */
export function formatJournalLine({ seq, lease }: JournalLine): string {
  const { state, mac } = lease;
  const address = formatIpv4(lease.address);
  const client = JSON.stringify(lease.client);
  const until = new Date(lease.untilMs).toISOString();
  const body = `{"seq":${seq},"state":"${state}","address":"${address}","mac":"${mac}","client":${client},"until":"${until}"`;
  return `${body},"crc":"${checksum(body)}"}\n`;
}

/** undefined: damaged, or not a line of ours. */
export function parseJournalLine(line: string): JournalLine | undefined {
  const [, body, crc] = SHAPE.exec(line) ?? [];
  if (body === undefined || checksum(body) !== crc) return undefined;
  return lineFrom(parseJson(`${body}}`));
}

function lineFrom(fields: Readonly<Record<string, unknown>> | undefined): JournalLine | undefined {
  const seq = fields?.seq;
  const client = fields?.client;
  const state = POOL_QUEUES.find((each) => each === fields?.state);
  const address = parseIpv4(String(fields?.address));
  const mac = parseMac(String(fields?.mac));
  const untilMs = Date.parse(String(fields?.until));
  if (typeof seq !== 'number' || typeof client !== 'string' || Number.isNaN(untilMs))
    return undefined;
  if (state === undefined || address === undefined || mac === undefined) return undefined;
  return { seq, lease: { address, state, client, mac, untilMs } };
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}

function parseJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
