import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, removeEmpty } from '../../src/artifacts/make-folder.js';

const createRoot = () => mkdtempSync(join(tmpdir(), 'offhook-make-'));

describe('makeFolder', () => {
  it('makes those above, too, and says which were not there', () => {
    const root = createRoot();
    const made = [join(root, 'a'), join(root, 'a/b')];
    expect(makeFolder(join(root, 'a/b'))).toEqual(made);
    expect(makeFolder(join(root, 'a/b'))).toEqual([]);
    removeEmpty(made);
    expect(readdirSync(root)).toEqual([]);
  });

  it('removes nothing of others', () => {
    const root = createRoot();
    const made = makeFolder(join(root, 'a/b'));
    writeFileSync(join(root, 'a/note'), '');
    removeEmpty(made);
    expect(readdirSync(join(root, 'a'))).toEqual(['note']);
  });

  it('leaves no folder above one that cannot be made', () => {
    const root = createRoot();
    expect(() => makeFolder(join(root, 'a', 'b'.repeat(300)))).toThrow(/ENAMETOOLONG/);
    expect(readdirSync(root)).toEqual([]);
  });

  it('does not go through a file', () => {
    const root = createRoot();
    writeFileSync(join(root, 'note'), '');
    expect(() => makeFolder(join(root, 'note/a'))).toThrow(/EEXIST/);
  });

  it.skipIf(!existsSync('/proc/self'))(
    'ends where the system says that the folder above is not there although it is',
    () => {
      expect(() => makeFolder('/proc/offhook/a')).toThrow(
        '/proc/offhook: no folder can be made there; choose another place',
      );
    },
  );
});
