// TFTP to where the path is not plain: other addresses of ours, of both families, and a link with a smaller MTU whose
// router cannot say so.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadLibc } from '../../src/udp/libc.js';
import { SOAKING } from '../soak.js';
import { OFFHOOK, ROOT, type Running, reasonToSkip, runProgram, start } from './programs.js';

const reason = reasonToSkip(['ip', 'curl', 'sysctl'], true);
const hasKoffi = await loadLibc().then(
  () => true,
  () => false,
);
const HIDE_KOFFI = ['--import', join(ROOT, 'bench/without-koffi.mjs')];

const name = (role: string) => `offhook-${process.pid}-${role}`;
const [SERVER, ROUTER, CLIENT] = [name('server'), name('router'), name('phone')];
const ip = (...args: readonly string[]) => runProgram('ip', args);
const ipIn = (namespace: string, line: string) => ip('-n', namespace, ...line.split(' '));
const sysctl = (namespace: string, setting: string) =>
  ip('netns', 'exec', namespace, 'sysctl', '-qw', setting);

const folder = mkdtempSync(join(tmpdir(), 'offhook-paths-'));
const FILE = Buffer.from(Array.from({ length: 50_000 }, (_, n) => n % 251));

/** What curl gets, which hears only the address that it asked of an IPv6 server, and any of an IPv4 one. */
function fetchBy(url: string, ...options: readonly string[]): Buffer {
  const got = join(folder, 'got');
  rmSync(got, { force: true });
  const patience = ['--max-time', '8', '-s', '-o', got];
  ip('netns', 'exec', CLIENT, 'curl', ...patience, ...options, url);
  return Buffer.from(runProgram('base64', ['-w0', got]), 'base64');
}

async function serve(address: string, node: readonly string[] = []): Promise<Running> {
  const options = ['--address', address, '--files', 'files', '--dhcp', 'off', '--no-watch'];
  const command = [process.execPath, ...node, OFFHOOK, 'serve', ...options, '--user', 'root'];
  const server = start('ip', ['netns', 'exec', SERVER, ...command], folder);
  await server.waitFor(/TFTP {2}.*:69/);
  return server;
}

/** Those of the addresses that answer themselves. */
function heardFrom(...servers: readonly string[]): readonly string[] {
  const script = join(ROOT, 'test/e2e/ask-tftp.mjs');
  const answered = ip('netns', 'exec', CLIENT, process.execPath, script, ...servers);
  return answered.trim().split('\n');
}

/** On one machine test/tftp/server-addresses.test.ts sees who answers. */
describe.skipIf(reason !== undefined || !SOAKING)('a phone behind a router', () => {
  beforeAll(() => {
    mkdirSync(join(folder, 'files'));
    writeFileSync(join(folder, 'files/image.bin'), FILE);
    for (const each of [SERVER, ROUTER, CLIENT]) {
      ip('netns', 'add', each);
      ipIn(each, 'link set lo up');
      sysctl(each, 'net.ipv6.conf.all.accept_dad=0');
      sysctl(each, 'net.ipv6.conf.default.accept_dad=0');
    }
    ipIn(SERVER, `link add eth0 type veth peer name near netns ${ROUTER}`);
    ipIn(ROUTER, `link add far type veth peer name eth0 netns ${CLIENT}`);
    for (const [namespace, device, ...addresses] of [
      [SERVER, 'eth0', '10.77.0.1/24', '10.77.0.2/24', 'fd77::1/64', 'fd77::2/64'],
      [ROUTER, 'near', '10.77.0.254/24', 'fd77::fe/64'],
      [ROUTER, 'far', '10.88.0.254/24', 'fd88::fe/64'],
      [CLIENT, 'eth0', '10.88.0.2/24', 'fd88::2/64'],
    ] as const) {
      for (const address of addresses) {
        const flag = address.includes(':') ? ' nodad' : '';
        ipIn(namespace, `address add ${address} dev ${device}${flag}`);
      }
      ipIn(namespace, `link set ${device} up`);
    }
    for (const [namespace, ...routers] of [
      [SERVER, '10.77.0.254', 'fd77::fe'],
      [CLIENT, '10.88.0.254', 'fd88::fe'],
    ] as const) {
      for (const router of routers) ipIn(namespace, `route add default via ${router}`);
    }
    sysctl(ROUTER, 'net.ipv4.ip_forward=1');
    sysctl(ROUTER, 'net.ipv6.conf.all.forwarding=1');
  });
  afterAll(() => {
    for (const each of [SERVER, ROUTER, CLIENT]) ip('netns', 'delete', each);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    { what: 'with koffi', node: [], needsKoffi: true },
    { what: 'without koffi', node: HIDE_KOFFI, needsKoffi: false },
  ])(
    'is answered from each address of ours that it asks, of both families, $what',
    async ({ node, needsKoffi }) => {
      if (needsKoffi && !hasKoffi) return;
      const server = await serve('::', node);
      try {
        const asked = ['10.77.0.1', '10.77.0.2', 'fd77::1', 'fd77::2'];
        expect(heardFrom(...asked)).toEqual(asked);
        expect(fetchBy('tftp://[fd77::2]/image.bin').equals(FILE)).toBe(true);
        // One that comes later is followed.
        ipIn(SERVER, 'address add 10.77.0.3/24 dev eth0');
        expect(heardFrom('10.77.0.3')).toEqual(['10.77.0.3']);
        ipIn(SERVER, 'address delete 10.77.0.3/24 dev eth0');
      } finally {
        await server.end();
      }
    },
  );

  it.runIf(hasKoffi)('gets blocks that are too long for its link, and nobody says so', async () => {
    ipIn(ROUTER, 'link set far mtu 1400');
    ipIn(CLIENT, 'link set eth0 mtu 1400');
    // The router tells the server in vain that a packet was too long.
    ipIn(ROUTER, 'rule add to 10.77.0.1 iif lo blackhole');
    const server = await serve('10.77.0.1');
    try {
      const got = fetchBy('tftp://10.77.0.1/image.bin', '--tftp-blksize', '1468');
      expect(got.equals(FILE)).toBe(true);
    } finally {
      await server.end();
    }
  });
});
