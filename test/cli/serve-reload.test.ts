import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolder, INVENTORY, offhook, SECRETS } from './cli-under-test.js';

const SERVE = [
  'serve',
  '--address',
  '127.0.0.1',
  '--tftp-port',
  '0',
  '--dhcp',
  'off',
  '--no-watch',
];

/** Serves in `cwd`, does `change`, reloads, and ends when the log says `awaited`. */
async function reloadAfter(
  cwd: string,
  args: readonly string[],
  change: () => void,
  awaited: RegExp,
) {
  const stop = new AbortController();
  const ran = await offhook(cwd, [...SERVE, ...args], {
    env: SECRETS,
    stop: stop.signal,
    onReload: (reload) => {
      change();
      setImmediate(reload);
    },
    onErr: (text) => awaited.test(text) && stop.abort(),
  });
  expect(ran.code).toBe(0);
  return ran;
}

describe('a reload', () => {
  it('reads the inventory that it began with, not one further up', async () => {
    const folder = createFolder({ 'offhook.yaml': 'offhook: 1\n', 'lab/offhook.yaml': INVENTORY });
    const ran = await reloadAfter(
      join(folder, 'lab'),
      [],
      () => rmSync(join(folder, 'lab/offhook.yaml')),
      /reload failed|"msg":"reloaded"/,
    );
    expect(ran.out).toContain('offhook serves 1 phone, ');
    expect(ran.err).toContain('there is no file offhook.yaml');
    expect(ran.err).not.toContain('"msg":"reloaded"');
  });

  it('tells what is allowed and not needed, as the start does', async () => {
    const allowing = (rule: string) =>
      INVENTORY.replace('site: {', `site: { allow: [{ rule: ${rule}, reason: x }],`);
    const folder = createFolder({ 'offhook.yaml': allowing('fanvil/column') });
    const ran = await reloadAfter(
      folder,
      [],
      () => writeFileSync(join(folder, 'offhook.yaml'), allowing('fanvil/comment')),
      /reload failed|"msg":"reloaded"/,
    );
    const unused = [...ran.err.matchAll(/nothing is found that \W*(fanvil\/\w+)/g)];
    expect(unused.map(([, rule]) => rule)).toEqual(['fanvil/column', 'fanvil/comment']);
  });

  it('serves a folder without an inventory as before', async () => {
    const folder = createFolder({ 'files/a': '' });
    const ran = await reloadAfter(
      folder,
      ['--files', 'files'],
      () => {},
      /reload failed|"msg":"reloaded"/,
    );
    expect(ran.err).toContain('"msg":"reloaded"');
  });
});
