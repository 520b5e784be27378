// The DHCP servers that `export dhcp` writes for, each started in a namespace on what was written for it, with its state
// in a folder of the test.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runExport } from './exported-site.js';
import { type Lan, SERVED_INTERFACE } from './lan.js';
import { type Running, runProgram, start } from './programs.js';

export const EXPORTED = ['kea', 'dnsmasq', 'isc'] as const;
export type Exported = (typeof EXPORTED)[number];

/** A package from npm that tests use has a program of this name. */
const DHCPD = '/usr/sbin/dhcpd';

interface Server {
  readonly file: string;
  /** Which says whether the file is well. */
  check(path: string): readonly string[];
  run(folder: string, path: string): readonly string[];
  /** Said when it answers. */
  readonly ready: RegExp;
}

const SERVERS: Readonly<Record<Exported, Server>> = {
  kea: {
    file: 'kea-dhcp4.conf',
    check: (path) => ['kea-dhcp4', '-t', path],
    run: (folder, path) => ['env', ...keaPlaces(folder), 'kea-dhcp4', '-c', keaFile(folder, path)],
    ready: /DHCP4_STARTED/,
  },
  dnsmasq: {
    file: 'dnsmasq-dhcp.conf',
    check: (path) => ['dnsmasq', '--test', '-C', path],
    run: (folder, path) => [
      ...[
        'dnsmasq',
        '--keep-in-foreground',
        '-C',
        path,
        `--dhcp-leasefile=${folder}/dnsmasq-leases`,
      ],
      ...['--log-facility=-', '--user=root'],
    ],
    ready: /DHCP, sockets bound/,
  },
  isc: {
    file: 'dhcpd.conf',
    check: (path) => [DHCPD, '-t', '-cf', path],
    run(folder, path) {
      writeFileSync(join(folder, 'isc-leases'), '');
      const state = ['-lf', join(folder, 'isc-leases'), '-pf', join(folder, 'isc-pid')];
      return [DHCPD, '-f', '-d', '-cf', path, ...state, SERVED_INTERFACE];
    },
    ready: /Server starting service/,
  },
};

/** Kea of Debian has these places in its code. */
export function keaPlaces(folder: string): readonly string[] {
  const places = ['KEA_PIDFILE_DIR', 'KEA_LOCKFILE_DIR'].map((name) => `${name}=${folder}`);
  return [...places, 'KEA_LOGGER_DESTINATION=stdout'];
}

/** The same with its leases and its log in the folder of the test. */
export function keaFile(folder: string, path: string): string {
  const text = readFileSync(path, 'utf8');
  const name = JSON.stringify(join(folder, 'kea-leases.csv'));
  const logger = { name: 'kea-dhcp4', output_options: [{ output: 'stdout' }], severity: 'INFO' };
  const own = text
    .replace('"persist": true', `"persist": true, "name": ${name}`)
    .replace('"Dhcp4": {', `"Dhcp4": { "loggers": [${JSON.stringify(logger)}],`);
  const copy = join(folder, 'kea.conf');
  writeFileSync(copy, own);
  return copy;
}

export const PROGRAMS = ['kea-dhcp4', 'dnsmasq', DHCPD];

/** What its own checker says of a file; throws if it refuses it. */
export function checkFile(server: Exported, lan: Lan, path: string): string {
  return runProgram('ip', ['netns', 'exec', lan.server, ...SERVERS[server].check(path)]);
}

/** Exports the inventory in the folder for it; resolves when it answers. */
export async function startExported(server: Exported, lan: Lan, folder: string): Promise<Running> {
  const { file, run, ready } = SERVERS[server];
  const path = join(runExport(folder, server), file);
  checkFile(server, lan, path);
  const running = start('ip', ['netns', 'exec', lan.server, ...run(folder, path)], folder);
  await running.waitFor(ready);
  return running;
}
