// Reproductions of faults of the npm package `tftp`, for docs/decisions/0001. Each asserts the fault itself, so it
// fails when a release mends it: then that record is to be looked at again.

import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hex, toHex } from '../../test/dhcp/bytes.js';
import { ask, openSocket, type Peer, receive, startPeer } from './reproduction.js';

const run = promisify(execFile);
const CLIENT = join(import.meta.dirname, '../../test/tftp/npm-client.mjs');
const SERVER = join(import.meta.dirname, '../../test/tftp/npm-server.mjs');

/** An opcode, then strings that each end with a zero byte (RFC 1350, RFC 2347). */
const packet = (opcode: string, ...strings: readonly string[]): Buffer =>
  Buffer.concat([hex(opcode), Buffer.from(strings.map((text) => `${text}\0`).join(''))]);
const readRequest = (name: string, ...options: readonly string[]): Buffer =>
  packet('0001', name, 'octet', ...options);
const writeRequest = (name: string): Buffer => packet('0002', name, 'octet');
/** Opcode and block number or error code of an answer. */
const headOf = ({ bytes }: { readonly bytes: Buffer }): string => toHex(bytes.subarray(0, 4));

const DATA_1 = '00030001';
const DATA_2 = '00030002';
const ERROR_NOT_DEFINED = '00050000';
const ERROR_OPTION = '00050008';

let folder = '';
let root = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offhook-peers-'));
  root = join(folder, 'root');
  await mkdir(root);
  await writeFile(join(root, 'firmware.bin'), Buffer.alloc(10_000));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const serve = (manner: 'careless' | 'guarded' = 'guarded'): Promise<Peer> =>
  startPeer(SERVER, [root, manner]);

describe('the server of the npm package tftp', () => {
  it.each([0, 1])('ends when a datagram of length %i comes to a transfer', async (length) => {
    const server = await serve();
    const phone = await openSocket();
    const { port } = await ask(phone, server.port, readRequest('firmware.bin'));
    phone.send(Buffer.alloc(length), port, '127.0.0.1');
    expect(await server.ended).toMatchObject({
      code: 1,
      errors: expect.stringContaining('ERR_BUFFER_OUT_OF_BOUNDS'),
    });
  });

  it('ends when a file is not there and requests have no error listener', async () => {
    const server = await serve('careless');
    const phone = await openSocket();
    phone.send(readRequest('missing.bin'), server.port, '127.0.0.1');
    expect(await server.ended).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/Unhandled 'error' event[\s\S]*ENOENT/),
    });
  });

  it('ends when one port repeats its request until the descriptors run out', async () => {
    const server = await serve();
    const phone = await openSocket();
    for (let sent = 0; sent < 800; sent += 1) {
      phone.send(readRequest('firmware.bin'), server.port, '127.0.0.1');
    }
    expect(await server.ended).toMatchObject({
      code: 1,
      errors: expect.stringContaining('bind EMFILE'),
    });
  });

  it('sends on when a stranger acknowledges', async () => {
    const server = await serve();
    const [phone, stranger] = [await openSocket(), await openSocket()];
    const first = await ask(phone, server.port, readRequest('firmware.bin'));
    expect(headOf(first)).toBe(DATA_1);
    const second = receive(phone);
    stranger.send(hex('0004 0001'), first.port, '127.0.0.1');
    expect(headOf(await second)).toBe(DATA_2);
  });

  it('ends a transfer when a stranger says ERROR', async () => {
    const server = await serve();
    const [phone, stranger] = [await openSocket(), await openSocket()];
    const { port } = await ask(phone, server.port, readRequest('firmware.bin'));
    stranger.send(packet('0005 0000', 'not yours'), port, '127.0.0.1');
    expect(await server.nextLine()).toBe('failed: not yours');
  });

  it('serves what a link leads to outside its folder', async () => {
    await writeFile(join(folder, 'secret'), 'of someone else');
    await symlink(join(folder, 'secret'), join(root, 'link'));
    const server = await serve();
    const { bytes } = await ask(await openSocket(), server.port, readRequest('link'));
    expect(bytes.subarray(4).toString()).toBe('of someone else');
  });

  it('lets anyone overwrite a file unless told otherwise', async () => {
    const server = await serve();
    const phone = await openSocket();
    const { port } = await ask(phone, server.port, writeRequest('firmware.bin'));
    await ask(phone, port, Buffer.concat([hex('0003 0001'), Buffer.from('overwritten')]));
    await expect.poll(() => readFile(join(root, 'firmware.bin'), 'utf8')).toBe('overwritten');
  });

  it.each([
    ['takes BLKSIZE in capitals for an unknown option', ['BLKSIZE', '1024'], DATA_1],
    ['ignores the option timeout', ['timeout', '5'], DATA_1],
    ['refuses a request for its blksize of 70000', ['blksize', '70000'], ERROR_OPTION],
  ])('%s', async (_, options, head) => {
    const server = await serve();
    const request = readRequest('firmware.bin', ...options);
    expect(headOf(await ask(await openSocket(), server.port, request))).toBe(head);
  });

  it('refuses a file called constructor as being written', async () => {
    await writeFile(join(root, 'constructor'), 'a file like any other');
    const server = await serve();
    const answer = await ask(await openSocket(), server.port, readRequest('constructor'));
    expect(headOf(answer)).toBe(ERROR_NOT_DEFINED);
    expect(answer.bytes.toString()).toContain('being written');
  });
});

describe('the client of the npm package tftp', () => {
  it('writes the blocks of a window in the order in which they came, and reports success', async () => {
    const socket = await openSocket();
    const local = join(folder, 'fetched');
    const request = receive(socket);
    const client = run(process.execPath, [CLIENT, `${socket.address().port}`, '4', 'any', local], {
      timeout: 20_000,
    });
    const { port } = await request;
    await ask(socket, port, packet('0006', 'blksize', '8', 'windowsize', '4'));
    const acknowledged = receive(socket);
    for (const block of [2, 1, 4, 3]) {
      socket.send(
        Buffer.concat([Buffer.from([0, 3, 0, block]), Buffer.alloc(8, `${block}`)]),
        port,
        '127.0.0.1',
      );
    }
    await acknowledged;
    socket.send(hex('0003 0005'), port, '127.0.0.1');
    await client;
    expect(await readFile(local, 'latin1')).toBe('22222222111111114444444433333333');
  });

  it('asks for a timeout of 3000 seconds, where 255 is the most', async () => {
    const socket = await openSocket();
    const request = receive(socket);
    const client = execFile(process.execPath, [
      CLIENT,
      `${socket.address().port}`,
      '1',
      'any',
      join(folder, 'x'),
    ]);
    const ended = once(client, 'exit');
    const { bytes, port } = await request;
    expect(bytes.toString('latin1')).toContain('\0timeout\x003000\0');
    socket.send(packet('0005 0001', 'not here'), port, '127.0.0.1');
    await ended;
  });
});
