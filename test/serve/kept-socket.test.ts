import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codedError } from '../../src/core/coded-error.js';
import type { Mac } from '../../src/core/mac.js';
import { openAskSocket } from '../../src/serve/ask-socket.js';
import { createKeptSocket, type KeptSocket } from '../../src/serve/kept-socket.js';
import { askToRelease } from '../../src/serve/release-leases.js';
import { serverRoutes } from '../../src/serve/server-routes.js';
import { createRecordingLog } from '../dhcp/server-under-test.js';
import { folderOfTest } from '../folder-of-test.js';
import { askedServer, dhcpThat } from './asked-server.js';

const PHONE = '5c:fc:66:5d:4f:9a' as Mac;
let base = '';
let folder = '';
let kept: KeptSocket | undefined;
const path = () => join(folder, 'offhook.sock');
beforeEach(() => {
  base = folderOfTest('kept');
  folder = join(base, 'state');
  mkdirSync(folder);
});
afterEach(async () => {
  await kept?.close();
});

async function start(refusal: { is?: Error } = {}) {
  const { log, said } = createRecordingLog();
  let opened = 0;
  kept = createKeptSocket(
    async () => {
      if (refusal.is) throw refusal.is;
      opened += 1;
      return openAskSocket(
        path(),
        serverRoutes(askedServer({ dhcp: () => dhcpThat(async () => []) })),
      );
    },
    log,
    { without: 'cannot be asked', again: 'can be asked again' },
  );
  await kept.keep();
  return { socket: kept, said, levels: () => said.map(({ level }) => level), opened: () => opened };
}
const answers = () => askToRelease(path(), PHONE, 'it is in use');

describe('the release socket of a server that runs', () => {
  it.each([
    ['was removed', () => rmSync(path())],
    ['went with its folder', renewFolder],
    ['was replaced', replace],
  ])('is made again where it %s', async (_how, harm) => {
    const { socket, levels } = await start();
    harm();
    await socket.keep();
    expect(await answers()).toEqual([]);
    expect(levels()).toEqual(['info']);
  });

  it('stands as it was where nobody touched it, and is made once by many at a time', async () => {
    const { socket, opened } = await start();
    await socket.keep();
    expect(opened()).toBe(1);
    rmSync(path());
    await Promise.all([socket.keep(), socket.keep(), socket.keep()]);
    expect(opened()).toBe(2);
  });

  it('is made when it can be, and says once that it cannot', async () => {
    const refusal: { is?: Error } = { is: codedError('EROFS', 'read-only') };
    const { socket, levels, said } = await start(refusal);
    await socket.keep();
    expect(levels()).toEqual(['warn']);
    expect(said[0]?.fields).toEqual({ code: 'EROFS', reason: 'read-only' });
    delete refusal.is;
    await socket.keep();
    expect(await answers()).toEqual([]);
    expect(levels()).toEqual(['warn', 'info']);
  });

  it('is not made again when the server has ended', async () => {
    const { socket } = await start();
    await socket.close();
    await socket.keep();
    expect(readdirSync(folder)).toEqual([]);
    expect(existsSync(path())).toBe(false);
  });
});

function renewFolder(): void {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
}

function replace(): void {
  rmSync(path());
  writeFileSync(path(), 'diary');
}
