// What a command says of files that it cannot have, of folders named for files, and of what it leaves out.

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeFailure } from '../../src/cli/run.js';
import { codedError } from '../../src/core/coded-error.js';
import { createFolder, INVENTORY, offhook, SECRETS } from './cli-under-test.js';

const MAC = '5c:fc:66:5d:4f:9a';

/** As Node throws it. */
function refused(code: string, syscall: string, path: string): Error {
  return Object.assign(codedError(code, `${code}: no such words, ${syscall} '${path}'`), {
    syscall,
    path,
  });
}

describe('a file that the system refuses', () => {
  it.each([
    ['EISDIR', 'it is a folder; name a file, or move the folder away'],
    ['EACCES', 'this user may not read or write it; let this user in'],
    ['ENOTDIR', 'a part of the path is a file, not a folder; name a folder'],
    ['EROFS', 'it lies on a file system that is read-only; choose another place'],
    ['ENOSPC', 'the disk is full; make room'],
    ['EEXIST', 'something else is there; name another place'],
  ])('%s is told with its name and a way out', (code, words) => {
    const said = describeFailure(refused(code, 'open', '/srv/x'), false);
    expect(said.startsWith(`offhook: /srv/x: ${words}`)).toBe(true);
  });

  /** Of what the system does not let us see, `existsSync` says that it is not there. A circle does so to root as well. */
  it.each([
    [['validate', 'site'], 'site/offhook.yaml'],
    [['generate', '-c', 'site', '-o', 'out'], 'site/offhook.yaml'],
    [['validate', 'good.yaml', '--templates', 'circle/x'], 'circle/x'],
    [['generate', '-c', 'good.yaml', '-o', 'circle/x'], 'circle/x'],
    [['init', 'circle/x'], 'circle/x'],
    [['simulate', '--scenario', 'circle'], 'circle'],
    [['firmware', 'add', 'circle', '-c', 'good.yaml'], 'circle'],
    [['serve', '-c', 'good.yaml', '--firmware', 'circle/x', '--dhcp', 'off'], 'circle/x'],
    [['lint', 'circle'], 'circle'],
    [['import', 'circle', '-o', 'new'], 'circle'],
  ])('is not told as one that is not there: %j', async (args, name) => {
    const folder = createFolder({ 'good.yaml': INVENTORY, 'site/x': '' });
    symlinkSync('offhook.yaml', join(folder, 'site/offhook.yaml'));
    symlinkSync('circle', join(folder, 'circle'));
    const ran = await offhook(folder, args, { env: SECRETS });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(`${name}: links lead in a circle`);
  });

  it('leaves what we say ourselves as it is', () => {
    expect(describeFailure(codedError('EACCES', 'ports are taken'), false)).toBe(
      'offhook: ports are taken\n',
    );
  });

  it.each([
    ['a file in place of the output folder', ['generate', '-o', 'file'], /file is no folder/],
    ['a file on the way to it', ['generate', '-o', 'file/out'], /file\/out is no folder/],
    ['a file in place of a new site', ['init', 'file'], /file: (something else|a part of)/],
  ])('%s', async (_, args, said) => {
    const folder = createFolder({ 'offhook.yaml': INVENTORY, file: '' });
    const ran = await offhook(folder, args, { env: SECRETS });
    expect({ code: ran.code, err: ran.err }).toEqual({
      code: 2,
      err: expect.stringMatching(said),
    });
  });

  it.each([
    ['generate', '-o', ''],
    ['validate', '--config', ''],
    ['validate', '--templates', ' '],
    ['serve', '--files', ''],
    ['serve', '--address', 'foo'],
    ['doctor', '--address', '10.0.0.256'],
  ])('an option that names nothing is refused: %s %s "%s"', async (...args) => {
    const ran = await offhook(createFolder({ 'offhook.yaml': INVENTORY }), args, { env: SECRETS });
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/it is empty|it must be an IP address of this machine/);
  });

  it.each([
    ['generate', '-o', ''],
    ['import', '.', '-o', ''],
  ])('one that names a folder says how this one is named: %s', async (...args) => {
    const ran = await offhook(createFolder({ 'offhook.yaml': INVENTORY }), args, { env: SECRETS });
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/it is empty; "\." is this folder$/m);
  });
});

describe('an inventory file that cannot be read', () => {
  const folder = createFolder();
  writeFileSync(join(folder, 'offhook.yaml'), Buffer.from([0x6e, 0xc0, 0xc1]));

  it.each([
    ['text', /^offhook.yaml:1:1: error: offhook.yaml cannot be read: it is not UTF-8/],
    ['json', /"code": "source\/unreadable"/],
    ['sarif', /"ruleId": "source\/unreadable"/],
    ['junit', /source\/unreadable/],
    ['github', /^::error file=offhook.yaml,line=1/],
  ])('is a finding as %s', async (format, said) => {
    for (const command of [['validate'], ['generate', '-o', 'out']]) {
      const ran = await offhook(folder, [...command, '--format', format]);
      expect(ran.code).toBe(1);
      expect(ran.out + ran.err).toMatch(said);
    }
  });

  it.each([
    ['json', /"message": "there is no file gone.yaml"/],
    ['sarif', /"ruleId": "source\/unreadable"/],
    ['junit', /source\/unreadable/],
    ['github', /^::error file=gone.yaml,line=1/],
  ])(
    'is a finding as %s if it is not there, and what could not run ends with 2',
    async (format, said) => {
      for (const command of [
        ['validate', 'gone.yaml'],
        ['generate', '-c', 'gone.yaml', '-o', 'out'],
      ]) {
        const ran = await offhook(createFolder(), [...command, '--format', format]);
        expect(ran).toMatchObject({ code: 2, out: expect.stringMatching(said), err: '' });
      }
    },
  );

  it.each([
    ['lint', ['lint', 'gone.xml'], 'gone.xml'],
    ['import', ['import', 'gone.xml', '-o', 'new'], 'gone.xml'],
    ['validate, where none is named', ['validate'], 'offhook.yaml'],
    ['validate, of a folder without one', ['validate', '.'], '.'],
    [
      'validate, of one that leads in a circle',
      ['validate', 'circle/offhook.yaml'],
      'circle/offhook.yaml',
    ],
  ])('is a finding of %s', async (_, args, file) => {
    const folder = createFolder({ 'circle/x': '' });
    symlinkSync('circle', join(folder, 'circle/offhook.yaml'));
    symlinkSync('offhook.yaml', join(folder, 'circle/circle'));
    const ran = await offhook(folder, [...args, '--format', 'json'], {
      env: { HOME: '/nonexistent' },
    });
    expect(ran.code).toBe(2);
    const { findings } = JSON.parse(ran.out);
    expect(findings).toMatchObject([{ code: 'source/unreadable', place: { file } }]);
  });

  it('keeps serve from starting, in words as well', async () => {
    const ran = await offhook(folder, ['serve', '--dhcp', 'off', '--tftp-port', '0']);
    expect(ran.code).not.toBe(0);
    expect(ran.err).toMatch(/offhook.yaml: line 1 is not in UTF-8.*; save it as UTF-8/);
    const looped = createFolder({ 'site/x': '' });
    symlinkSync('offhook.yaml', join(looped, 'site/offhook.yaml'));
    const circle = await offhook(looped, ['serve', '-c', 'site/offhook.yaml', '--dhcp', 'off']);
    expect(circle.err).toContain('links lead in a circle');
  });

  it('is one, too, if there is nothing on standard input', async () => {
    const ran = await offhook(createFolder(), ['validate', '-'], { input: '' });
    expect(ran).toMatchObject({ code: 1, out: expect.stringContaining('[source/empty]') });
  });
});

describe('a folder', () => {
  it.each([
    [
      'init',
      ['init', 'new'],
      /^offhook: new\/offhook.yaml is a folder: move it away; nothing was written\n$/,
    ],
    [
      'import',
      ['import', 'SEP5CFC665D4F9A.cnf.xml', '-o', 'new', '--force'],
      /new\/offhook.yaml: it is a folder;.* nothing was written/,
    ],
    [
      'generate',
      ['generate', '-c', 'site', '-o', 'out'],
      /^SEP5CFC665D4F9A.cnf.xml: a folder lies where this file belongs/m,
    ],
  ])('in place of a file that is to be written is told as one by %s', async (_, args, said) => {
    const folder = createFolder({
      'site/offhook.yaml': INVENTORY,
      'new/offhook.yaml/x': '',
      'out/SEP5CFC665D4F9A.cnf.xml/x': '',
    });
    await offhook(folder, ['generate', '-c', 'site', '-o', '.'], { env: SECRETS });
    const ran = await offhook(folder, args, { env: SECRETS });
    expect(ran.code).toBe(args[0] === 'generate' ? 1 : 2);
    expect(ran.err).toMatch(said);
  });

  it.each([
    ['validate', 'site'],
    ['validate', '--config', 'site/'],
    ['explain', MAC, '-c', 'site'],
    ['generate', '-c', 'site', '-o', 'out'],
  ])('in place of the inventory means the one in it: %j', async (...args) => {
    const folder = createFolder({ 'site/offhook.yaml': INVENTORY });
    expect((await offhook(folder, args, { env: SECRETS })).code).toBe(0);
  });

  it('in place of a pattern is told with the pattern', async () => {
    const folder = createFolder({
      'offhook.yaml': `include: [phones/]\n${INVENTORY}`,
      'phones/hall.csv': 'mac,model\n',
    });
    const { out } = await offhook(folder, ['validate'], { env: SECRETS });
    expect(out).toContain('offhook.yaml:1:11: error: "phones/" is a folder [source/not-found]');
    expect(out).toContain('hint: write "phones/*.csv"');
  });

  it.each([
    ['phone.csv', 'there is no file "phone.csv"', 'from the folder of offhook.yaml on'],
    ['/nowhere/phones.csv', 'there is no file "/nowhere/phones.csv"', 'check the path'],
    ['phones/*.csv', 'no file matches "phones/*.csv"', 'or the pattern'],
  ])('that is not there is told as it was named: %s', async (name, message, hint) => {
    const folder = createFolder({ 'offhook.yaml': `include: [${name}]\n${INVENTORY}` });
    const { out } = await offhook(folder, ['validate'], { env: SECRETS });
    expect(out).toContain(`offhook.yaml:1:11: error: ${message} [source/not-found]`);
    expect(out).toContain(hint);
  });

  it('that leads to itself is told as such', async () => {
    const folder = createFolder();
    symlinkSync('offhook.yaml', join(folder, 'offhook.yaml'));
    mkdirSync(join(folder, 'out'));
    const ran = await offhook(folder, ['validate', 'offhook.yaml']);
    expect(ran.code).toBe(2);
    expect(ran.err).not.toContain('ELOOP');
  });
});

describe('--quiet', () => {
  const plain = INVENTORY.replace('{ env: SIP_7001 }', 'hunter22');

  it('never says that there is nothing when there is something, and why the exit code is 1', async () => {
    const folder = createFolder({ 'offhook.yaml': plain });
    const quiet = await offhook(folder, ['validate', '-q']);
    expect(quiet).toMatchObject({
      code: 0,
      out: '1 phone: 1 warning (--quiet shows errors only)\n',
    });
    const strict = await offhook(folder, ['validate', '-q', '--fail-on', 'warning']);
    expect(strict.code).toBe(1);
    expect(strict.out).toMatch(/1 warning .*; --fail-on warning makes the exit code 1\n$/);
  });

  it('lets generate say what differs where that is what makes it fail', async () => {
    const folder = createFolder({ 'offhook.yaml': INVENTORY });
    const ran = await offhook(folder, ['generate', '-o', 'out', '--check', '-q'], { env: SECRETS });
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/^[1-9]\d* to write, /);
  });
});

describe('explain', () => {
  const site = INVENTORY.replace(
    'defaults: { pbx: main }',
    [
      'network: { subnet: 10.20.1.0/24, server: 10.20.1.1, options: { 43: { hex: "01" } } }',
      'defaults: { pbx: main, options: { 132: { text: a } } }',
      'groups:',
      '  hall:',
      '    options: { 133: { text: b } }',
      '    keys:',
      '      2: { blf: "7002", label: Hall, pickup: "*8" }',
      '      3: { blf: "7003", pickup: "*8" }',
    ].join('\n'),
  ).replace('keys: { 1:', 'groups: [hall]\n    keys: { 2: { blf: "7009" }, 1:');

  it('shows groups, pickup and the options of every layer', async () => {
    const folder = createFolder({ 'offhook.yaml': site });
    const { out } = await offhook(folder, ['explain', MAC]);
    expect(out).toMatch(/^groups +hall +offhook\.yaml:\d+:13$/m);
    expect(out).toMatch(/^keys\.3\.pickup +\*8 +offhook\.yaml:11:\d+$/m);
    expect(out).toMatch(/^options\.132 +a +offhook\.yaml:5:/m);
    expect(out).toMatch(/^options\.133 +b +offhook\.yaml:8:/m);
    expect(out).toMatch(/^network\.options\.43 +01 +offhook\.yaml:4:/m);
  });

  it("takes nothing from a group's key that the phone replaces", async () => {
    const folder = createFolder({ 'offhook.yaml': site });
    const { out } = await offhook(folder, ['explain', MAC]);
    expect(out).toMatch(/^keys\.2\.blf +7009 +offhook\.yaml:\d+:/m);
    expect(out).toMatch(/^keys\.2\.label +7009 +built in$/m);
    expect(out).not.toMatch(/^keys\.2\.pickup/m);
  });
});

describe('an inventory that is named alone', () => {
  it.each([
    ['generate', 'site.yaml', '-o', 'out'],
    ['serve', 'site.yaml'],
    ['explain', MAC, 'site.yaml'],
    ['export', 'csv', 'site.yaml', '-o', 'phones.csv'],
  ])('%s %s is told the option for it', async (...args) => {
    const { code, err } = await offhook(createFolder({}), args);
    expect(code).toBe(2);
    expect(err).toContain('Name an inventory with --config.');
  });

  it('is not spoken of where something else is wrong', async () => {
    const { err } = await offhook(createFolder({}), ['generate', '--nothing', '-o', 'out']);
    expect(err).toBe("error: unknown option '--nothing'\n");
  });
});
