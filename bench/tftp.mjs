// The same TFTP storms on offhook and on the servers that people use, in one run, on the loopback of a namespace.

import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import {
  compareInRounds,
  inTemporaryFolder,
  median,
  peakMbOf,
  printTable,
  SYSTEM_ENV,
} from './measure.mjs';
import { compareInTurns } from './pair.mjs';
import { printPairs } from './story-pair.mjs';
import { installedTftpServers, PAGE_PAIR, STORY_PAIR } from './tftp-servers.mjs';

const run = promisify(execFile);
const PHONES = fileURLToPath(new URL('./tftp-phones.mjs', import.meta.url));
const TICKS_PER_SECOND = 100;
const READY_TRIES = 10;
const OWN_FILES = 4000;
/** Of a pair each turn is to take a second or two. */
const LARGE_SHARE = 8;
/** Sizes of a real set of firmware, 5.5 MB. */
const FIRMWARE = {
  'firmware.loads': 642,
  'core.sbn': 567_000,
  'dsp.sbn': 352_000,
  'java.sbn': 1_040_000,
  'apps.sbn': 1_670_000,
  'voice.sbn': 1_870_358,
};
const firmware = { phones: 64, files: Object.keys(FIRMWARE) };
const own = { phones: 1000, files: ['phone-%.xml'] };
const large = { blksize: '1428', tsize: '0' };
const WORKLOADS = {
  W1: { title: '1,000 phones at once, each its own 9 KB, lockstep 512', ...own },
  W2: { title: '64 phones x 5.5 MB of firmware, lockstep 512', ...firmware },
  W3: { title: 'the same, blksize 1428', ...firmware, options: large },
  W4: {
    title: 'the same, blksize 1428, windowsize 16',
    ...firmware,
    options: { blksize: '1428', windowsize: '16' },
  },
  W5: { title: 'W1 with 2 % lost each way', ...own, lossPerMille: 20 },
  W6: { title: '4,000 phones at once, each its own 9 KB', ...own, phones: 4000 },
};

export async function bench(args) {
  const { values } = parseArgs({
    args,
    options: {
      servers: { type: 'string' },
      beside: { type: 'string' },
      'story-pair': { type: 'boolean', default: false },
      'page-pair': { type: 'boolean', default: false },
      workloads: { type: 'string' },
      rounds: { type: 'string' },
      dir: { type: 'string' },
    },
  });
  if (process.getuid?.() !== 0) throw new Error('a network namespace needs root');
  const pair = values['page-pair'] ? PAGE_PAIR : values['story-pair'] ? STORY_PAIR : undefined;
  const { workloads = pair ? 'W1,W3' : Object.keys(WORKLOADS).join() } = values;
  await inTemporaryFolder(values.dir, async (dir) => {
    const root = join(dir, 'files');
    writeFiles(root);
    chmodSync(dir, 0o755);
    for (const name of workloads.split(',')) {
      const rounds = Number(values.rounds ?? (pair ? 9 : 3));
      if (pair) await comparePair(pair, { name, root, dir, rounds });
      else {
        const servers = installedTftpServers(values.servers?.split('+'), values.beside);
        const results = await onLoopback((space) =>
          compare(space, { name, root, dir, servers, rounds }),
        );
        printComparison(name, results);
      }
    }
  });
}

function writeFiles(root) {
  mkdirSync(root, { mode: 0o755 });
  const own = Array.from({ length: OWN_FILES }, (_, n) => [`phone-${n}.xml`, 9000 + (n % 432)]);
  for (const [name, length] of [...own, ...Object.entries(FIRMWARE)]) {
    const bytes = Buffer.from(
      Uint8Array.from({ length }, (_, at) => (at * 31) ^ (at >> 8) ^ length),
    );
    writeFileSync(join(root, name), bytes);
  }
}

/** `mark`: of those that are there at the same time each has its own. */
async function onLoopback(work, mark = '') {
  const space = `ohb${process.pid}t${mark}`;
  execFileSync('ip', ['netns', 'add', space]);
  try {
    execFileSync('ip', ['-n', space, 'link', 'set', 'lo', 'up']);
    // in.tftpd finds no address where a machine has none but its loopback's (AI_ADDRCONFIG).
    const wire = ['-n', space, 'link', 'add', 'near', 'type', 'veth', 'peer', 'name', 'far'];
    execFileSync('ip', wire);
    execFileSync('ip', ['-n', space, 'address', 'add', '192.0.2.1/24', 'dev', 'near']);
    return await work(space);
  } finally {
    execFileSync('ip', ['netns', 'delete', space]);
  }
}

/** Each server is started anew for each round. */
function compare(space, { name, root, dir, servers, rounds }) {
  const measureAndSay = async (server, round) => {
    const given = { job: WORKLOADS[name], root, dir, seed: round + 1 };
    const result = await measure(space, server, given);
    const { done, failed, mbPerS } = result;
    const said = `${done} done, ${failed} failed, ${mbPerS.toFixed(1)} MB/s`;
    console.log(`${name} ${server.name}: ${said}, load ${loadavg()[0].toFixed(1)}`);
    return result;
  };
  return compareInRounds(servers, rounds, measureAndSay, `${name} `);
}

async function measure(space, server, { job, ...given }) {
  const { pid, storm, stop } = await startServer(space, server, given);
  try {
    const before = cpuMsOf(pid);
    const result = await storm(job);
    const cpuMs = cpuMsOf(pid) - before;
    return {
      ...figures(result),
      cpuMicros: (cpuMs / result.packets) * 1000,
      peakMb: peakMbOf(pid),
    };
  } finally {
    await stop();
  }
}

/** Resolves when it answers; `stop` resolves when it has ended. */
async function startServer(space, { command }, { root, dir, seed }) {
  const log = openSync(join(dir, 'servers.log'), 'a');
  const server = spawn('ip', ['netns', 'exec', space, ...command(root, dir)], {
    stdio: ['ignore', log, log],
    env: SYSTEM_ENV,
    // Models that lie here are those of one build.
    cwd: dir,
  });
  const ended = once(server, 'exit');
  const storm = (given) => runPhones(space, { options: {}, lossPerMille: 0, seed, root, ...given });
  async function stop() {
    server.kill('SIGTERM');
    await ended;
  }
  try {
    await untilServed(storm);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: server.pid, storm, stop };
}

/** Each in a namespace of its own. */
function comparePair(servers, { name, root, dir, rounds }) {
  const { phones, ...job } = WORKLOADS[name];
  const slice = { ...job, phones: Math.ceil(phones / (job.files.length > 1 ? LARGE_SHARE : 1)) };
  return onLoopback((one) => onLoopback((other) => compareIn([one, other]), 'b'), 'a');

  async function compareIn(spaces) {
    const start = async (server, side, round) => {
      const own = join(dir, `${name}-${round}-${side}`);
      mkdirSync(own, { mode: 0o755 });
      const given = { root, dir: own, seed: round + 1 };
      const { storm, ...started } = await startServer(spaces[side], server, given);
      const run = async () => {
        const { packets, wallMs } = await storm(slice);
        return { done: packets, perSecond: (packets / wallMs) * 1000 };
      };
      return { ...started, warm: run, slice: run };
    };
    const results = await compareInTurns(servers, rounds, start);
    console.log(`\n${name}: ${job.title}\n`);
    printPairs(results, { unit: 'packets/s' });
  }
}

async function untilServed(storm) {
  for (let tries = 0; tries < READY_TRIES; tries++) {
    const { done } = await storm({ phones: 1, files: ['firmware.loads'], maxTries: 1 });
    if (done === 1) return;
  }
  throw new Error('the server does not answer');
}

async function runPhones(space, job) {
  const command = ['netns', 'exec', space, process.execPath, PHONES, JSON.stringify(job)];
  const { stdout } = await run('ip', command, { maxBuffer: 64 << 20 });
  return JSON.parse(stdout);
}

function figures({ done, bytes, retransmits, fileMs, failures, wallMs, cpuMs }) {
  const sorted = fileMs.toSorted((a, b) => a - b);
  return {
    done,
    failed: Object.values(failures).reduce((sum, count) => sum + count, 0),
    mbPerS: bytes / 1000 / wallMs,
    p50: sorted[Math.floor(sorted.length * 0.5)] ?? Number.NaN,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
    retransmits,
    phonesBusy: cpuMs / wallMs,
  };
}

/** The process, its ended children and those that live, for servers that fork: fields 14 to 17 of proc(5). */
function cpuMsOf(pid) {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(name));
  const members = new Set([pid]);
  for (const { id, parent } of stats) if (members.has(parent)) members.add(id);
  const ticks = stats
    .filter(({ id }) => members.has(id))
    .reduce((sum, each) => sum + each.ticks, 0);
  return (ticks / TICKS_PER_SECOND) * 1000;
}

function statOf(name) {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return [{ id: Number(name), parent: Number(fields[1]), ticks }];
  } catch {
    return [];
  }
}

function printComparison(name, results) {
  const of = (server, pick) => median(results.get(server).map(pick));
  const isOurs = (server) => server.startsWith('offhook');
  const rate = (server) => of(server, ({ mbPerS }) => mbPerS);
  const fastest = Math.max(...[...results.keys()].filter((each) => !isOurs(each)).map(rate));
  const show = (value, digits = 0) => (Number.isFinite(value) ? value.toFixed(digits) : '-');
  console.log(`\n${name}: ${WORKLOADS[name].title}\n`);
  printTable([
    [
      ...['server', 'files', 'failed', 'MB/s', 'of the fastest peer', 'file p50 / p99, ms'],
      ...['sent again', 'CPU a packet, µs', 'peak memory', 'phones’ own CPU'],
    ],
    ...[...results.keys()].map((server) => [
      server,
      show(of(server, ({ done }) => done)),
      show(of(server, ({ failed }) => failed)),
      show(rate(server), 1),
      Number.isFinite(fastest) ? `${show(rate(server) / fastest, 2)}x` : '-',
      `${show(of(server, ({ p50 }) => p50))} / ${show(of(server, ({ p99 }) => p99))}`,
      show(of(server, ({ retransmits }) => retransmits)),
      show(
        of(server, ({ cpuMicros }) => cpuMicros),
        1,
      ),
      `${show(of(server, ({ peakMb }) => peakMb))} MB`,
      `${show(of(server, ({ phonesBusy }) => phonesBusy * 100))} %`,
    ]),
  ]);
}
