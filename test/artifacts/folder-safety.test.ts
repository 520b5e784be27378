import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFolderName } from '../../src/artifacts/manifest.js';
import { soak } from '../soak.js';
import { apply, contentOf, FORCE, file, PRUNE, plan, temporaryFolder } from './folder-fixture.js';

describe('a name', () => {
  it.each([
    '',
    '.',
    '..',
    '../a',
    'a/b',
    '/etc/passwd',
    'a\\b',
    'a\0b',
    '.offhook-manifest.json',
    '.offhook-1.tmp',
    'a\n/b',
  ])('%j is refused, and nothing is written', (name) => {
    const parent = temporaryFolder();
    const dir = join(parent, 'out');
    mkdirSync(dir);
    expect(() => plan(dir, [file(name, 'x')])).toThrow(
      expect.objectContaining({ code: 'EINVAL', message: expect.stringContaining(dir) }),
    );
    expect(() => apply(dir, [file(name, 'x')], FORCE)).toThrow(/not a name/);
    expect(readdirSync(parent)).toEqual(['out']);
    expect(contentOf(dir)).toEqual({});
  });

  it.each(['SEP5CFC665D4F9A.cnf.xml', '..a', 'a..', '.hidden', 'Ring 1.raw', '$mac.cfg', 'имя'])(
    '%j is taken',
    (name) => {
      expect(isFolderName(name)).toBe(true);
      const dir = temporaryFolder();
      expect(apply(dir, [file(name, 'x')])).toEqual({ [name]: 'add' });
      expect(contentOf(dir)).toEqual({ [name]: 'x' });
    },
  );
});

describe('a link at the name of a file', () => {
  it.each(['outside', 'nowhere'])('to %s is not followed: kept, or replaced by force', (target) => {
    const parent = temporaryFolder();
    const dir = join(parent, 'out');
    mkdirSync(dir);
    writeFileSync(join(parent, 'outside'), 'precious');
    symlinkSync(`../${target}`, join(dir, 'a'));

    expect(apply(dir, [file('a', 'A')])).toEqual({ a: 'foreign' });
    expect(lstatSync(join(dir, 'a')).isSymbolicLink()).toBe(true);
    expect(apply(dir, [file('a', 'A')], FORCE)).toEqual({ a: 'change' });
    expect(lstatSync(join(dir, 'a')).isFile()).toBe(true);
    expect(readFileSync(join(parent, 'outside'), 'utf8')).toBe('precious');
    expect(readdirSync(parent).sort()).toEqual(['out', 'outside']);
  });

  it('that took the place of our file is an edit, also when pruning', () => {
    const dir = temporaryFolder();
    apply(dir, [file('a', 'A')]);
    rmSync(join(dir, 'a'));
    writeFileSync(join(dir, 'elsewhere'), 'A');
    symlinkSync('elsewhere', join(dir, 'a'));
    expect(apply(dir, [file('a', 'A')])).toEqual({ a: 'edited' });
    expect(apply(dir, [], PRUNE)).toEqual({ a: 'edited-prune' });
    expect(lstatSync(join(dir, 'a')).isSymbolicLink()).toBe(true);
  });
});

it('a folder at the name of a file is told as one and stays, by force as well, and holds up nobody', () => {
  const dir = temporaryFolder();
  apply(dir, [file('a', 'A')]);
  rmSync(join(dir, 'a'));
  mkdirSync(join(dir, 'a', 'deeper'), { recursive: true });
  for (const options of [undefined, FORCE]) {
    const done = apply(dir, [file('a', 'A'), file('b', options ? 'B2' : 'B')], options);
    expect(done).toEqual({ a: 'folder', b: options ? 'change' : 'add' });
  }
  expect(readdirSync(join(dir, 'a'))).toEqual(['deeper']);
  rmSync(join(dir, 'a'), { recursive: true });
  expect(apply(dir, [file('a', 'A'), file('b', 'B2')])).toEqual({ a: 'add', b: 'same' });
});

it.each(['.offhook-manifest.json', '.offhook-pending.jsonl'])('a folder at %s is named', (name) => {
  const dir = temporaryFolder();
  mkdirSync(join(dir, name));
  const path = join(dir, name);
  expect(() => plan(dir, [])).toThrow(expect.objectContaining({ code: 'EISDIR', path }));
});

it('a FIFO at the name of a file is not waited for', () => {
  const dir = temporaryFolder();
  execFileSync('mkfifo', [join(dir, 'a')]);
  expect(apply(dir, [file('a', 'A')])).toEqual({ a: 'foreign' });
});

describe('a manifest', () => {
  it.each([
    { name: 'cut off', text: '{ "version": 1, "files": {' },
    { name: 'of a later version', text: '{ "version": 2, "files": {} }' },
    { name: 'without files', text: '{ "version": 1 }' },
    { name: 'that is a list', text: '[]' },
    { name: 'with a number for a hash', text: '{ "version": 1, "files": { "a": 1 } }' },
    { name: 'that names a file outside', text: '{ "version": 1, "files": { "../a": "x" } }' },
  ])('$name stops the run', ({ text }) => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, '.offhook-manifest.json'), text);
    expect(() => apply(dir, [file('a', 'A')], PRUNE)).toThrow(
      expect.objectContaining({ code: 'EMANIFEST' }),
    );
    expect(contentOf(dir)).toEqual({});
  });
});

describe('without force, whatever happens', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const step = fc.oneof(
    fc.record({ run: fc.dictionary(name, fc.constantFrom('', '1', '2')), prune: fc.boolean() }),
    fc.record({ edit: name, text: fc.constantFrom('by hand', 'by hand too') }),
    fc.record({ remove: name }),
  );

  it("nobody's edit is lost, and every other file is as generated", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const dir = temporaryFolder();
        const theirs = new Map<string, string>();
        for (const each of steps) {
          if ('edit' in each) {
            writeFileSync(join(dir, each.edit), each.text);
            theirs.set(each.edit, each.text);
          } else if ('remove' in each) {
            rmSync(join(dir, each.remove), { force: true });
            theirs.delete(each.remove);
          } else {
            const files = Object.entries(each.run).map(([key, text]) => file(key, text));
            apply(dir, files, { prune: each.prune, force: false });
            const expected = { ...each.run, ...Object.fromEntries(theirs) };
            const found = contentOf(dir);
            expect(found).toMatchObject(expected);
            if (each.prune) expect(found).toEqual(expected);
          }
        }
      }),
      { numRuns: soak(40, 100) },
    );
  });
});
