// What a storm leaves behind, and how little the server needs for one: memory and descriptors.

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentOf } from '../../src/core/file-content.js';
import { fetchTftp } from '../../src/tftp/client.js';
import { encodePacket } from '../../src/tftp/codec/packet.js';
import { createTftpServer } from '../../src/tftp/server/server.js';
import { dgramSockets } from '../../src/udp/dgram-socket.js';
import { OFFHOOK, ROOT, reasonToSkip, runProgram, start } from '../e2e/programs.js';
import { SOAKING, soak } from '../soak.js';
import { backends } from '../udp/koffi-backend.js';
import { fileOf } from './lossy-link.js';
import { readRequest } from './memory-network.js';

const PHONES = soak(5, 50);
const PHONES_AT_ONCE = 200;
const REQUESTS_EACH = soak(40, 100);
const STORMS = 3;
/** A request that leaves its file behind leaves 9,000 bytes; what a heap is out by is spread over fewer requests in a short run. */
const BYTES_A_REQUEST = soak(3_000, 90);
const GIVE_UP = encodePacket({ type: 'ERROR', code: 0, message: 'enough' });

function collectGarbage(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') for (let times = 0; times < 2; times++) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Each with an address of its own, for there is a limit on what one may ask. */
async function openPhone(n: number): Promise<Socket> {
  const phone = createSocket('udp4');
  phone.bind(0, `127.0.1.${n + 1}`);
  await once(phone, 'listening');
  return phone;
}

/** Asks for a file again and again, each time giving up at its first block. */
async function pester(phone: Socket, port: number): Promise<void> {
  for (let n = 0; n < REQUESTS_EACH; n++) {
    phone.send(encodePacket(readRequest(`file-${n}`)), port, '127.0.0.1');
    const [, from] = await once(phone, 'message');
    phone.send(GIVE_UP, from.port, '127.0.0.1');
  }
}

const ways = await backends();
/** At a desk the one that a server prefers; the test of the sockets' contract has all. */
const shown = SOAKING ? ways : ways.slice(-1);

describe.each(shown)('a storm on sockets of $name', ({ openSocket }) => {
  it(`of ${PHONES * REQUESTS_EACH} requests that come to nothing leaves no memory behind`, async () => {
    const server = await createTftpServer({
      address: '127.0.0.1',
      port: 0,
      source: { open: () => ({ kind: 'file', content: contentOf(fileOf(9_000)) }) },
      sockets: { ...dgramSockets, open: openSocket },
    });
    const phones = await Promise.all(Array.from({ length: PHONES }, (_, n) => openPhone(n)));
    const storm = () => Promise.all(phones.map((each) => pester(each, server.address().port)));
    await storm();
    await expect.poll(() => server.stats().transfers).toBe(0);
    const before = collectGarbage();
    for (let times = 0; times < STORMS; times++) await storm();
    await expect.poll(() => server.stats().transfers).toBe(0);
    expect(server.stats()).toMatchObject({
      requests: (1 + STORMS) * PHONES * REQUESTS_EACH,
      throttled: 0,
    });
    const requests = STORMS * PHONES * REQUESTS_EACH;
    expect(collectGarbage() - before).toBeLessThan(requests * BYTES_A_REQUEST);
    for (const phone of phones) phone.close();
    await server.close();
  });
});

const missing = SOAKING
  ? reasonToSkip(['prlimit'])
  : 'at a desk nobody starts the program for it: test/serve/open-files-limit.test.ts has who may open how many';
const HIDE_KOFFI = ['--import', join(ROOT, 'bench/without-koffi.mjs')];

describe.skipIf(missing !== undefined)('a process that may open few files', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'offhook-storm-'));
    await writeFile(join(folder, 'a'), fileOf(9_000));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const serve = (nodeOptions: readonly string[]) =>
    start(process.execPath, [
      ...[...nodeOptions, OFFHOOK, 'serve', '--files', folder, '--address', '127.0.0.1'],
      ...['--tftp-port', '0', '--no-watch', '--dhcp', 'off', '--state-dir', join(folder, 'state')],
    ]);

  it.each(
    [
      { sockets: 'dgram', nodeOptions: HIDE_KOFFI },
      { sockets: 'koffi', nodeOptions: [] },
    ].filter(({ sockets }) => shown.some(({ name }) => name === sockets)),
  )('serves many phones at once with sockets of $sockets', async ({ sockets, nodeOptions }) => {
    const server = serve(nodeOptions);
    try {
      const [, port] = await server.waitFor(/TFTP {2}127\.0\.0\.1:(\d+)/);
      expect(server.output()).toContain(`sockets: ${sockets}`);
      // All that are open by now, and a few for the file at hand.
      const open = readdirSync(`/proc/${server.child.pid}/fd`).length;
      runProgram('prlimit', ['--pid', `${server.child.pid}`, `--nofile=${open + 4}`]);
      const fetched = await Promise.all(
        Array.from({ length: PHONES_AT_ONCE }, () =>
          fetchTftp({ server: '127.0.0.1', port: Number(port), name: 'a' }),
        ),
      );
      expect(new Set(fetched.map(({ kind }) => kind))).toEqual(new Set(['file']));
    } finally {
      expect(await server.end()).toBe(0);
    }
  });
});
