import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createInputFiles, createSecretSource } from '../../src/artifacts/inventory-from-disk.js';
import { temporaryFolder } from './folder-fixture.js';

function folderWith(...paths: readonly string[]): string {
  const dir = temporaryFolder();
  for (const path of paths) put(dir, path, path);
  return dir;
}

function put(dir: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), content);
}

describe('a pattern', () => {
  const dir = () =>
    folderWith(
      'offhook.yaml',
      'phones/a.yaml',
      'phones/b.yaml',
      'phones/b.yaml~',
      'phones/.b.yaml.swp',
      'phones/.hidden.yaml',
      'phones/floor 1/c.yaml',
      'phones/floor 1/east/d.yaml',
      'phones/.git/e.yaml',
      'phones/Ж.yaml',
      'phones.csv',
      'a+b(1).csv',
      'axb1.csv',
    );

  it.each([
    { pattern: 'phones.csv', found: ['phones.csv'] },
    { pattern: './phones.csv', found: ['phones.csv'] },
    { pattern: 'phones/*.yaml', found: ['phones/a.yaml', 'phones/b.yaml', 'phones/Ж.yaml'] },
    { pattern: 'phones/?.yaml', found: ['phones/a.yaml', 'phones/b.yaml', 'phones/Ж.yaml'] },
    { pattern: 'phones/.*.yaml', found: ['phones/.hidden.yaml'] },
    {
      pattern: '**/?.yaml',
      found: [
        'phones/a.yaml',
        'phones/b.yaml',
        'phones/floor 1/c.yaml',
        'phones/floor 1/east/d.yaml',
        'phones/Ж.yaml',
      ],
    },
    { pattern: 'phones/**/east/*', found: ['phones/floor 1/east/d.yaml'] },
    { pattern: '**/**/d.yaml', found: ['phones/floor 1/east/d.yaml'] },
    { pattern: '*/*/c.yaml', found: ['phones/floor 1/c.yaml'] },
    { pattern: 'phones/../phones.csv', found: ['phones.csv'] },
    { pattern: 'a+b(1).*', found: ['a+b(1).csv'] },
    { pattern: '*.json', found: [] },
    { pattern: 'nowhere/*.yaml', found: [] },
    { pattern: 'phones.csv/*.yaml', found: [] },
    { pattern: 'phones', found: [] },
    {
      pattern: 'phones/*',
      found: ['phones/a.yaml', 'phones/b.yaml', 'phones/b.yaml~', 'phones/Ж.yaml'],
    },
    { pattern: '', found: [] },
  ])('"$pattern" finds $found', ({ pattern, found }) => {
    expect(createInputFiles(dir()).list(pattern, '.')).toEqual(found);
  });

  it('is relative to a folder, which begins the paths found', () => {
    const root = dir();
    const files = createInputFiles(root);
    expect(files.list('*.yaml', 'phones/floor 1')).toEqual(['phones/floor 1/c.yaml']);
    expect(files.list('../a.yaml', 'phones/floor 1')).toEqual(['phones/a.yaml']);
    expect(files.list('*.csv', root)).toEqual([
      join(root, 'a+b(1).csv'),
      join(root, 'axb1.csv'),
      join(root, 'phones.csv'),
    ]);
    expect(files.list(`${root}/phones/a*`, 'elsewhere')).toEqual([join(root, 'phones/a.yaml')]);
  });

  it('follows a link to a file, and none to a folder below **', () => {
    const root = folderWith('real/a.yaml');
    symlinkSync('..', join(root, 'real/up'));
    symlinkSync('a.yaml', join(root, 'real/b.yaml'));
    symlinkSync('nowhere', join(root, 'real/c.yaml'));
    expect(createInputFiles(root).list('**/*.yaml', '.')).toEqual(['real/a.yaml', 'real/b.yaml']);
  });

  it('may name a pipe', () => {
    const root = temporaryFolder();
    execFileSync('mkfifo', [join(root, 'pipe')]);
    expect(createInputFiles(root).list('pipe', '.')).toEqual(['pipe']);
  });
});

describe('a file', () => {
  it('is read as UTF-8, without a byte order mark', () => {
    const root = temporaryFolder();
    put(root, 'in/a.csv', '\ufeffmac;Имя\r\n');
    expect(createInputFiles(root).read('in/a.csv')).toBe('mac;Имя\r\n');
    expect(createInputFiles('/').read(join(root, 'in/a.csv'))).toBe('mac;Имя\r\n');
  });

  it.each([
    { name: 'that is not there', path: 'b.csv', code: 'ENOENT' },
    { name: 'that is a folder', path: '.', code: 'EISDIR' },
    { name: 'in Windows-1251', path: 'windows.csv', code: 'EILSEQ' },
    { name: 'in UTF-16', path: 'utf16.csv', code: 'EILSEQ' },
    { name: 'that is a pipe', path: 'pipe', code: 'EFTYPE' },
    { name: 'that is a device', path: '/dev/zero', code: 'EFTYPE' },
  ])('$name is an error $code', ({ path, code }) => {
    const root = temporaryFolder();
    put(root, 'windows.csv', Uint8Array.of(0xc8, 0xec, 0xff));
    put(root, 'utf16.csv', Buffer.from('\ufeffmac', 'utf16le'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    expect(() => createInputFiles(root).read(path)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a secret', () => {
  const env = { SIP_181: 'tulip\n', EMPTY: '' };
  const source = (root: string, more: object = {}) => createSecretSource({ ...env, ...more }, root);

  it.each([
    { name: 'SIP_181', answer: { found: true, text: 'tulip\n' } },
    { name: 'EMPTY', answer: { found: false, why: 'the environment variable EMPTY is empty' } },
    { name: 'SIP_9', answer: { found: false, why: 'the environment variable SIP_9 is not set' } },
    {
      name: 'toString',
      answer: { found: false, why: 'the environment variable toString is not set' },
    },
  ])('from the environment: $name', ({ name, answer }) => {
    expect(source('/').lookUp({ kind: 'env', name })).toEqual(answer);
  });

  it.each([
    { content: 'tulip', text: 'tulip' },
    { content: 'tulip\n', text: 'tulip' },
    { content: 'tulip\r\n', text: 'tulip' },
    { content: 'tulip\n\n', text: 'tulip\n' },
    { content: ' tulip ', text: ' tulip ' },
    { content: 'тюльпан\n', text: 'тюльпан' },
  ])('from a file that holds $content', ({ content, text }) => {
    const root = temporaryFolder();
    put(root, 'site/secrets/181', content);
    expect(source(root).lookUp({ kind: 'file', path: 'secrets/181', baseDir: 'site' })).toEqual({
      found: true,
      text,
    });
  });

  it('from a file with an absolute path', () => {
    const root = temporaryFolder();
    put(root, '181', 'tulip');
    const path = join(root, '181');
    expect(source('/').lookUp({ kind: 'file', path, baseDir: 'site' })).toEqual({
      found: true,
      text: 'tulip',
    });
    expect(source('/').lookUp({ kind: 'file', path: `${path}0`, baseDir: 'site' })).toEqual({
      found: false,
      why: `${path}0 does not exist`,
    });
  });

  it.each([
    { path: 'none', why: 'site/none does not exist' },
    { path: 'empty', why: 'site/empty is empty' },
    { path: '.', why: 'site is a folder' },
    { path: 'binary', why: 'site/binary is not UTF-8 text', hint: 'save it as UTF-8' },
    { path: 'empty/x', why: 'site/empty/x cannot be read (ENOTDIR)' },
  ])('is missed with its reason: $why', ({ path, why, hint }) => {
    const root = temporaryFolder();
    put(root, 'site/empty', '\n');
    put(root, 'site/binary', Uint8Array.of(0xff));
    expect(source(root).lookUp({ kind: 'file', path, baseDir: 'site' })).toEqual({
      found: false,
      why,
      ...(hint && { hint }),
    });
  });

  it('from a systemd credential', () => {
    const root = temporaryFolder();
    put(root, 'credentials/sip-181', 'tulip\n');
    put(root, 'outside', 'tulip');
    const unit = source('/', { CREDENTIALS_DIRECTORY: join(root, 'credentials') });
    const lookUp = (name: string) => unit.lookUp({ kind: 'credential', name });
    expect(lookUp('sip-181')).toEqual({ found: true, text: 'tulip' });
    expect(lookUp('sip-182')).toEqual({
      found: false,
      why: 'the credential sip-182 does not exist',
    });
    for (const name of ['../outside', '..', '.', '', 'a/b']) {
      expect(lookUp(name)).toEqual({
        found: false,
        why: `"${name}" is not the name of a credential`,
      });
    }
    expect(source('/').lookUp({ kind: 'credential', name: 'sip-181' })).toMatchObject({
      found: false,
      why: expect.stringMatching(/CREDENTIALS_DIRECTORY is not set/),
    });
  });
});
