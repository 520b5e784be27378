// What a site's exports cost, each kind in a process of its own, beside `generate` of the same inventory.

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ENVIRONMENT, writeAddressedSite } from './inventory.mjs';
import {
  formatSeconds,
  inTemporaryFolder,
  median,
  printTable,
  runOffhook,
  sizeOf,
} from './measure.mjs';

const GENERATE = 'generate';
const PAGE = 'http://10.0.0.1:8068';
const COMMANDS = {
  [GENERATE]: ['generate'],
  hosts: ['export', 'hosts'],
  csv: ['export', 'csv'],
  labels: ['export', 'labels'],
  'labels with codes': ['export', 'labels', '--page', PAGE],
  'asterisk, pjsip': ['export', 'asterisk'],
  'asterisk, sip': ['export', 'asterisk', '--chan', 'sip'],
  'dhcp for kea': ['export', 'dhcp', '--for', 'kea'],
  'dhcp for dnsmasq': ['export', 'dhcp', '--for', 'dnsmasq'],
  'dhcp for isc': ['export', 'dhcp', '--for', 'isc'],
  'dhcp for mikrotik': ['export', 'dhcp', '--for', 'mikrotik'],
};

export async function bench(args) {
  const { values } = parseArgs({
    args,
    options: {
      phones: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '3' },
      dir: { type: 'string' },
    },
  });
  const phones = Number(values.phones);
  await inTemporaryFolder(values.dir, async (dir) => {
    const site = join(dir, 'site');
    writeAddressedSite(site, phones);
    const runs = await measureRounds(site, dir, Number(values.rounds));
    console.log(`${phones} phones, each with an address of its own, from one CSV\n`);
    report(runs);
  });
}

/** Each round does everything once, so that what else the machine does falls on all alike. */
async function measureRounds(site, dir, rounds) {
  const runs = new Map(Object.keys(COMMANDS).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of Object.entries(COMMANDS)) {
      const out = join(dir, `${name.replace(/\W+/g, '-')}-${round}`);
      const options = { cwd: site, env: ENVIRONMENT };
      const used = await runOffhook([...command, '--quiet', '-o', out], options);
      runs.get(name).push({ ...used, ...sizeOf(out) });
    }
  }
  return runs;
}

function report(runs) {
  const middle = (name, pick) => median(runs.get(name).map(pick));
  const cpuOf = (name) => middle(name, ({ cpuMs }) => cpuMs);
  const row = (name) => [
    name,
    formatSeconds(runs.get(name).map(({ wallMs }) => wallMs)),
    `${(cpuOf(name) / 1000).toFixed(2)} s`,
    `${(cpuOf(name) / cpuOf(GENERATE)).toFixed(2)}x`,
    `${Math.round(middle(name, ({ peakMb }) => peakMb))} MB`,
    `${middle(name, ({ files }) => files)}`,
    `${(middle(name, ({ bytes }) => bytes) / 1e6).toFixed(1)} MB`,
  ];
  const header = ['what', 'median (range)', 'CPU', 'of generate', 'peak memory', 'files', 'size'];
  printTable([header, ...[...runs.keys()].map(row)]);
}
