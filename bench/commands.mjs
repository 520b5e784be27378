// What a short command costs beside Node itself: runs that take turns, and how many times as much each needs.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MAIN, median, printTable } from './measure.mjs';

const LAB = fileURLToPath(new URL('../examples/lab/offhook.yaml', import.meta.url));

/** The first is what the others are compared with. */
const COMMANDS = [
  ['node -e 0', ['-e', '0']],
  ['offhook --version', [MAIN, '--version']],
  ['offhook --help', [MAIN, '--help']],
  ['offhook schema', [MAIN, 'schema']],
  ['offhook validate, three phones', [MAIN, 'validate', LAB]],
];

/** Linux counts the time of children in hundredths of a second; over many runs the rounding evens out. */
const TICK_MS = 10;

export async function bench(args) {
  const { values } = parseArgs({ args, options: { rounds: { type: 'string', default: '15' } } });
  const runs = COMMANDS.map(() => []);
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [index, [, command]] of COMMANDS.entries()) runs[index].push(run(command));
  }
  const [base] = runs;
  printTable([
    ['', 'time, median', 'ratio of pairs, median', 'CPU, mean', 'ratio of means'],
    ...COMMANDS.map(([name], index) => {
      const own = runs[index];
      return [
        name,
        `${median(own.map(({ wallMs }) => wallMs)).toFixed(0)} ms`,
        median(own.map(({ wallMs }, round) => wallMs / base[round].wallMs)).toFixed(2),
        `${meanCpu(own).toFixed(0)} ms`,
        (meanCpu(own) / meanCpu(base)).toFixed(2),
      ];
    }),
  ]);
}

function run(command) {
  const [start, before] = [performance.now(), childrenCpuMs()];
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr}`);
  return { wallMs: performance.now() - start, cpuMs: childrenCpuMs() - before };
}

/** proc(5): fields 16 and 17, counted from the end of the name in brackets. */
function childrenCpuMs() {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) * TICK_MS;
}

function meanCpu(runs) {
  return runs.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / runs.length;
}
