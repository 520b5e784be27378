// The shipped unit under a real systemd, process 1 of namespaces of its own: with its sandbox, its user, its watchdog.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { SOAKING } from '../soak.js';
import { OFFHOOK, ROOT, reasonToSkip } from './programs.js';

const CGROUPS = '/sys/fs/cgroup/systemd';
const PATIENCE = { interval: 100 };

function noSystemd(): string | undefined {
  if (!SOAKING) return 'the unit is tried with systemd where all is to be shown';
  const missing = reasonToSkip(['unshare', 'nsenter', 'systemctl'], true);
  if (missing !== undefined) return missing;
  try {
    accessSync(join(CGROUPS, 'cgroup.procs'), constants.W_OK);
    accessSync('/lib/systemd/systemd', constants.X_OK);
    return undefined;
  } catch (error) {
    return `no systemd can be started here: ${error}`;
  }
}
const reason = noSystemd();
if (reason !== undefined) console.log(reason);

const FOUND = ['MainPID', 'NRestarts', 'Result', 'ActiveState', 'ExecMainStatus', 'StatusText'];

describe.skipIf(reason)('the unit', () => {
  let units = '';
  let cgroup = '';
  let unshare: ChildProcess | undefined;
  let first = '';

  beforeEach(() => {
    units = mkdtempSync(join(tmpdir(), 'offhook-units-'));
    cgroup = join(CGROUPS, units.slice(tmpdir().length + 1));
    copyFileSync(join(ROOT, 'packaging/systemd/offhook.service'), join(units, 'offhook.service'));
    mkdirSync(join(units, 'offhook.service.d'));
  });
  afterEach(async () => {
    if (unshare?.exitCode === null && unshare.kill('SIGKILL')) await once(unshare, 'exit');
    await expect.poll(() => removeFolders(cgroup), PATIENCE).toBe(true);
    rmSync(units, { recursive: true, force: true });
  });

  const inside = (...command: readonly string[]): string =>
    execFileSync('nsenter', ['-t', first, '-m', '-p', ...command], { encoding: 'utf8' });
  const found = (): Readonly<Record<string, string>> => {
    const text = inside('systemctl', 'show', 'offhook', ...FOUND.map((name) => `-p${name}`));
    return Object.fromEntries(text.split('\n').map((line) => line.split(/=(.*)/s, 2)));
  };
  /** Resolves when the unit is as wanted. */
  const comesTo = (wanted: Readonly<Record<string, string>>) =>
    expect.poll(found, PATIENCE).toMatchObject(wanted);
  const start = async (command: string, ...settings: readonly string[]): Promise<void> => {
    // The unit's own /tmp would hide a checkout, or a Node, that lies there.
    const visible = `BindReadOnlyPaths=${ROOT} ${process.execPath}`;
    const service = ['[Service]', visible, 'ExecStart=', ...settings];
    const dropIn = ['[Unit]', 'DefaultDependencies=no', ...service];
    const text = [...dropIn, `ExecStart=${command}`, ''].join('\n');
    writeFileSync(join(units, 'offhook.service.d/test.conf'), text);
    const script = join(ROOT, 'test/e2e/systemd-boot.sh');
    unshare = spawn('sh', [script, units, cgroup], { stdio: 'ignore' });
    const { pid } = unshare;
    await expect.poll(() => childOf(pid), PATIENCE).toMatch(/\d/);
    first = childOf(pid);
    await expect.poll(() => tryTo(found), PATIENCE).toBeDefined();
  };
  const SERVE = `${process.execPath} ${OFFHOOK} serve --config ${ROOT}/examples/lab/offhook.yaml --address 127.0.0.1 --tftp-port 0 --dhcp off`;

  it('is ready, is kept alive, and is started again when its event loop stands still', async () => {
    await start(SERVE, 'WatchdogSec=6', 'RestartSec=100ms');
    await comesTo({ ActiveState: 'active', StatusText: 'serving 8 phones, 11 files' });
    inside('systemctl', 'reload', 'offhook');
    await comesTo({ ActiveState: 'active', NRestarts: '0' });
    inside('sleep', '8');
    expect(found()).toMatchObject({ ActiveState: 'active', NRestarts: '0' });
    inside('systemctl', 'kill', '--signal=STOP', '--kill-whom=main', 'offhook');
    await comesTo({ ActiveState: 'active', NRestarts: '1' });
    inside('systemctl', 'stop', 'offhook');
    expect(found()).toMatchObject({ ActiveState: 'inactive', Result: 'success' });
  }, 180_000);

  it('is started again after an error that nobody expected', async () => {
    const planted = `process.on("SIGUSR2",()=>{throw new TypeError("planted")})`;
    const option = `--import data:text/javascript,${encodeURIComponent(planted).replaceAll('%', '%%')}`;
    await start(SERVE, `Environment="NODE_OPTIONS=${option}"`, 'RestartSec=15');
    await comesTo({ ActiveState: 'active' });
    inside('systemctl', 'kill', '--signal=USR2', '--kill-whom=main', 'offhook');
    await comesTo({ ExecMainStatus: `${EXIT.unexpected}`, ActiveState: 'activating' });
    await comesTo({ ActiveState: 'active', NRestarts: '1' });
  });

  it.each([EXIT.unexpected, EXIT.disk])(
    'is not started for ever where it always ends with %i',
    async (code) => {
      await start(`/bin/sh -c "exit ${code}"`, 'RestartSec=10ms');
      await comesTo({ ActiveState: 'failed', ExecMainStatus: `${code}`, NRestarts: '10' });
    },
  );

  it.each([EXIT.failed, EXIT.badConfig, EXIT.noPermission])('stays down after %i', async (code) => {
    await start(`/bin/sh -c "exit ${code}"`, 'RestartSec=10ms');
    await comesTo({ ActiveState: 'failed', ExecMainStatus: `${code}` });
    expect(found()).toMatchObject({ ActiveState: 'failed', NRestarts: '0' });
  });
});

/** Empty: it has no child that has become systemd yet. */
function childOf(pid: number | undefined): string {
  const child = tryTo(() => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()) ?? '';
  const name = tryTo(() => readFileSync(`/proc/${child}/comm`, 'utf8').trim());
  return name === 'systemd' ? child : '';
}

function tryTo<T>(get: () => T): T | undefined {
  try {
    return get();
  } catch {
    return undefined;
  }
}

/** A cgroup goes when nobody is in it any more. */
function removeFolders(folder: string): boolean {
  if (!existsSync(folder)) return true;
  const below = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory());
  for (const { name } of below) removeFolders(join(folder, name));
  tryTo(() => rmdirSync(folder));
  return !existsSync(folder);
}
