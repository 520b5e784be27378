// The same DHCP load on offhook and on the servers that people use, in one run, over a wire of namespaces.

import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installedServers, pairOf, prepareLargeOffhook } from './dhcp-servers.mjs';
import { onWire, startServer, withServer } from './dhcp-wire.mjs';
import { compareInRounds, inTemporaryFolder, median, printTable } from './measure.mjs';
import { PAGE_PROGRAMS } from './page-pair.mjs';
import { compareInTurns } from './pair.mjs';
import { PROGRAMS, printPairs } from './story-pair.mjs';

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
  console.log(`load average before: ${loadavg().map((value) => value.toFixed(1))}`);
  await inTemporaryFolder(values.dir, (dir) => {
    if (programs) return comparePair(programs, dir, Number(values.rounds ?? 9));
    const sizes = values.leases.split(',').filter(Boolean).map(Number);
    const servers = installedServers(values.servers?.split(','));
    return onWire((wire) => compareAll(wire, dir, servers, Number(values.rounds ?? 3), sizes));
  });
  console.log(`load average after: ${loadavg().map((value) => value.toFixed(1))}`);
}

async function compareAll(wire, dir, servers, rounds, sizes) {
  const results = await compareInRounds(servers, rounds, async (server, round) => {
    const result = await measure(wire, server, join(dir, `${round}-${server.name}`));
    console.log(`${server.name}: ${JSON.stringify(result)}, load ${loadavg()[0].toFixed(1)}`);
    return result;
  });
  printComparison(results);
  if (sizes.length > 0) await printCosts(wire, join(dir, 'costs'), sizes);
}

/** Each on a wire of its own. */
function comparePair(programs, dir, rounds) {
  const [first, second] = pairOf(programs, FULL);
  return onWire((one) => onWire((other) => compareOn([one, other]), 'b'), 'a');

  async function compareOn(wires) {
    const start = (server, side, round) =>
      startSide(wires[side], server, join(dir, `${round}-${side}`));
    printPairs(await compareInTurns([first, second], rounds, start), FULL_FIGURES);
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
const WARM_MS = 3000;
const SLICE_MS = 1500;
const FULL_FIGURES = {
  unit: 'exchanges/s',
  more: { 'ACK at 500/s, p99, ms': ({ ackP99Ms }) => ackP99Ms },
};

async function runFull(phones, cpuSeconds, count = 10_000) {
  const before = cpuSeconds();
  const job = { job: 'stream', count, width: 100, ...FULL, deadlineMs: count / 2.5 };
  const { done, perSecond } = await phones.run(job);
  return { perSecond, cpuMicros: ((cpuSeconds() - before) / done) * 1e6 };
}

/** Of a pair: a server that has compiled what it needs. */
async function startSide(wire, server, dir) {
  const { phones, pid, stop } = await startServer(wire, server, dir);
  const stream = (forMs) =>
    phones.run({ job: 'stream', width: 100, ...FULL, forMs, deadlineMs: forMs + 10_000 });
  return {
    ...{ pid, stop },
    warm: () => stream(WARM_MS),
    slice: () => stream(SLICE_MS),
    pace: () => phones.run({ job: 'pace', rate: 500, seconds: 2, ...FULL }),
  };
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
