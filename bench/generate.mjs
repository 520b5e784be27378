// Generate beside the time that tar needs to put the same files on the same disk; once more where nothing has changed.

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ENVIRONMENT, writeCsvSite, writeYamlSite } from './inventory.mjs';
import {
  formatSeconds,
  inTemporaryFolder,
  median,
  printTable,
  runCommand,
  runOffhook,
  sizeOf,
} from './measure.mjs';

const FORMS = { YAML: writeYamlSite, CSV: writeCsvSite };

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
    for (const [form, write] of Object.entries(FORMS)) write(join(dir, form), phones);
    const runs = await measureRounds(dir, Number(values.rounds));
    report(dir, phones, runs);
  });
}

/** Each round does everything once, so that what else the machine does falls on all alike. */
async function measureRounds(dir, rounds) {
  const runs = { tar: [] };
  for (const form of Object.keys(FORMS)) {
    runs[form] = [];
    runs[`${form} again`] = [];
  }
  for (let round = 0; round < rounds; round++) {
    for (const form of Object.keys(FORMS)) {
      const out = join(dir, `${form}-${round}`);
      runs[form].push(await generate(join(dir, form), out));
      runs[`${form} again`].push(await generate(join(dir, form), out));
    }
    runs.tar.push(await extract(dir, round));
  }
  return runs;
}

function generate(site, out) {
  return runOffhook(['generate', '--quiet', '-o', out], { cwd: site, env: ENVIRONMENT });
}

async function extract(dir, round) {
  const archive = join(dir, 'files.tar');
  if (round === 0) await runCommand('tar', ['cf', archive, '-C', join(dir, 'YAML-0'), '.']);
  const out = join(dir, `tar-${round}`);
  await runCommand('mkdir', [out]);
  return runCommand('tar', ['xf', archive, '-C', out]);
}

function report(dir, phones, runs) {
  const { files, bytes } = sizeOf(join(dir, 'YAML-0'));
  console.log(`${phones} phones, ${files} files, ${(bytes / 1e6).toFixed(1)} MB\n`);
  const tarMs = median(runs.tar.map(({ wallMs }) => wallMs));
  const tarCpuMs = median(runs.tar.map(({ cpuMs }) => cpuMs));
  const row = (name, key) => {
    const walls = runs[key].map(({ wallMs }) => wallMs);
    const cpu = median(runs[key].map(({ cpuMs }) => cpuMs));
    const peak = median(runs[key].map(({ peakMb = 0 }) => peakMb));
    const wall = median(walls);
    return [
      name,
      formatSeconds(walls),
      `${(wall / tarMs).toFixed(1)}x`,
      `${Math.round((phones / wall) * 1000)}`,
      `${(cpu / 1000).toFixed(2)} s`,
      `${(cpu / tarCpuMs).toFixed(1)}x`,
      peak === 0 ? '' : `${Math.round(peak)} MB`,
    ];
  };
  printTable([
    ['what', 'median (range)', 'of tar', 'phones/s', 'CPU', 'of tar', 'peak memory'],
    row('tar x of the same files', 'tar'),
    row('generate from YAML, 500 phones a file', 'YAML'),
    row('again, nothing changed', 'YAML again'),
    row('generate from CSV, one file', 'CSV'),
    row('again, nothing changed', 'CSV again'),
  ]);
}
