// What many readers of large files cost: peak memory, and how long the first answer takes. One half reads as slowly as
// a phone that writes its flash, the other moves on, so that they are all in different places.

import { randomFillSync } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, utimesSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { inTemporaryFolder, median, peakMbOf, printTable, spawnOffhook } from './measure.mjs';

const READY = /^ {2}(TFTP|HTTP) .*127\.0\.0\.1:(\d+)/;
const MB = 1024 * 1024;
const SLOW_MS = 500;
const QUICK_MS = 10;
const [DATA, OACK] = [3, 6];
const OPTIONS = { slow: [], quick: ['blksize', '1428', 'windowsize', '64'] };

export async function bench(args) {
  const { values } = parseArgs({
    args,
    options: {
      readers: { type: 'string', default: '200' },
      images: { type: 'string', default: '4' },
      mb: { type: 'string', default: '160' },
      seconds: { type: 'string', default: '20' },
      dir: { type: 'string' },
    },
  });
  const [readers, images, mb, seconds] = ['readers', 'images', 'mb', 'seconds'].map((name) =>
    Number(values[name]),
  );
  await inTemporaryFolder(values.dir, async (dir) => {
    writeImages(join(dir, 'files'), images, mb);
    const rows = [];
    for (const [name, read] of [
      ['TFTP', readByTftp],
      ['netascii', readByNetascii],
      ['HTTP', readByHttp],
    ]) {
      rows.push([name, ...(await measure(dir, { read, readers, images, seconds }))]);
    }
    console.log(`${readers} readers of ${images} files of ${mb} MB, for ${seconds} s`);
    printTable([['by', 'peak memory', 'first answer, median', 'slowest', 'CPU'], ...rows]);
  });
}

function writeImages(dir, images, mb) {
  mkdirSync(dir);
  const part = Buffer.alloc(MB);
  for (let n = 0; n < images; n++) {
    const path = join(dir, `image-${n}`);
    const fd = openSync(path, 'w');
    for (let count = 0; count < mb; count++) writeSync(fd, randomFillSync(part));
    closeSync(fd);
    // Not just now: nobody is to wait until it is taken for complete.
    utimesSync(path, 1_000_000, 1_000_000);
  }
}

async function measure(dir, { read, readers, images, seconds }) {
  const where = ['--files', 'files', '--state-dir', 'state', '--address', '127.0.0.1'];
  const ports = ['--tftp-port', '0', '--http-port', '0', '--dhcp', 'off', '--no-watch'];
  const child = spawnOffhook(['serve', ...where, ...ports], { cwd: dir });
  child.stderr.resume();
  const usage = text(child.stdio[3]);
  const known = await portsOf(child);
  const stops = [];
  const firstMs = [];
  for (let n = 0; n < readers; n++) {
    const pace = n % 2 === 0 ? 'slow' : 'quick';
    stops.push(read(known, `image-${n % images}`, pace, (ms) => firstMs.push(ms)));
  }
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const peakMb = peakMbOf(child.pid);
  for (const stop of stops) stop();
  child.kill('SIGTERM');
  await once(child, 'exit');
  const { userCPUTime, systemCPUTime } = JSON.parse(await usage);
  const answered = `${Math.round(median(firstMs))} ms (${firstMs.length} of ${readers})`;
  return [
    `${Math.round(peakMb)} MB`,
    answered,
    `${Math.round(Math.max(...firstMs))} ms`,
    `${((userCPUTime + systemCPUTime) / 1_000_000).toFixed(1)} s`,
  ];
}

async function portsOf(child) {
  const ports = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name, port] = READY.exec(line) ?? [];
    if (name) ports[name] = Number(port);
    if (ports.TFTP && ports.HTTP) return ports;
  }
  throw new Error('the server has ended');
}

const readByTftp = (ports, name, pace, answered) => readBy('octet', ports, name, pace, answered);
const readByNetascii = (ports, name, pace, answered) =>
  readBy('netascii', ports, name, pace, answered);

/** Acknowledges a window when it is complete, after a pause. */
function readBy(mode, ports, name, pace, answered) {
  const socket = createSocket('udp4');
  const started = performance.now();
  const texts = [name, mode, ...OPTIONS[pace]].map((each) => `${each}\0`).join('');
  const pauseMs = pace === 'slow' ? SLOW_MS : QUICK_MS;
  let windowsize = 1;
  let next = 1;
  let inWindow = 0;
  let isAnswered = false;
  const acknowledge = (block, port) => {
    inWindow = 0;
    const packet = Buffer.from([0, 4, (block >> 8) & 255, block & 255]);
    setTimeout(() => isOpen && socket.send(packet, port, '127.0.0.1'), pauseMs);
  };
  let isOpen = true;
  socket.on('message', (packet, { port }) => {
    if (!isAnswered && packet[1] === DATA) answered(performance.now() - started);
    isAnswered ||= packet[1] === DATA;
    if (packet[1] === OACK) {
      windowsize = Number(/windowsize\0(\d+)/.exec(packet.toString('latin1'))?.[1] ?? 1);
      acknowledge(0, port);
    }
    if (packet[1] !== DATA || packet.readUInt16BE(2) !== (next & 0xffff)) return;
    next++;
    if (++inWindow === windowsize) acknowledge(next - 1, port);
  });
  socket.send(Buffer.from(`\0\x01${texts}`), ports.TFTP, '127.0.0.1');
  return () => {
    isOpen = false;
    socket.close();
  };
}

/** Takes what has come, after a pause. */
function readByHttp(ports, name, pace, answered) {
  const started = performance.now();
  const socket = connect({ port: ports.HTTP, host: '127.0.0.1' }).on('error', () => {});
  socket.write(`GET /${name} HTTP/1.1\r\n\r\n`);
  socket.once('readable', () => answered(performance.now() - started));
  const timer = setInterval(
    () => (pace === 'slow' ? socket.read(512) : socket.read()),
    pace === 'slow' ? SLOW_MS : QUICK_MS,
  );
  return () => {
    clearInterval(timer);
    socket.destroy();
  };
}
