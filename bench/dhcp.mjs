// The same DHCP load on offhook and on the servers that people use, in one run, over a wire of namespaces.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  INTERFACE,
  installedServers,
  pairOf,
  prepareLargeOffhook,
  SERVER,
} from './dhcp-servers.mjs';
import { compareInRounds, inTemporaryFolder, median, printTable, SYSTEM_ENV } from './measure.mjs';
import { PAGE_PROGRAMS } from './page-pair.mjs';
import { PROGRAMS, printPairs } from './story-pair.mjs';

const PHONES = fileURLToPath(new URL('./dhcp-phones.mjs', import.meta.url));
export const PHONES_ADDRESS = '10.64.0.2';
const PREFIX = 13;
const TICKS_PER_SECOND = 100;
const RATES = [
  100, 250, 500, 1000, 2000, 3000, 4000, 6000, 8000, 10_000, 12_000, 15_000, 18_000, 22_000, 26_000,
];

export async function bench(args) {
  const { values } = parseArgs({
    args,
    options: {
      servers: { type: 'string' },
      'story-pair': { type: 'boolean', default: false },
      'page-pair': { type: 'boolean', default: false },
      rounds: { type: 'string' },
      leases: { type: 'string', default: '100,1000,10000,100000' },
      dir: { type: 'string' },
    },
  });
  if (process.getuid?.() !== 0) throw new Error('network namespaces need root');
  const programs = values['page-pair'] ? PAGE_PROGRAMS : values['story-pair'] && PROGRAMS;
  const isPair = programs !== false;
  const servers = isPair ? pairOf(programs, FULL) : installedServers(values.servers?.split(','));
  const rounds = Number(values.rounds ?? (isPair ? 9 : 3));
  const sizes = values.leases.split(',').filter(Boolean).map(Number);
  await inTemporaryFolder(values.dir, (dir) => onWire((wire) => compare(wire, dir)));

  async function compare(wire, dir) {
    console.log(`load average before: ${loadavg().map((value) => value.toFixed(1))}`);
    const measureAndSay = async (server, round) => {
      const result = await (isPair ? measureFull : measure)(
        wire,
        server,
        join(dir, `${round}-${server.name}`),
      );
      console.log(`${server.name}: ${JSON.stringify(result)}, load ${loadavg()[0].toFixed(1)}`);
      return result;
    };
    const results = await compareInRounds(servers, rounds, measureAndSay);
    if (isPair) printPairs(results, FULL_FIGURES);
    else printComparison(results);
    if (!isPair && sizes.length > 0) await printCosts(wire, join(dir, 'costs'), sizes);
    console.log(`load average after: ${loadavg().map((value) => value.toFixed(1))}`);
  }
}

/** One fresh server: a site after a power cut, then a steady 200/s, then as much as it can. */
async function measure(wire, server, dir) {
  return withServer(wire, server, dir, async (phones, cpuSeconds) => {
    await phones.run({
      job: 'stream',
      count: 50,
      width: 1,
      firstPhone: 1,
      phones: 1,
      deadlineMs: 20_000,
    });
    const boot = await phones.run({
      job: 'boot',
      phones: 1000,
      firstPhone: 10_000,
      deadlineMs: 30_000,
    });
    const steady = await phones.run({
      job: 'pace',
      rate: 200,
      seconds: 5,
      firstPhone: 20_000,
      phones: 1000,
    });
    const best = await climb(phones);
    return { boot, steady, best, ...(await runFull(phones, cpuSeconds)) };
  });
}

/** A hundred exchanges are always under way. */
const FULL = { firstPhone: 40_000, phones: 2000 };
const FULL_FIGURES = {
  unit: 'exchanges/s',
  speed: ({ perSecond }) => perSecond,
  cpu: ({ cpuMicros }) => cpuMicros,
  more: { 'ACK at 500/s, p99, ms': ({ ackP99Ms }) => ackP99Ms },
};

async function runFull(phones, cpuSeconds, count = 10_000) {
  const before = cpuSeconds();
  const job = { job: 'stream', count, width: 100, ...FULL, deadlineMs: count / 2.5 };
  const { done, perSecond } = await phones.run(job);
  return { perSecond, cpuMicros: ((cpuSeconds() - before) / done) * 1e6 };
}

/** Of a server that has compiled what it needs: by CPU that takes some 20,000 exchanges. */
function measureFull(wire, server, dir) {
  return withServer(wire, server, dir, async (phones, cpuSeconds) => {
    await runFull(phones, cpuSeconds, 30_000);
    const full = await runFull(phones, cpuSeconds, 20_000);
    const { lost, ackP99Ms } = await phones.run({ job: 'pace', rate: 500, seconds: 8, ...FULL });
    return { ...full, lost, ackP99Ms };
  });
}

/** The highest rate of exchanges at which less than 1 % is lost; two failures in a row end the climb. */
async function climb(phones) {
  let best = 0;
  let failures = 0;
  for (const rate of RATES) {
    const pace = { job: 'pace', rate, seconds: 2, firstPhone: 40_000, phones: 2000 };
    const { lost, reached } = await phones.run(pace);
    if (lost < 0.01 && reached > rate * 0.93) {
      best = rate;
      failures = 0;
    } else {
      failures += 1;
      if (failures === 2) break;
    }
  }
  return best;
}

/** What an exchange costs offhook beside so many leases. */
async function printCosts(wire, dir, sizes) {
  const rows = [];
  await withServer(wire, { prepare: prepareLargeOffhook }, dir, async (phones, cpuSeconds) => {
    let leases = 0;
    for (const size of sizes) {
      const fill = { job: 'stream', width: 100, firstPhone: 1_000_000, deadlineMs: 120_000 };
      const count = size - leases;
      if (count > 0) {
        await phones.run({ ...fill, firstPhone: 1_000_000 + leases, phones: count, count });
        leases = size;
      }
      const before = cpuSeconds();
      const { done, perSecond } = await phones.run({ ...fill, phones: size, count: 10_000 });
      const micros = ((cpuSeconds() - before) / done) * 1e6;
      rows.push([String(size), String(Math.round(perSecond)), `${Math.round(micros)} µs`]);
    }
  });
  printTable([['leases', 'exchanges/s', 'CPU each'], ...rows]);
}

/** Medians; a server that answered nothing has none. */
function printComparison(results) {
  const of = (name, pick) => median((results.get(name) ?? []).map(pick));
  const yardstick = results.has('kea') ? 'kea' : 'offhook';
  const best = ({ best }) => best;
  const show = (value, digits = 0) =>
    Number.isFinite(value) && value !== null ? value.toFixed(digits) : '-';
  printTable([
    [
      'server',
      '1,000 phones: bound',
      'after, s',
      'sent again',
      'OFFER / ACK at 200/s, ms',
      'exchanges/s, < 1 % lost',
      `times ${yardstick}`,
      '100 at a time, /s',
      'CPU each, µs',
    ],
    ...[...results.keys()].map((name) => [
      name,
      show(of(name, ({ boot }) => boot.bound)),
      show(
        of(name, ({ boot }) => boot.seconds),
        2,
      ),
      show(of(name, ({ boot }) => boot.retransmissions)),
      `${show(
        of(name, ({ steady }) => steady.offerMs),
        2,
      )} / ${show(
        of(name, ({ steady }) => steady.ackMs),
        2,
      )}`,
      show(of(name, best)),
      show(of(name, best) / of(yardstick, best), 2),
      show(of(name, ({ perSecond }) => perSecond)),
      show(of(name, ({ cpuMicros }) => cpuMicros)),
    ]),
  ]);
}

/** Two namespaces joined by a wire, taken down at the end. */
export async function onWire(work) {
  const [near, far] = ['s', 'p'].map((role) => `ohb${process.pid}${role}`);
  const ip = (...args) => execFileSync('ip', args);
  try {
    for (const name of [near, far]) {
      ip('netns', 'add', name);
      ip('-n', name, 'link', 'set', 'lo', 'up');
    }
    ip(
      '-n',
      near,
      'link',
      'add',
      INTERFACE,
      'type',
      'veth',
      'peer',
      'name',
      'phones',
      'netns',
      far,
    );
    ip('-n', near, 'address', 'add', `${SERVER}/${PREFIX}`, 'dev', INTERFACE);
    ip('-n', far, 'address', 'add', `${PHONES_ADDRESS}/${PREFIX}`, 'dev', 'phones');
    ip('-n', near, 'link', 'set', INTERFACE, 'up');
    ip('-n', far, 'link', 'set', 'phones', 'up');
    // ISC and Kea answer by the routing table.
    ip('-n', near, 'route', 'add', 'default', 'dev', INTERFACE);
    await work({ near, far });
  } finally {
    for (const name of [near, far]) ip('netns', 'delete', name);
  }
}

async function withServer(wire, { prepare }, dir, work) {
  mkdirSync(dir, { recursive: true, mode: 0o777 });
  const { command, env } = prepare(dir);
  const log = openSync(join(dir, 'output.log'), 'a');
  const server = spawn('ip', ['netns', 'exec', wire.near, ...command], {
    stdio: ['ignore', log, log],
    env: { ...SYSTEM_ENV, ...env },
  });
  const ended = once(server, 'exit');
  const phones = await startPhones(wire);
  const stop = () => server.kill('SIGTERM') && phones.stop();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
  try {
    await Promise.race([phones.untilServed(), failWhenEnded(ended, dir)]);
    return await work(phones, () => cpuSecondsOf(server.pid));
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop);
    await phones.end();
    if (server.exitCode === null) server.kill('SIGTERM');
    await ended;
  }
}

async function failWhenEnded(ended, dir) {
  await ended;
  throw new Error(`the server ended:\n${readFileSync(join(dir, 'output.log'), 'utf8')}`);
}

async function startPhones({ far }) {
  const command = ['netns', 'exec', far, process.execPath, PHONES, PHONES_ADDRESS];
  const child = spawn('ip', command, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the pretend phones ended');
    return JSON.parse(value);
  };
  await read();
  async function run(job) {
    child.stdin.write(`${JSON.stringify(job)}\n`);
    return read();
  }
  return {
    run,
    async untilServed() {
      const one = { job: 'stream', count: 1, width: 1, firstPhone: 1, phones: 1 };
      while ((await run({ ...one, deadlineMs: 500 })).done === 0);
    },
    stop: () => child.kill('SIGTERM'),
    async end() {
      child.stdin.end();
      await ended;
    },
  };
}

/** User and system time so far: fields 14 and 15 of proc(5), behind the command's bracket. */
function cpuSecondsOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
