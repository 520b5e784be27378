// The table of docs/generating.md: which TFTP daemon gives out a file of root's, by the file's permissions. The daemons
// are started by root and become nobody, as their packages do it; the group is that of nobody.

import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readProjectFile } from '../shape/source-files.js';
import { createLan, type Lan } from './lan.js';
import { type Running, reasonToSkip, runProgram, start } from './programs.js';

const ROW = /^\| ([\w-]+(?: `[^`]+`)?) \| (.+) \| (.+) \| (.+) \|$/gm;
const MODES = [0o600, 0o640, 0o644];
const TABLE = [...readProjectFile('docs/generating.md').matchAll(ROW)]
  .map(([, daemon = '', ...cells]) => ({ daemon, cells }))
  .filter(({ daemon }) => daemon !== 'daemon');

const COMMANDS: Readonly<Record<string, (folder: string) => readonly string[]>> = {
  'tftpd-hpa': (folder) => ['in.tftpd', '-L', '-a', '10.20.1.1:69', '-s', folder],
  'tftpd-hpa `--permissive`': (folder) => [
    ...['in.tftpd', '-L', '--permissive', '-a', '10.20.1.1:69', '-s', folder],
  ],
  atftpd: (folder) => [
    ...['atftpd', '--daemon', '--no-fork', '--bind-address', '10.20.1.1'],
    ...['--user', 'nobody.nogroup', folder],
  ],
  dnsmasq: (folder) => [
    ...['dnsmasq', '-k', '-p', '0', '--enable-tftp', `--tftp-root=${folder}`, '-C', '/dev/null'],
    ...['-u', 'nobody', '-g', 'nogroup'],
  ],
};
const PROGRAMS = ['ip', 'tftp', 'in.tftpd', 'atftpd', 'dnsmasq'];
const skipped = reasonToSkip(PROGRAMS, true);

it('the table has the daemons that are tried', () => {
  expect(TABLE.map(({ daemon }) => daemon)).toEqual(Object.keys(COMMANDS));
});

describe.skipIf(skipped !== undefined).each(TABLE)('$daemon', ({ daemon, cells }) => {
  let folder = '';
  let lan: Lan;
  let server: Running;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-daemon-'));
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'file'), 'secret');
    const nogroup = Number(runProgram('id', ['-g', 'nobody']));
    chownSync(join(folder, 'file'), 0, nogroup);
    lan = createLan();
    lan.bePhone('00:1b:d4:00:00:01');
    runProgram('ip', ['-n', lan.client, 'address', 'add', '10.20.1.100/24', 'dev', 'phone0']);
    const command = COMMANDS[daemon]?.(folder) ?? [];
    server = start('ip', ['netns', 'exec', lan.server, ...command], folder);
  });

  afterAll(async () => {
    await server?.end('SIGKILL');
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const asks = MODES.map((mode, at) => ({ mode, octal: mode.toString(8), says: cells[at] }));

  it.each(asks)('0$octal: $says', async (each) => {
    const list = ['netns', 'exec', lan.server, 'ss', '-Hlun', 'sport = :69'];
    await expect.poll(() => runProgram('ip', list)).toContain(':69');
    chmodSync(join(folder, 'file'), each.mode);
    const get = ['10.20.1.1', '-c', 'get', 'file', join(folder, 'got')];
    const fetch = ['netns', 'exec', lan.client, 'tftp', '-m', 'binary', ...get];
    const said = runProgram('ip', fetch, folder);
    const words = /^Error code \d+: (.*)/.exec(said)?.[1] ?? 'sent';
    expect(words).toContain(each.says);
  });
});
