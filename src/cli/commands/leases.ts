// `offhook leases`: who has which address, and `leases release MAC`: take one back.

import { systemClock } from '../../core/clock.js';
import { ENDLESS_MS } from '../../core/duration.js';
import { formatIpv4 } from '../../core/ipv4.js';
import { jsonText, printable } from '../../core/printable.js';
import { readSiteLeases, releaseSiteLeases, type SiteLease } from '../../serve/site-leases.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { readMac } from '../mac-argument.js';
import { chooseStateDir } from '../state-dir.js';

export interface LeasesOptions {
  readonly stateDir?: string;
  readonly format: 'text' | 'json';
}

export async function leases(options: LeasesOptions, io: Io): Promise<number> {
  const stateDir = chooseStateDir(options.stateDir, io);
  const nowMs = systemClock.wallMs();
  const found = await readSiteLeases(stateDir, nowMs);
  if (!found) io.err(`no lease was ever given from ${stateDir} (--state-dir names another)\n`);
  if (found?.damage !== undefined) io.err(`${found.path}: ${found.damage}\n`);
  const rows = (found?.leases ?? []).map(rowOf);
  io.out(
    options.format === 'json'
      ? jsonText({ version: 1, leases: rows })
      : formatText(rows.map((row) => forPeople(row, nowMs))),
  );
  return EXIT.ok;
}

export async function releaseLeases(
  macText: string,
  options: Pick<LeasesOptions, 'stateDir'>,
  io: Io,
): Promise<number> {
  const mac = readMac(macText);
  const stateDir = chooseStateDir(options.stateDir, io);
  const released = await releaseSiteLeases(stateDir, mac, systemClock.wallMs());
  for (const address of released) io.out(`${formatIpv4(address)} is free\n`);
  if (released.length > 0) return EXIT.ok;
  io.err(`${mac} holds no lease in ${stateDir}\n`);
  return EXIT.findings;
}

const COLUMNS = [
  { name: 'address', width: 15 },
  { name: 'state', width: 7 },
  { name: 'mac', width: 17 },
  { name: 'until', width: 24 },
  { name: 'client', width: 0 },
] as const;

type Row = Readonly<Record<(typeof COLUMNS)[number]['name'], string>>;

function rowOf({ address, state, mac, untilMs, client }: SiteLease): Row {
  const until = new Date(untilMs).toISOString();
  return { address: formatIpv4(address), state, mac, until, client };
}

function forPeople(row: Row, nowMs: number): Row {
  return Date.parse(row.until) - nowMs > ENDLESS_MS ? { ...row, until: 'never' } : row;
}

function formatText(rows: readonly Row[]): string {
  const line = (cell: (name: keyof Row) => string) =>
    `${COLUMNS.map(({ name, width }) => cell(name).padEnd(width))
      .join('  ')
      .trimEnd()}\n`;
  return [
    line((name) => name.toUpperCase()),
    ...rows.map((row) => line((name) => printable(row[name]))),
  ].join('');
}
