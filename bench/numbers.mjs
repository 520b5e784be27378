// Numbering plans: a table of a million ranges taken in, and numbers looked up in the plan: by the command, and in one process.

import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPlan } from '../dist/numbers/plan.js';
import { decodePlan } from '../dist/numbers/plan-file.js';
import { formatSeconds, inTemporaryFolder, median, printTable, runOffhook } from './measure.mjs';

const HEADER = 'АВС/ DEF;От;До;Емкость;Оператор;Регион\r\n';
const PER_CODE = 1_500;
const IN_RANGE = 6_000;
const LOOK_UPS = 1_000_000;

export async function bench(args) {
  const { values } = parseArgs({
    args,
    options: {
      ranges: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '3' },
      dir: { type: 'string' },
    },
  });
  const [ranges, rounds] = [Number(values.ranges), Number(values.rounds)];
  await inTemporaryFolder(values.dir, async (dir) => {
    const table = join(dir, 'table.csv');
    const plan = join(dir, 'numbers.plan');
    await writeTable(table, ranges);
    const runs = { import: [], lookup: [] };
    for (let round = 0; round < rounds; round++) {
      runs.import.push(await numbers(dir, 'import', table, '--plan', plan));
      runs.lookup.push(await numbers(dir, 'lookup', '3001234567', '--plan', plan));
    }
    printTable([
      ['numbers', 'CPU', 'peak MB', 'each'],
      ...Object.entries(runs).map(([name, all]) => rowOf(`${name} (${ranges} ranges)`, all)),
      ['look-ups in one process', '', '', `${microsEach(plan, ranges).toFixed(2)} µs`],
    ]);
  });
}

async function writeTable(path, ranges) {
  const out = createWriteStream(path);
  out.write(HEADER);
  for (let n = 0; n < ranges; n++) {
    const from = (n % PER_CODE) * IN_RANGE;
    const [first, last] = [from, from + IN_RANGE - 1].map((end) => `${end}`.padStart(7, '0'));
    const row = `${codeOf(n)};${first};${last};${IN_RANGE};ПАО "Пример ${n % 3001}";г. Город ${n % 9000}\r\n`;
    if (!out.write(row)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

const codeOf = (n) => 300 + Math.floor(n / PER_CODE);

function rowOf(title, runs) {
  const peak = median(runs.map(({ peakMb }) => peakMb));
  return [title, formatSeconds(runs.map(({ cpuMs }) => cpuMs)), `${Math.round(peak)}`, ''];
}

function numbers(cwd, ...args) {
  return runOffhook(['numbers', ...args], { cwd, env: {} });
}

/** Of numbers all over the plan, each with the texts of its range. */
function microsEach(path, ranges) {
  const stored = decodePlan(readFileSync(path));
  const plan = createPlan(stored, stored.dialling);
  const asked = Array.from({ length: LOOK_UPS }, (_, n) => {
    const range = (n * 7_919) % ranges;
    return `${codeOf(range)}${`${(range % PER_CODE) * IN_RANGE + (n % IN_RANGE)}`.padStart(7, '0')}`;
  });
  const before = process.cpuUsage();
  let found = 0;
  for (const number of asked) if (plan.rangeOf(plan.digitsOf(number))) found++;
  const { user, system } = process.cpuUsage(before);
  if (found !== asked.length) throw new Error(`${asked.length - found} numbers were not found`);
  return (user + system) / asked.length;
}
