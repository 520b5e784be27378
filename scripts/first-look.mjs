// `npm start`: the lab on loopback with pretend phones that boot again and again, and the link to the page. One is stuck, one fetches
// new firmware slowly, one is in no inventory. All that is written is in a folder of its own, which is gone at the end.

import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadsFile, partFile } from './stand-in-firmware.mjs';

const OFFHOOK = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const LAB = fileURLToPath(new URL('../examples/lab', import.meta.url));
const HERE = '127.0.0.1';
const { values: ports } = parseArgs({
  options: {
    'tftp-port': { type: 'string', default: '6969' },
    'http-port': { type: 'string', default: '6970' },
    page: { type: 'string', default: '8068' },
  },
});

const FIRMWARE = 'SIP31.8-5-3SR1S';
const LOAD = `${FIRMWARE}.loads`;
const PARTS = ['jar31sip', 'cnu31', 'apps31', 'dsp31', 'cvm31sip'].map(
  (name) => `${name}.8-5-3ES4.sbn`,
);
/** With `BLOCK_TIME` for each 512 bytes, a part takes some four minutes. */
const PART_BYTES = 400_000;
const BLOCK_TIME = '300ms';

const FILE = 'SEP{MAC}.cnf.xml';
const TO_FILE = [{ get: 'CTLSEP{MAC}.tlv' }, { get: FILE }];
const forLong = (...steps) => [{ repeat: 40, steps }];
const boots = (every) => forLong({ boot: 'files' }, { wait: every });
/** As `offhook simulate` reads them. */
const SCENARIOS = [
  {
    name: 'upgrades',
    does: 'fetches new firmware, slowly',
    model: 'cisco-7931g',
    steps: [
      ...TO_FILE,
      { get: LOAD },
      ...PARTS.map((get) => ({ get, blockTime: BLOCK_TIME })),
      { wait: '3m' },
      ...boots('7m'),
    ],
  },
  {
    name: 'stuck',
    does: 'gets its file, and then asks for that of phones that have none',
    model: 'cisco-7931g',
    steps: forLong(...TO_FILE, { get: 'XMLDefault.cnf.xml' }, { wait: '3m' }),
  },
  {
    name: 'stranger',
    does: 'nobody wrote down, and that asks for its file',
    model: 'cisco-7931g',
    stranger: true,
    steps: forLong(...TO_FILE, { wait: '1m' }),
  },
  { name: 'reception', does: 'boots', model: 'fanvil-x4', steps: boots('4m') },
  { name: 'workshop', does: 'boots', model: 'fanvil-x5u', steps: boots('9m') },
  { name: 'library', does: 'boots', model: 'cisco-7945g', steps: boots('6m') },
  { name: 'kitchen', does: 'boots', model: 'cisco-7942g', steps: boots('10m') },
];

const TEXT = ['--log-format', 'text'];

const folder = mkdtempSync(join(tmpdir(), 'offhook-first-look-'));
// The page shows this name.
const site = join(folder, 'pretend-phones');
const state = join(folder, 'state');
const log = join(folder, 'log');
const config = join(site, 'offhook.yaml');
const running = new Set();
let isServing = false;
let isEnding = false;

process.on('exit', () => {
  // Where we ended by a fault of our own, they run yet.
  for (const child of running) child.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));

writeSite();
await show();

function writeSite() {
  cpSync(LAB, site, { recursive: true });
  // The first of its model is the one that upgrades.
  const given = `$&    firmware: ${FIRMWARE}\n`;
  writeFileSync(config, readFileSync(config, 'utf8').replace(/^ {4}model: cisco-7931g\n/m, given));
  mkdirSync(join(site, 'firmware'));
  const write = (name, bytes) => writeFileSync(join(site, 'firmware', name), bytes);
  write(LOAD, loadsFile(LOAD, PARTS.join('\r\n')));
  for (const name of PARTS) write(name, partFile(name, [PART_BYTES]));
  // JSON is YAML, too.
  for (const each of SCENARIOS) {
    writeFileSync(join(folder, `${each.name}.json`), JSON.stringify(each));
  }
}

async function show() {
  const page = (await isFree(Number(ports.page))) ? ports.page : '0';
  const serve = ['serve', '--config', config, '--state-dir', state, '--address', HERE];
  const at = ['--tftp-port', ports['tftp-port'], '--http-port', ports['http-port']];
  const how = ['--page', page, '--dhcp', 'off', ...(process.stderr.isTTY ? TEXT : [])];
  const server = run([...serve, ...at, ...how], ['pipe', 'pipe'], (code) => {
    if (isServing) process.stderr.write(readFileSync(log));
    end(code || 1);
  });
  server.stdout.pipe(process.stdout);
  // What phones do would carry the link off the screen.
  server.stderr.on('data', (lines) =>
    isServing ? appendFileSync(log, lines) : process.stderr.write(lines),
  );
  const [said] = await linesOf(server, /[\s\S]*^ {2}DHCP .*\n/m);
  isServing = true;
  writeFileSync(log, '');
  play(portIn(said, 'TFTP'), portIn(said, 'HTTP'));
  const asked = run(
    ['page', '--state-dir', state],
    ['pipe', 'inherit'],
    (code) => code && end(code),
  );
  const [link] = await linesOf(asked, /^http.*$/m);
  process.stdout.write(`
The phones are pretend: offhook simulate plays them, and nothing leaves this machine.
  look at them    ${link}
  in a terminal   npx offhook watch --state-dir ${state}
  what is logged  ${log}
Ctrl-C ends all of it, and removes what was written for it.
`);
}

function portIn(said, server) {
  return new RegExp(`^ {2}${server} .*:(\\d+)`, 'm').exec(said)?.[1] ?? '';
}

/** Again when all have done: they boot for hours. */
function play(port, httpPort) {
  const names = SCENARIOS.map(({ name }) => join(folder, `${name}.json`)).join(',');
  const at = ['--server', HERE, '--port', port, '--http-port', httpPort];
  // They are looked at, and not measured.
  const how = ['--processes', '1', '--scenario', names];
  const words = ['simulate', '--config', config, '--state-dir', state, ...at, ...how];
  run(words, ['ignore', 'inherit'], (code) => (code === 0 ? play(port, httpPort) : end(code || 1)));
}

/** `out`: its two outputs. `over`: it ends while nobody ends all. */
function run(words, out, over) {
  // A group of its own: Ctrl-C is for us, who end it then.
  const how = { stdio: ['ignore', ...out], detached: true };
  const child = spawn(process.execPath, [OFFHOOK, ...words], how);
  running.add(child);
  child.once('close', (code) => {
    running.delete(child);
    if (!isEnding) over(code);
    else if (running.size === 0) process.exit();
  });
  return child;
}

function end(code) {
  if (isEnding) return;
  isEnding = true;
  process.exitCode = code;
  if (running.size === 0) process.exit();
  for (const child of running) child.kill('SIGTERM');
}

/** Never, where it ends before: then all ends. */
function linesOf({ stdout }, pattern) {
  return new Promise((resolve) => {
    let text = '';
    stdout.setEncoding('utf8').on('data', (more) => {
      text += more;
      const found = pattern.exec(text);
      if (found) resolve(found);
    });
  });
}

function isFree(port) {
  return new Promise((resolve) => {
    const socket = createServer().once('error', () => resolve(false));
    socket.listen(port, HERE, () => socket.close(() => resolve(true)));
  });
}
