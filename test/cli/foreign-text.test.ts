// What a server, a file or a user calls itself is printed, and must not speak to the terminal.

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createFolder, INVENTORY, offhook, SECRETS } from './cli-under-test.js';

/** Clears a screen, begins a line, turns the direction, moves by a C1 control. */
const HOSTILE = 'seen\x1b[2J\r\nas a phone\u202e\u009b2J\u2028end';
const INVISIBLE = /[^\P{C}\n]|[\p{Zl}\p{Zp}]/u;

let socket: Socket | undefined;
afterEach(() => {
  socket?.close();
  socket = undefined;
});

/** A TFTP server that refuses everything in its own words. */
async function refuseAll(): Promise<number> {
  const server = createSocket('udp4');
  socket = server;
  const packet = Buffer.concat([Buffer.from([0, 5, 0, 0]), Buffer.from(`${HOSTILE}\0`)]);
  server.on('message', (_, { address, port }) => server.send(packet, port, address));
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  return server.address().port;
}

it.each(['text', 'json'])('a server cannot, through probe in %s', async (format) => {
  const port = await refuseAll();
  const folder = createFolder({ 'offhook.yaml': INVENTORY });
  const args = ['probe', '5c:fc:66:5d:4f:9a', '--port', `${port}`, '--format', format];
  const { out } = await offhook(folder, args, { env: SECRETS });
  expect(out).toContain('seen');
  expect(out).not.toMatch(INVISIBLE);
  expect(out).not.toMatch(/^as a phone/m);
});

it('a file that somebody edited cannot, through generate --diff', async () => {
  const folder = createFolder({ 'offhook.yaml': INVENTORY });
  const generate = (...args: readonly string[]) =>
    offhook(folder, ['generate', '-o', 'out', ...args], { env: SECRETS });
  await generate();
  const [name = ''] = readdirSync(join(folder, 'out')).filter((each) => each.endsWith('.xml'));
  writeFileSync(join(folder, 'out', name), `<device>${HOSTILE}</device>\n`);
  const { out, err } = await generate('--check', '--diff');
  expect(out).toContain('seen');
  expect(out + err).not.toMatch(INVISIBLE);
});

it('the name of a file cannot, through an error', async () => {
  const { err } = await offhook(createFolder(), ['validate', `${HOSTILE}.yaml`]);
  expect(err).toContain('seen');
  expect(err).not.toMatch(INVISIBLE);
});
