// A wire of two namespaces: a server at one end and pretend phones at the other.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { cpuSecondsOf } from './cpu-time.mjs';
import { INTERFACE, SERVER } from './dhcp-servers.mjs';
import { SYSTEM_ENV } from './measure.mjs';

const PHONES = fileURLToPath(new URL('./dhcp-phones.mjs', import.meta.url));
export const PHONES_ADDRESS = '10.64.0.2';
const PREFIX = 13;

/** Two namespaces joined by a wire, taken down at the end; `mark`: of wires that are there at the same time each has its own. */
export async function onWire(work, mark = '') {
  const [near, far] = ['s', 'p'].map((role) => `ohb${process.pid}${role}${mark}`);
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

/** `work(phones, cpuSeconds)` beside a server that answers; it is stopped at the end. */
export async function withServer(wire, server, dir, work) {
  const { phones, pid, stop } = await startServer(wire, server, dir);
  try {
    return await work(phones, () => cpuSecondsOf(pid));
  } finally {
    await stop();
  }
}

/** Resolves when it answers; `stop` resolves when it has ended. */
export async function startServer(wire, { prepare }, dir) {
  mkdirSync(dir, { recursive: true, mode: 0o777 });
  const { command, env } = prepare(dir);
  const log = openSync(join(dir, 'output.log'), 'a');
  const server = spawn('ip', ['netns', 'exec', wire.near, ...command], {
    stdio: ['ignore', log, log],
    env: { ...SYSTEM_ENV, ...env },
  });
  const ended = once(server, 'exit');
  const phones = await startPhones(wire);
  const interrupt = () => server.kill('SIGTERM') && phones.stop();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupt);
  async function stop() {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, interrupt);
    await phones.end();
    if (server.exitCode === null) server.kill('SIGTERM');
    await ended;
  }
  try {
    await Promise.race([phones.untilServed(), failWhenEnded(ended, dir)]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { phones, pid: server.pid, stop };
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
