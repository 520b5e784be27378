// Pretend phones: run by bench/tftp.mjs in the servers' namespace. One socket for each file, every byte compared.
// Takes the job as JSON, prints the result as JSON.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dgramSockets } from '../dist/udp/dgram-socket.js';
import { createKoffiSockets } from '../dist/udp/koffi-socket.js';
import { loadLibc } from '../dist/udp/libc.js';

const [DATA, ACK, ERROR, OACK] = [3, 4, 5, 6];
const SERVER = { address: '127.0.0.1', port: 69 };
const RETRY_MS = 1000;
const TICK_MS = 10;

const job = { maxTries: 8, ...JSON.parse(process.argv[2]) };
const { open: openSocket } = await loadLibc().then(
  (libc) => createKoffiSockets(libc, dgramSockets),
  () => dgramSockets,
);
const chance = perMille(job.seed);
const references = new Map();
const running = new Set();
const result = { done: 0, bytes: 0, packets: 0, retransmits: 0, fileMs: [], failures: {} };

const started = performance.now();
const ticker = setInterval(resendLate, TICK_MS);
await Promise.all(Array.from({ length: job.phones }, (_, index) => bePhone(index)));
clearInterval(ticker);
const wallMs = performance.now() - started;
const { userCPUTime, systemCPUTime } = process.resourceUsage();
console.log(JSON.stringify({ ...result, wallMs, cpuMs: (userCPUTime + systemCPUTime) / 1000 }));

async function bePhone(index) {
  for (const pattern of job.files) {
    await fetchFile(pattern.replace('%', String(index)), addressOf(index));
  }
}

/** A phone has an address of its own; servers count transfers by it. */
function addressOf(index) {
  return `127.1.${index >> 8}.${index & 255}`;
}

/** Resolves also where it fails. */
function fetchFile(name, address) {
  return new Promise((resolve) => {
    const began = performance.now();
    const one = { name, file: fileOf(name), next: 1, at: 0, blksize: 512, windowsize: 1 };
    Object.assign(one, { inWindow: 0, gapTold: -1, tries: 0, dueMs: began + RETRY_MS, to: SERVER });
    one.end = (failure) => {
      running.delete(one);
      void one.socket.close();
      if (failure === undefined) {
        result.done++;
        result.bytes += one.at;
        result.fileMs.push(performance.now() - began);
      } else result.failures[failure] = (result.failures[failure] ?? 0) + 1;
      resolve();
    };
    void openSocket({ address, port: 0 }, (packet, from) => hear(one, packet, from)).then(
      (socket) => {
        one.socket = socket;
        running.add(one);
        say(one, request(name));
      },
    );
  });
}

function hear(one, packet, from) {
  if (!running.has(one) || isLost()) return;
  const type = packet[1];
  if (one.to === SERVER) one.to = from;
  if (from.port !== one.to.port) return;
  const block = packet[2] * 256 + packet[3];
  if (type === ERROR) one.end(`error ${block}`);
  else if (type === OACK && one.at === 0) {
    agree(one, packet);
    acknowledge(one, 0);
  } else if (type === DATA) hearData(one, block, packet);
}

function hearData(one, block, packet) {
  result.packets++;
  if (block !== (one.next & 0xffff)) {
    // One ACK tells of a gap, and one answers a block that came again.
    if (one.gapTold !== one.next) acknowledge(one, one.next - 1);
    one.gapTold = one.next;
    return;
  }
  const length = packet.length - 4;
  if (one.file.compare(packet, 4, packet.length, one.at, one.at + length) !== 0) {
    one.end('wrong bytes');
    return;
  }
  one.at += length;
  one.next++;
  one.inWindow++;
  const isLast = length < one.blksize;
  if (isLast || one.inWindow >= one.windowsize) acknowledge(one, one.next - 1);
  if (isLast) one.end(one.at === one.file.length ? undefined : 'wrong length');
}

function agree(one, packet) {
  const texts = Buffer.from(packet.subarray(2)).toString('latin1').split('\0');
  for (let n = 0; n + 1 < texts.length; n += 2) {
    if (texts[n] === 'blksize' || texts[n] === 'windowsize') one[texts[n]] = Number(texts[n + 1]);
  }
}

function acknowledge(one, block) {
  one.inWindow = 0;
  say(one, Buffer.from([0, ACK, (block >> 8) & 255, block & 255]));
}

function say(one, packet) {
  one.last = packet;
  one.dueMs = performance.now() + RETRY_MS;
  if (one.sentFor !== one.next) one.tries = 0;
  one.sentFor = one.next;
  if (!isLost()) one.socket.send(packet, one.to);
}

function resendLate() {
  const nowMs = performance.now();
  for (const one of running) {
    if (nowMs < one.dueMs) continue;
    if (++one.tries === job.maxTries) one.end('timeout');
    else {
      result.retransmits++;
      say(one, one.last);
    }
  }
}

function request(name) {
  const options = Object.entries(job.options).flat();
  return Buffer.from(`\0\x01${[name, 'octet', ...options].map((text) => `${text}\0`).join('')}`);
}

function fileOf(name) {
  const known = references.get(name);
  if (known) return known;
  const file = readFileSync(join(job.root, name));
  references.set(name, file);
  return file;
}

function isLost() {
  return job.lossPerMille > 0 && chance() < job.lossPerMille;
}

/** 0..999 by xorshift32. */
function perMille(seed) {
  let state = Math.imul(seed, 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % 1000;
  };
}
