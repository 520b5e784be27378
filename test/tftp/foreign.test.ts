// Other people's clients against our server, and our client against another server.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.js';
import { contentOf } from '../../src/core/file-content.js';
import { fetchTftp } from '../../src/tftp/client.js';
import type { TransferReport } from '../../src/tftp/server/report.js';
import { createTftpServer, type TftpServer } from '../../src/tftp/server/server.js';
import type { OpenSocket } from '../../src/udp/datagram.js';
import { dgramSockets, openDgramSocket } from '../../src/udp/dgram-socket.js';
import { type Running, reasonToSkip, start } from '../e2e/programs.js';
import { SOAKING } from '../soak.js';
import { backends } from '../udp/koffi-backend.js';
import { fileOf } from './lossy-link.js';

const run = promisify(execFile);
const NPM_CLIENT = join(import.meta.dirname, 'npm-client.mjs');
const NPM_SERVER = join(import.meta.dirname, 'npm-server.mjs');

interface Fetch {
  readonly remote: string;
  readonly local: string;
  /** Blocks of 1428 bytes instead of 512 without options, where that can be had. */
  readonly large: boolean;
}

interface ForeignClient {
  readonly name: string;
  readonly program: string;
  arguments(port: number, fetch: Fetch): readonly string[];
  /** The same for many files, where one start is enough for them. */
  readonly argumentsForAll?: (port: number, fetches: readonly Fetch[]) => readonly string[];
  readonly large: { readonly blksize: number; readonly windowsize: number };
}

/** At a desk the ends of a block; the codec and the transfer have all lengths in memory. */
const LENGTHS = SOAKING ? [0, 1, 511, 512, 513, 1_428, 9_000, 400_000] : [0, 511, 512, 60_000];
const npmClient = (port: number, fetches: readonly Fetch[]): readonly string[] => [
  ...[NPM_CLIENT, `${port}`],
  ...fetches.flatMap(({ remote, local, large }) => [large ? '4' : '1', remote, local]),
];

const curl = (port: number, { remote, local, large }: Fetch): readonly string[] => [
  ...(large ? ['--tftp-blksize', '1428'] : ['--tftp-no-options']),
  ...['-sS', '-o', local, `tftp://127.0.0.1:${port}/${remote}`],
];

const CLIENTS: readonly ForeignClient[] = [
  {
    name: 'tftp-hpa',
    program: 'tftp',
    arguments: (port, { remote, local }) => [
      ...['-m', 'binary', '127.0.0.1', `${port}`],
      ...['-c', 'get', remote, local],
    ],
    large: { blksize: 512, windowsize: 1 },
  },
  {
    name: 'atftp',
    program: 'atftp',
    arguments: (port, { remote, local, large }) => [
      ...(large ? ['--option', 'blksize 1428', '--option', 'windowsize 8'] : []),
      ...['--get', '-r', remote, '-l', local, '127.0.0.1', `${port}`],
    ],
    large: { blksize: 1_428, windowsize: 8 },
  },
  {
    name: 'curl',
    program: 'curl',
    arguments: curl,
    argumentsForAll: (port, fetches) =>
      fetches.flatMap((fetch, at) => [...(at > 0 ? ['--next'] : []), ...curl(port, fetch)]),
    large: { blksize: 1_428, windowsize: 1 },
  },
  {
    name: 'busybox',
    program: 'busybox',
    arguments: (port, { remote, local, large }) => [
      ...['tftp', '-g', '-r', remote, '-l', local],
      ...(large ? ['-b', '1428'] : []),
      ...['127.0.0.1', `${port}`],
    ],
    large: { blksize: 1_428, windowsize: 1 },
  },
  {
    name: 'the npm package tftp',
    program: process.execPath,
    arguments: (port, fetch) => npmClient(port, [fetch]),
    argumentsForAll: npmClient,
    large: { blksize: 1_468, windowsize: 4 },
  },
];

/** Who shows it: one where time is short, for each takes seconds; tftp-hpa, atftp and the package would take longer. */
const goesRound = (client: string, way: OpenSocket): boolean =>
  (client === 'curl' && way === ways.at(-1)?.openSocket) ||
  (SOAKING && ['curl', 'busybox'].includes(client));

const TEXT = 'one\ntwo\r\nthree\rfour\n\n';

const ways = await backends();
let openSocket: OpenSocket = openDgramSocket;
/** Slow: whoever waits for a busy machine is sent nothing twice. */
const clock = { ...systemClock, monotonicMs: () => systemClock.monotonicMs() / 200 };
let folder = '';
let server: TftpServer | undefined;
let reports: TransferReport[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offhook-tftp-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  reports = [];
  server = await createTftpServer({
    address: '127.0.0.1',
    port: 0,
    source: {
      open: (name) =>
        /^\d+$/.test(name)
          ? { kind: 'file', content: contentOf(fileOf(Number(name))) }
          : name === 'text'
            ? { kind: 'file', content: contentOf(Buffer.from(TEXT)) }
            : { kind: 'not-found', expected: false },
    },
    onReport: (report) => reports.push(report),
    sockets: { ...dgramSockets, open: openSocket },
    clock,
  });
});

afterEach(async () => {
  await server?.close();
});

const portOf = () => server?.address().port ?? 0;
const fetchOf = (remote: string, large: boolean): Fetch => ({
  remote,
  local: join(folder, `got-${remote}-${large ? 'large' : 'small'}`),
  large,
});

/** At a desk one by options of its own and one by windows; test/e2e/boot.test.ts has tftp-hpa there. */
const SHOWN = SOAKING ? CLIENTS : CLIENTS.filter(({ name }) => ['curl', 'atftp'].includes(name));
/** There each meets the sockets that a server prefers, and one of them the others. */
const PAIRS = SHOWN.flatMap((client) =>
  ways
    .filter((way) => SOAKING || way === ways.at(-1) || client.name === 'curl')
    .map((way) => ({ ...client, way })),
);

for (const { name, program, arguments: argumentsOf, argumentsForAll, large, way } of PAIRS) {
  describe.skipIf(reasonToSkip([program]) !== undefined)(`${name}, served by ${way.name}`, () => {
    beforeAll(() => {
      openSocket = way.openSocket;
    });

    async function fetchAll(fetches: readonly Fetch[]): Promise<void> {
      const starts = argumentsForAll
        ? [argumentsForAll(portOf(), fetches)]
        : fetches.map((fetch) => argumentsOf(portOf(), fetch));
      for (const start of starts) await run(program, start, { timeout: 200_000 });
      for (const { remote, local } of fetches) {
        expect(Buffer.compare(await readFile(local), fileOf(Number(remote))), local).toBe(0);
        await rm(local);
      }
    }

    it('fetches files of any length, in small and in large blocks', async () => {
      const sizes = LENGTHS.flatMap((bytes) =>
        [false, true].map((isLarge) => ({ bytes, isLarge })),
      );
      await fetchAll(sizes.map(({ bytes, isLarge }) => fetchOf(`${bytes}`, isLarge)));
      const expected = sizes.map(({ bytes, isLarge }) => ({
        ...{ outcome: 'sent', bytes, retransmits: 0 },
        ...(isLarge && large),
      }));
      await expect.poll(() => reports).toMatchObject(expected);
    });

    it('is told that a file is not there', async () => {
      const start = argumentsOf(portOf(), fetchOf('missing', false));
      await run(program, start, { timeout: 200_000 }).catch(() => undefined);
      await expect.poll(() => reports).not.toEqual([]);
      // A client may ask again while a busy machine keeps its answer back: busybox does so after 50 ms.
      const told = reports.map(({ outcome, fileName }) => `${fileName} ${outcome}`);
      expect(new Set(told)).toEqual(new Set(['missing not-found']));
    });

    if (!goesRound(name, way.openSocket)) return;
    it.runIf(SOAKING)(
      'fetches 33 MB in blocks of 512, past the end of the block numbers',
      async () => {
        await fetchAll([fetchOf(`${33 * 1024 * 1024 + 5}`, false)]);
        await expect
          .poll(() => reports)
          .toMatchObject([{ outcome: 'sent', blocks: 67_585, blksize: 512 }]);
      },
    );
  });
}

describe.skipIf(reasonToSkip(['tftp']) !== undefined)('netascii', () => {
  it('reaches tftp-hpa as the text it was', async () => {
    const { remote, local } = fetchOf('text', false);
    await run('tftp', ['-m', 'ascii', '127.0.0.1', `${portOf()}`, '-c', 'get', remote, local]);
    expect(await readFile(local, 'latin1')).toBe(TEXT);
  });
});

describe('our client', () => {
  let peer: Running;
  let port = 0;
  beforeAll(async () => {
    peer = start(process.execPath, [NPM_SERVER, folder, 'guarded']);
    port = Number((await peer.waitFor(/^\d+$/m))[0]);
  });
  afterAll(() => peer.end());

  it.each([
    { length: 9_000, options: [] },
    { length: 200_000, options: [{ name: 'blksize', value: '1428' }] },
    { length: 200_000, options: [{ name: 'windowsize', value: '8' }] },
  ])('fetches $length bytes from the npm package tftp', async ({ length, options }) => {
    await writeFile(join(folder, 'served'), fileOf(length));
    const from = { server: '127.0.0.1', port, options };
    const result = await fetchTftp({ ...from, name: 'served' });
    expect(result.kind === 'file' && Buffer.compare(result.bytes, fileOf(length))).toBe(0);
    const missing = await fetchTftp({ ...from, name: 'missing' });
    expect(missing).toMatchObject({ kind: 'error', code: 1 });
  });
});
