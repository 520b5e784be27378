// A process measured from outside: wall time, and what the system says it used.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const REPORT_USAGE = new URL('./report-usage.mjs', import.meta.url).href;

/** Runs `work` with a new folder in `--dir` or the system's place for such, removed at the end. */
export async function inTemporaryFolder(parent, work) {
  const dir = mkdtempSync(join(parent ?? tmpdir(), 'offhook-bench-'));
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The built program as a process; its fourth descriptor tells what it used when it ends. */
export function spawnOffhook(args, { cwd, env }) {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: npm run build`);
  return spawn(process.execPath, ['--import', REPORT_USAGE, MAIN, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
}

/** Rejects if it fails. */
export async function runOffhook(args, options) {
  const start = performance.now();
  const child = spawnOffhook(args, options);
  const outputs = Promise.all([1, 2, 3].map((fd) => text(child.stdio[fd])));
  const [code] = await once(child, 'exit');
  const wallMs = performance.now() - start;
  const [, talk, usage] = await outputs;
  if (code !== 0) throw new Error(`offhook ${args[0]} ended with ${code}:\n${talk}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(usage);
  return { wallMs, cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024, talk };
}

/** Rejects if it fails. CPU time as bash counts it, user and system together. */
export async function runCommand(command, args) {
  const start = performance.now();
  const timed = ['-c', 'TIMEFORMAT="%U %S"; time "$0" "$@"', command, ...args];
  const child = spawn('bash', timed, { stdio: ['ignore', 'inherit', 'pipe'] });
  const said = text(child.stderr);
  const [code] = await once(child, 'exit');
  const wallMs = performance.now() - start;
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${await said}`);
  const [user, system] = (await said).trim().split('\n').at(-1).split(' ').map(Number);
  return { wallMs, cpuMs: (user + system) * 1000 };
}

/** High-water mark of resident memory so far, MB. */
export function peakMbOf(pid) {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(kilobytes) / 1024;
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** `1.23 s (1.20-1.31)`. */
export function formatSeconds(valuesMs) {
  const seconds = (ms) => (ms / 1000).toFixed(2);
  const spread = `${seconds(Math.min(...valuesMs))}-${seconds(Math.max(...valuesMs))}`;
  return `${seconds(median(valuesMs))} s (${spread})`;
}

/** Of all files in a folder and below. */
export function sizeOf(folder) {
  const paths = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  const sizes = paths.map((path) => statSync(path)).filter((stat) => stat.isFile());
  return { files: sizes.length, bytes: sizes.reduce((sum, { size }) => sum + size, 0) };
}

/** Rows of strings, the first of them the header. */
export function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (cells) =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index])).join(' | ')} |`;
  const [header, ...body] = rows;
  const rule = widths.map((width) => '-'.repeat(width));
  console.log([header, rule, ...body].map(line).join('\n'));
}

/** Without the programs of npm packages, which npm puts first: one of them is called dhcpd and is not ISC's. */
export const SYSTEM_ENV = {
  ...process.env,
  PATH: process.env.PATH.split(':')
    .filter((dir) => !dir.split('/').includes('node_modules'))
    .join(':'),
};

/** Those of a table `{ name: { program, … } }` that are installed, of `names` or of all, each with its name. */
export function installed(servers, names = Object.keys(servers)) {
  return names.flatMap((name) => {
    const server = servers[name];
    if (server === undefined) throw new Error(`no server "${name}": ${Object.keys(servers)}`);
    const found =
      spawnSync('sh', ['-c', `command -v ${server.program}`], { env: SYSTEM_ENV }).status === 0;
    if (!found) console.log(`${name} is left out: ${server.program} is not installed`);
    return found ? [{ name, ...server }] : [];
  });
}

/**
 * Results by server's name, one of `measure(server, round)` a round; nobody is always first. A peer that does not
 * start or ends on the way is named, and the others are compared all the same. `title` stands before what is said.
 */
export async function compareInRounds(servers, rounds, measure, title = '') {
  const results = new Map(servers.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const first = round % servers.length;
    for (const server of [...servers.slice(first), ...servers.slice(0, first)]) {
      try {
        results.get(server.name).push(await measure(server, round));
      } catch (error) {
        if (server.name.startsWith('offhook')) throw error;
        console.log(`${title}${server.name}: not measured: ${error.message}`);
      }
    }
  }
  return new Map([...results].filter(([, measured]) => measured.length > 0));
}
