// From nothing to serving: how long `serve` needs to be ready with a large site from CSV.

import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { ENVIRONMENT, writeCsvSite } from './inventory.mjs';
import {
  formatSeconds,
  inTemporaryFolder,
  median,
  peakMbOf,
  printTable,
  spawnOffhook,
} from './measure.mjs';

const READY = /^offhook serves (\d+) phones/;

export async function bench(args) {
  const { values } = parseArgs({
    args,
    options: {
      phones: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '3' },
      dir: { type: 'string' },
    },
  });
  const phones = Number(values.phones);
  await inTemporaryFolder(values.dir, async (dir) => {
    writeCsvSite(dir, phones);
    const runs = [];
    for (let round = 0; round < Number(values.rounds); round++) {
      runs.push(await startOnce(dir, phones));
    }
    printTable([
      ['phones', 'ready after, median (range)', 'phones/s', 'peak memory'],
      [
        String(phones),
        formatSeconds(runs.map(({ readyMs }) => readyMs)),
        String(Math.round((phones / median(runs.map(({ readyMs }) => readyMs))) * 1000)),
        `${Math.round(median(runs.map(({ peakMb }) => peakMb)))} MB`,
      ],
    ]);
  });
}

async function startOnce(dir, phones) {
  const start = performance.now();
  const child = spawnOffhook(
    [
      'serve',
      '--address',
      '127.0.0.1',
      '--tftp-port',
      '0',
      '--dhcp',
      'off',
      '--no-watch',
      '--state-dir',
      join(dir, 'state'),
    ],
    { cwd: dir, env: ENVIRONMENT },
  );
  const talk = text(child.stderr);
  child.stdio[3].resume();
  const ended = once(child, 'exit');
  const served = await readyLine(child);
  const readyMs = performance.now() - start;
  const peakMb = served === undefined ? 0 : peakMbOf(child.pid);
  child.kill('SIGTERM');
  await ended;
  if (served !== phones) throw new Error(`it serves ${served ?? 'no'} phones:\n${await talk}`);
  return { readyMs, peakMb };
}

async function readyLine(child) {
  for await (const line of createInterface({ input: child.stdout })) {
    const [, served] = READY.exec(line) ?? [];
    if (served !== undefined) return Number(served);
  }
  return undefined;
}
