// The files that an administrator copies: systemd takes them without a word, and they say what the code does.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT, EXIT_CODES, type ExitCode } from '../../src/cli/exit-codes.js';
import { dhcpSockets } from '../../src/serve/inherited-sockets.js';
import { RECEIVE_BUFFER_BYTES } from '../../src/udp/datagram.js';
import { filesBelow, readProjectFile } from './source-files.js';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = 'packaging/systemd';
const units = filesBelow(FOLDER, /\.(service|socket)$/);

const settings = (text: string, name: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value = '']) => value);

const analyze = spawnSync('systemd-analyze', ['--version']);
if (analyze.error) console.log('systemd units are not verified: systemd-analyze is not installed');

const promtool = spawnSync('promtool', ['--version']);
if (promtool.error) console.log('alert rules are not tried: promtool is not installed');

describe('alert rules', () => {
  it.skipIf(promtool.error !== undefined).each([
    ['check', 'offhook-alerts.yaml'],
    ['test', 'offhook-alerts.test.yaml'],
  ])('pass "promtool %s rules %s"', (command, file) => {
    const cwd = join(ROOT, 'packaging/prometheus');
    const options = { cwd, encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync('promtool', [command, 'rules', file], options);
    expect({ status, said: status === 0 ? '' : `${stdout}${stderr}` }).toEqual({
      status: 0,
      said: '',
    });
  });
});

describe('systemd units', () => {
  it.skipIf(analyze.error !== undefined)('are taken by systemd without a word', () => {
    const { stdout, stderr, status } = spawnSync(
      'systemd-analyze',
      ['verify', ...units.map(({ path }) => join(ROOT, path))],
      { encoding: 'utf8' },
    );
    const about = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('offhook'));
    expect({ status, about }).toEqual({ status: 0, about: [] });
  });

  it('are all spoken of', () => {
    const readme = readProjectFile('packaging/README.md');
    expect(units).toHaveLength(3);
    for (const { path } of units) expect(readme).toContain(path.slice('packaging/'.length));
    const named = [...readme.matchAll(/`((?:systemd|sysctl)\/[^`]+)`/g)].map(([, name]) => name);
    expect(named.filter((name) => !existsSync(join(ROOT, 'packaging', name ?? '')))).toEqual([]);
  });

  it('name the sockets as they are looked for', () => {
    const text = readProjectFile(`${FOLDER}/offhook-dhcp-eth1.socket`);
    const [name = ''] = settings(text, 'FileDescriptorName');
    expect([...dhcpSockets(new Map([[name, 3]])).keys()]).toEqual(settings(text, 'BindToDevice'));
    expect(settings(text, 'ListenDatagram')).toEqual(['0.0.0.0:67']);
    const tftp = readProjectFile(`${FOLDER}/offhook-tftp.socket`);
    expect(settings(tftp, 'FileDescriptorName')).toEqual(['tftp']);
  });

  it('leave the leases, and a socket beside them, to the service', () => {
    const text = readProjectFile(`${FOLDER}/offhook.service`);
    expect(settings(text, 'StateDirectory')).toEqual(['offhook']);
    expect(settings(text, 'RestrictAddressFamilies')[0]?.split(' ')).toContain('AF_UNIX');
  });

  it('start again after an accident, within a limit, and never what cannot succeed', () => {
    const text = readProjectFile(`${FOLDER}/offhook.service`);
    const codes: readonly ExitCode[] = Object.values(EXIT_CODES);
    const codesWith = (service: ExitCode['service']) =>
      codes.filter((each) => each.service === service).map(({ code }) => code);
    const listed = (name: string) => settings(text, name)[0]?.split(' ').map(Number);
    expect(listed('RestartPreventExitStatus')).toEqual(codesWith('never'));
    expect(listed('RestartForceExitStatus')).toEqual(codesWith('restart'));
    expect(codesWith('restart')).toEqual(expect.arrayContaining([EXIT.unexpected, EXIT.disk]));
    const [burst, seconds, pause] = [
      ...settings(text, 'StartLimitBurst'),
      ...settings(text, 'StartLimitIntervalSec'),
      ...settings(text, 'RestartSec'),
    ].map(Number);
    // Reached by a service that ends at once, each time.
    expect(Number(burst) * Number(pause)).toBeLessThan(Number(seconds));
  });
});

describe('the package', () => {
  it('has the script of each thread and process', () => {
    const { files }: { readonly files: readonly string[] } = JSON.parse(
      readProjectFile('package.json'),
    );
    expect(files).toContain('dist/**/*-thread.js*');
    const threads = filesBelow('src', /\.ts$/).filter(({ text }) => text.includes('parentPort'));
    expect(threads.length).toBeGreaterThan(0);
    for (const { path } of threads) expect(path).toMatch(/-thread\.ts$/);
    const processes = filesBelow('src', /\.ts$/).filter(({ text }) =>
      text.includes('process.send'),
    );
    expect(processes.map(({ path }) => path)).toEqual(['src/cli/phone-process.ts']);
    expect(files).toContain('dist/cli/phone-process.js*');
  });
});

describe('the sysctl file', () => {
  it('lets us have the buffer that we ask for', () => {
    const text = readProjectFile('packaging/sysctl/60-offhook.conf');
    expect(text).toContain(`net.core.rmem_max = ${RECEIVE_BUFFER_BYTES}\n`);
  });
});
