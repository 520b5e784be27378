// Windows that leave as one message for the system to cut up, over a bridge of virtual wires, where they stay in one piece
// up to the client's own machine.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadLibc } from '../../src/udp/libc.js';
import { SOAKING } from '../soak.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const hasKoffi = await loadLibc().then(
  () => true,
  () => false,
);
const reason = SOAKING
  ? (reasonToSkip(['ip', 'atftp', 'tftp'], true) ?? (hasKoffi ? undefined : 'koffi is missing'))
  : 'at a desk test/udp has the contract of the sockets';

const name = (role: string) => `offhook-${process.pid}-${role}`;
const [SERVER, BRIDGE, CLIENT] = [name('served'), name('bridge'), name('behind')];
const ip = (...args: readonly string[]) => runProgram('ip', args);
const ipIn = (namespace: string, line: string) => ip('-n', namespace, ...line.split(' '));

const FILE = Buffer.from(Array.from({ length: 1_000_003 }, (_, n) => (n * 7 + (n >> 9)) % 251));
/** Ethernet's header and what it carries. */
const MAX_FRAME = 14 + 1500;

const CLIENTS = [
  {
    client: 'tftp-hpa, block by block',
    command: ['tftp', '-m', 'binary', '10.78.0.1', '-c', 'get', 'image.bin', 'got'],
    isJoined: false,
  },
  {
    client: 'atftp in large blocks',
    command: atftp('blksize 1428'),
    isJoined: false,
  },
  {
    client: 'atftp by windows of 16',
    command: atftp('blksize 1428', 'windowsize 16'),
    isJoined: true,
  },
  {
    client: 'atftp by windows of 16 small blocks',
    command: atftp('windowsize 16'),
    isJoined: true,
  },
] as const;

function atftp(...options: readonly string[]): readonly string[] {
  const asked = options.flatMap((option) => ['--option', option]);
  return ['atftp', ...asked, '--get', '-r', 'image.bin', '-l', 'got', '10.78.0.1'];
}

describe.skipIf(reason !== undefined)('over a bridge the bytes are those of the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-bridge-'));
  let server: Running;

  beforeAll(async () => {
    mkdirSync(join(folder, 'files'));
    writeFileSync(join(folder, 'files/image.bin'), FILE);
    for (const each of [SERVER, BRIDGE, CLIENT]) ip('netns', 'add', each);
    ipIn(BRIDGE, 'link add br0 type bridge');
    ipIn(BRIDGE, 'link set br0 up');
    for (const [namespace, port, address] of [
      [SERVER, 'near', '10.78.0.1/24'],
      [CLIENT, 'far', '10.78.0.2/24'],
    ] as const) {
      ipIn(BRIDGE, `link add ${port} type veth peer name eth0 netns ${namespace}`);
      ipIn(BRIDGE, `link set ${port} master br0 up`);
      ipIn(namespace, `address add ${address} dev eth0`);
      ipIn(namespace, 'link set eth0 up');
    }
    const options = ['--address', '10.78.0.1', '--files', 'files', '--dhcp', 'off', '--no-watch'];
    const command = [process.execPath, OFFHOOK, 'serve', ...options, '--user', 'root'];
    server = start('ip', ['netns', 'exec', SERVER, ...command], folder);
    await server.waitFor(/TFTP {2}.*koffi/);
  });
  afterAll(async () => {
    await server?.end();
    for (const each of [SERVER, BRIDGE, CLIENT]) ip('netns', 'delete', each);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Of all that the server has sent, as the bridge saw it: how many frames, and bytes. */
  function fromServer(): { readonly packets: number; readonly bytes: number } {
    const [port] = JSON.parse(ip('-n', BRIDGE, '-json', '-statistics', 'link', 'show', 'near'));
    return port.stats64.rx;
  }

  it.each(CLIENTS)('for $client', ({ command, isJoined }) => {
    const before = fromServer();
    runProgram('ip', ['netns', 'exec', CLIENT, ...command], folder);
    const after = fromServer();
    expect(Buffer.compare(readFileSync(join(folder, 'got')), FILE)).toBe(0);
    const mean = (after.bytes - before.bytes) / (after.packets - before.packets);
    expect(mean > MAX_FRAME).toBe(isJoined);
    rmSync(join(folder, 'got'));
  });
});
