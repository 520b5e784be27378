// What dpkg runs, and what a builder of images reads: neither systemd as process 1 nor a builder is at hand here.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { folderOfTest } from '../folder-of-test.js';
import { readProjectFile } from './source-files.js';

const ROOT = join(import.meta.dirname, '../..');
const CONTAINER = readProjectFile('packaging/container/Containerfile');
/** Docker's reference of what a Containerfile may say. */
const INSTRUCTIONS = [
  ...['ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'LABEL'],
  ...['RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR'],
];

/** What systemctl was told by a script of dpkg's, where the service was active. */
function runScript(folder: string, name: string, action: string): readonly string[] {
  const said = join(folder, 'said');
  writeFileSync(said, '');
  const script = readProjectFile(`packaging/debian/${name}`).replaceAll('/run/', `${folder}/run/`);
  const env = { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, SAID: said };
  const { status, stderr } = spawnSync('sh', ['-c', script, name, action], {
    env,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return readFileSync(said, 'utf8').trim().split('\n');
}

const SOCKETS_AND_SERVICE = [
  ...['offhook-dhcp-eth1.7.socket', 'offhook-tftp.socket', 'offhook.service'],
];
/** systemctl lists by the unit's type: services, and then sockets. */
const LISTED = ['offhook.service', 'offhook-dhcp-eth1.7.socket', 'offhook-tftp.socket']
  .map((unit) => `${unit} loaded active running TFTP`)
  .join('\\n');

/** With programs that only note what they are told; `active`: what systemctl lists. */
function folderOfDpkg(active: string): string {
  const folder = folderOfTest('dpkg');
  for (const each of ['bin', 'run/systemd/system']) {
    mkdirSync(join(folder, each), { recursive: true });
  }
  for (const each of ['systemctl', 'systemd-sysusers', 'systemd-tmpfiles']) {
    const answer = `if [ "$1" = list-units ]; then printf '${active}\\n'; fi`;
    const program = `#!/bin/sh\necho "$@" >>"$SAID"\n${answer}\n`;
    writeFileSync(join(folder, 'bin', each), program, { mode: 0o755 });
  }
  return folder;
}

describe('what dpkg runs', () => {
  it.each(['configure', 'abort-upgrade'])('starts what was stopped for an upgrade: %s', (end) => {
    const folder = folderOfDpkg(LISTED);
    // A socket that stays would start the service while its files are exchanged.
    expect(runScript(folder, 'prerm', 'upgrade')).toContain(
      'stop offhook-*.socket offhook.service',
    );
    const started = `start ${SOCKETS_AND_SERVICE.join(' ')}`;
    expect(runScript(folder, 'postinst', end)).toContain(started);
    expect(existsSync(join(folder, 'run/offhook-was-active'))).toBe(false);
    expect(runScript(folder, 'postinst', end).join()).not.toContain('start ');
  });

  it('starts nothing after an upgrade where nothing was active', () => {
    const folder = folderOfDpkg('');
    runScript(folder, 'prerm', 'upgrade');
    expect(runScript(folder, 'postinst', 'configure').join()).not.toContain('start ');
  });

  it('starts the service after a version that did not note what was active', () => {
    const folder = folderOfDpkg('');
    writeFileSync(join(folder, 'run/offhook-was-active'), '');
    expect(runScript(folder, 'postinst', 'configure')).toContain('start offhook.service');
  });

  it('stops what is active when it is removed', () => {
    const said = runScript(folderOfDpkg(LISTED), 'prerm', 'remove');
    expect(said).toContain('disable --now offhook-tftp.socket offhook.service');
    expect(said).toContain(`stop ${SOCKETS_AND_SERVICE.join(' ')}`);
  });
});

describe('the files for a container', () => {
  const lines = CONTAINER.replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .trim()
    .split('\n');

  it('say nothing that no builder knows, and run as another user than root', () => {
    expect(lines.map((line) => line.split(' ')[0])).toEqual(
      lines.map((line) => INSTRUCTIONS.find((each) => line.startsWith(`${each} `))),
    );
    for (const line of lines.filter((each) => /^(?:CMD|ENTRYPOINT|VOLUME) /.test(each))) {
      expect(() => JSON.parse(line.slice(line.indexOf(' ')))).not.toThrow();
    }
    expect(lines).toContain('USER offhook');
  });

  it('take the package of this version, by its name', () => {
    const { version } = JSON.parse(readProjectFile('package.json'));
    expect(lines).toContain(`ARG VERSION=${version}`);
    // As scripts/package.mjs names it.
    const packed = `packages/offhook-${'$'}{VERSION}-linux-${'$'}{CPU}.tar.gz`;
    expect(lines).toContain(`ADD ${packed} /opt/`);
  });

  it('are run on the network of the host, with a root that nobody writes to', () => {
    const text = readProjectFile('packaging/container/compose.yaml');
    const document = parseDocument(text, { strict: true, uniqueKeys: true });
    expect([...document.errors, ...document.warnings]).toEqual([]);
    const { services, volumes } = document.toJS();
    const { offhook } = services;
    expect(offhook).toMatchObject({ network_mode: 'host', read_only: true, cap_drop: ['ALL'] });
    expect(offhook.command).toContain('--tftp-data-ports');
    const { context, dockerfile } = offhook.build;
    const folder = join(ROOT, 'packaging/container', context);
    expect(existsSync(join(folder, dockerfile))).toBe(true);
    const named = offhook.volumes.map((each: string) => each.split(':')[0]);
    expect(named.filter((each: string) => !each.startsWith('.'))).toEqual(Object.keys(volumes));
  });
});
