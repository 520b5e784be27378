// How long offhook is silent while it reads a large inventory again: a transfer, requests and DHCP are under way.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { INTERFACE, SERVER } from './dhcp-servers.mjs';
import { onWire, PHONES_ADDRESS } from './dhcp-wire.mjs';
import { ENVIRONMENT, writeCsvSite } from './inventory.mjs';
import { inTemporaryFolder, peakMbOf, printTable } from './measure.mjs';

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const PHONES = fileURLToPath(new URL('./reload-phones.mjs', import.meta.url));
const FIRMWARE_BYTES = 8 << 20;
const IDLE_MS = 5_000;

export async function bench(args) {
  const { values } = parseArgs({
    args,
    options: {
      phones: { type: 'string', default: '50000' },
      rounds: { type: 'string', default: '3' },
      main: { type: 'string', default: MAIN },
      dir: { type: 'string' },
    },
  });
  if (process.getuid?.() !== 0) throw new Error('network namespaces need root');
  const count = Number(values.phones);
  console.log(`load average before: ${loadavg().map((value) => value.toFixed(1))}`);
  await inTemporaryFolder(values.dir, (dir) => {
    writeSite(dir, count);
    return onWire((wire) => measure(wire, dir, count, Number(values.rounds), values.main));
  });
  console.log(`load average after: ${loadavg().map((value) => value.toFixed(1))}`);
}

function writeSite(dir, count) {
  writeCsvSite(dir, count);
  const network = {
    ...{ interface: INTERFACE, subnet: '10.64.0.0/13', pool: '10.65.0.0-10.67.255.255' },
    ...{ clients: 'any', addressCheck: false, coexist: true },
  };
  appendFileSync(join(dir, 'offhook.yaml'), `network: ${JSON.stringify(network)}\n`);
  const yaml = readFileSync(join(dir, 'offhook.yaml'), 'utf8');
  writeFileSync(join(dir, 'offhook.yaml'), yaml.replace('site: {', 'site: { access: open,'));
  mkdirSync(join(dir, 'firmware'));
  writeFileSync(join(dir, 'firmware/image.bin'), Buffer.alloc(FIRMWARE_BYTES, 1));
}

async function measure({ near, far }, dir, count, rounds, main) {
  const command = [process.execPath, main, 'serve', '--address', SERVER, '--no-watch'];
  const state = ['--state-dir', join(dir, 'state')];
  const server = spawn('ip', ['netns', 'exec', near, ...command, ...state], {
    cwd: dir,
    env: { ...process.env, ...ENVIRONMENT },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(server, 'exit');
  const said = createInterface({ input: server.stderr });
  const logged = (pattern) =>
    new Promise((resolve) => {
      const look = (line) => {
        if (!pattern.test(line)) return;
        said.off('line', look);
        resolve(line);
      };
      said.on('line', look);
    });
  const phones = spawn(
    'ip',
    ['netns', 'exec', far, process.execPath, PHONES, PHONES_ADDRESS, SERVER, String(count)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const answers = createInterface({ input: phones.stdout })[Symbol.asyncIterator]();
  const silence = async () => {
    phones.stdin.write('report\n');
    return JSON.parse((await answers.next()).value);
  };
  try {
    await Promise.race([
      once(createInterface({ input: server.stdout }), 'line'),
      ended.then(() => Promise.reject(new Error('the server ended'))),
    ]);
    phones.stdin.write('start\n');
    await answers.next();
    await sleep(1_000);
    await silence();
    await sleep(IDLE_MS);
    const rows = [['idle', IDLE_MS, await silence(), peakMbOf(server.pid)]];
    for (let round = 1; round <= rounds; round++) {
      const startMs = performance.now();
      const reloaded = logged(/"msg":"reloaded"/);
      server.kill('SIGHUP');
      await reloaded;
      const tookMs = performance.now() - startMs;
      // What the swap leaves behind is told a little later.
      await sleep(500);
      rows.push([`reload ${round}`, tookMs, await silence(), peakMbOf(server.pid)]);
    }
    printTable([
      [
        '',
        'took, s',
        ...KINDS.map((kind) => `${kind}: longest, 99 % ms`),
        'answers',
        'peak memory',
      ],
      ...rows.map(format),
    ]);
  } finally {
    phones.kill('SIGTERM');
    if (server.exitCode === null) server.kill('SIGTERM');
    await ended;
  }
}

const KINDS = ['transfer', 'RRQ', 'DHCP'];

function format([what, tookMs, silences, peakMb]) {
  const cells = KINDS.map((kind) => {
    const { longest, most } = silences[kind];
    return `${longest.toFixed(1)}, ${most.toFixed(1)}`;
  });
  const count = KINDS.reduce((sum, kind) => sum + silences[kind].count, 0);
  return [what, (tookMs / 1000).toFixed(1), ...cells, String(count), `${Math.round(peakMb)} MB`];
}

function sleep(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
