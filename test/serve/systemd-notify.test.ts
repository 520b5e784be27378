import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../src/core/log.js';
import { createSystemdNotify } from '../../src/serve/systemd-notify.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-notify-'));
  const script = `#!/bin/sh\necho "$*" >> "${join(folder, 'told')}"\n`;
  writeFileSync(join(folder, 'systemd-notify'), script, { mode: 0o755 });
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const NOTIFY = { NOTIFY_SOCKET: '/run/systemd/notify' };
const told = () => readFileSync(join(folder, 'told'), 'utf8').trim().split('\n');

describe('systemd', () => {
  it('hears what happens, in its order', async () => {
    vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
    const systemd = createSystemdNotify(NOTIFY, silentLog);
    systemd.ready('serving 2 phones');
    systemd.reloading();
    systemd.ready('serving 3 phones');
    await systemd.stopping();
    expect(told()).toEqual([
      '--ready --status=serving 2 phones',
      'RELOADING=1 --status=reading the inventory',
      '--ready --status=serving 3 phones',
      'STOPPING=1',
    ]);
  });

  it('hears nothing unless it asks', async () => {
    vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
    const systemd = createSystemdNotify({}, silentLog);
    systemd.ready('serving');
    await systemd.stopping();
    expect(told).toThrow('ENOENT');
  });

  it('is not worth stopping for where its program is missing', async () => {
    vi.stubEnv('PATH', join(folder, 'nothing'));
    const warned: string[] = [];
    const log = { ...silentLog, warn: (_: object, text: string) => void warned.push(text) };
    await createSystemdNotify(NOTIFY, log).stopping();
    expect(warned).toEqual(['systemd cannot be told how we are']);
  });
});
