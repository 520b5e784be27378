// Pretend phones are processes of their own: one that is killed leaves the others alone, and none outlives the command.

import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SOAKING, soak } from '../soak.js';
import { OFFHOOK } from './programs.js';

/** Each starts Node: at a desk the one that is killed, and another. */
const MACS = ['5c:fc:66:00:00:01', '5c:fc:66:00:00:02', '5c:fc:66:00:00:03'].slice(0, soak(2, 3));

const INVENTORY = `site: { timeZone: Europe/Moscow, servers: [127.0.0.1] }
pbx: { main: { host: 127.0.0.1 } }
defaults: { pbx: main }
lines: { "1": { shared: true, password: word } }
phones:
${MACS.map((mac) => `  - { mac: "${mac}", model: cisco-7931g, keys: { 1: { line: "1" } } }`).join('\n')}
`;
const SCENARIO = 'steps: [{ get: one }, { get: two }]\n';
/** Nobody waits for their end. */
const LONG = 'steps: [{ get: one }, { wait: 10m }]\n';

/** RFC 1350: file not found. */
const NOT_FOUND = Buffer.from([0, 5, 0, 1, 0x6e, 0x6f, 0]);

interface Asked {
  readonly address: string;
  readonly name: string;
  answer(): void;
}

const folder = mkdtempSync(join(tmpdir(), 'offhook-processes-'));
const started = new Set<ChildProcess>();
let server: Socket;
let hear: (asked: Asked) => void = () => {};

beforeAll(async () => {
  writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
  writeFileSync(join(folder, 'mine.yaml'), SCENARIO);
  writeFileSync(join(folder, 'long.yaml'), LONG);
  server = createSocket('udp4', (packet, { address, port }) => {
    const name = packet.subarray(2, packet.indexOf(0, 2)).toString();
    hear({ address, name, answer: () => server.send(NOT_FOUND, port, address) });
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => {
  for (const child of started) if (child.pid !== undefined) end(-child.pid);
  started.clear();
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** In a group of its own, as a shell starts it. */
async function simulate(name: string, ...options: readonly string[]) {
  const addresses = new Set<string>();
  const words = ['simulate', '--port', String(server.address().port), '--phones', `${MACS.length}`];
  const scenario = ['--scenario', MACS.map(() => name).join(','), '--state-dir', 'state'];
  const child = spawn(process.execPath, [OFFHOOK, ...words, ...scenario, ...options], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (more: string) => {
      text += more;
    });
  }
  const closed = once(child, 'close');
  hear = ({ address }) => addresses.add(address);
  await expect.poll(() => addresses.size, { message: text }).toBe(MACS.length);
  return { child, closed, addresses: [...addresses], output: () => text };
}

/** The processes that it started, and what each was told to be. */
function processesOf({ pid }: ChildProcess): readonly (readonly [pid: number, words: string])[] {
  const pids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return pids.map((each) => [Number(each), readFileSync(`/proc/${each}/cmdline`, 'utf8')]);
}

/** A process that nobody has asked after yet is none either. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe.skipIf(process.platform !== 'linux')('pretend phones', () => {
  it('are each a process with an address of its own; the others go on where one is killed', async () => {
    const { child, closed, addresses, output } = await simulate('mine.yaml');
    const processes = processesOf(child);
    expect(processes.map(([, words]) => MACS.filter((mac) => words.includes(mac)))).toEqual(
      MACS.map((mac) => [mac]),
    );
    const [[killed = 0] = []] = processes;
    process.kill(killed, 'SIGKILL');
    const ended = `${MACS[0]}: its process was ended by SIGKILL; the others go on\n`;
    await expect.poll(output).toContain(ended);
    hear = (asked) => addresses.includes(asked.address) && asked.answer();
    expect(await closed).toEqual([1, null]);
    const told = output().replace(ended, '').split('\n');
    const [first = [], ...others] = MACS.map((mac) => told.filter((line) => line.includes(mac)));
    expect(first).toEqual([expect.stringMatching(/ \(its process was ended by SIGKILL\)$/)]);
    for (const lines of others) {
      const asked = ['one', 'two'].map((name) => expect.stringMatching(`${name}: no$`));
      expect(lines).toEqual([...asked, expect.stringMatching('no server tells$')]);
    }
  });

  it.skipIf(!SOAKING)(
    'share processes where there are to be fewer, and all end with Ctrl-C',
    async () => {
      const { child, closed, output } = await simulate('long.yaml', '--processes', '2');
      const processes = processesOf(child);
      expect(processes.map(([, words]) => MACS.filter((mac) => words.includes(mac)))).toEqual([
        [MACS[0], MACS[2]],
        [MACS[1]],
      ]);
      process.kill(-(child.pid ?? 0), 'SIGINT');
      expect(await closed).toEqual([0, null]);
      expect(output()).toBe('');
      expect(processes.filter(([pid]) => isRunning(pid))).toEqual([]);
    },
  );

  it.skipIf(!SOAKING)('end with the command that is killed', async () => {
    const { child, closed } = await simulate('long.yaml');
    const processes = processesOf(child);
    child.kill('SIGKILL');
    await closed;
    await expect.poll(() => processes.filter(([pid]) => isRunning(pid))).toEqual([]);
  });
});
