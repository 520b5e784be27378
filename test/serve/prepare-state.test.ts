// The state folder before anything in it is opened, on a real file system.

import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { prepareState } from '../../src/serve/prepare-state.js';
import { folderOfTest } from '../folder-of-test.js';

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.log('giving folders away is not tested: it needs root');
const SOMEBODY = { uid: 4711, gid: 4712 };

let folder = '';
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = folderOfTest('state');
});
function made(name: string, mode: number): string {
  mkdirSync(at(name));
  chmodSync(at(name), mode);
  return at(name);
}
const ownerOf = (path: string): number => statSync(path).uid;

describe('a state folder', () => {
  it('that is missing is made, with those above it, for its owner and group', () => {
    prepareState(at('var/lib/state'));
    expect(statSync(at('var/lib/state')).mode & 0o777).toBe(0o750);
    expect(statSync(at('var/lib')).mode & 0o777).toBe(0o755);
  });

  it('that is there stays as it is', () => {
    prepareState(made('state', 0o700));
    expect(statSync(at('state')).mode & 0o777).toBe(0o700);
  });

  it.each([0o777, 0o1777, 0o770, 0o722])('in which others may write (%o) is refused', (mode) => {
    const path = made('state', mode);
    expect(() => prepareState(path)).toThrow(
      expect.objectContaining({ code: 'EPERM', message: expect.stringContaining('chmod go-w') }),
    );
  });

  it('that anyone could replace is refused, but not one in a folder like /tmp', () => {
    mkdirSync(join(made('open', 0o777), 'state'), 0o700);
    mkdirSync(at('open/ours/state'), { recursive: true });
    for (const name of ['open/state', 'open/ours/state']) {
      expect(() => prepareState(at(name))).toThrow(
        expect.objectContaining({ code: 'EPERM', message: expect.stringContaining('everyone') }),
      );
    }
    chmodSync(at('open'), 0o1777);
    expect(() => prepareState(at('open/state'))).not.toThrow();
  });

  it.each([
    ['a file', 'file', 'ENOTDIR'],
    ['below a file', 'file/state', 'ENOTDIR'],
    ['a link that leads nowhere', 'nowhere', 'EEXIST'],
  ])('that is %s is refused by name', (_what, name, code) => {
    writeFileSync(at('file'), '');
    symlinkSync(at('gone'), at('nowhere'));
    expect(() => prepareState(at(name))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(`in ${at(name)}: `) }),
    );
  });

  it('may be reached by a link of our own', () => {
    symlinkSync(made('state', 0o700), at('link'));
    expect(() => prepareState(at('link'))).not.toThrow();
  });
});

describe.skipIf(!isRoot)('whose state folder it becomes', () => {
  it('is the one who will serve, of what was made now', () => {
    prepareState(at('lib/state'), SOMEBODY);
    expect(statSync(at('lib/state'))).toMatchObject(SOMEBODY);
    expect(ownerOf(at('lib'))).toBe(0);
  });

  it('is its owner, of what was there before, whatever lies in it', () => {
    writeFileSync(join(made('state', 0o755), 'leases.jsonl'), '');
    prepareState(at('state'), SOMEBODY);
    expect([ownerOf(at('state')), ownerOf(at('state/leases.jsonl'))]).toEqual([0, 0]);
  });

  it('is nobody, where another user made a link to it', () => {
    const path = made('state', 0o755);
    symlinkSync(path, at('link'));
    lchownSync(at('link'), 4713, 4713);
    expect(() => prepareState(at('link'), SOMEBODY)).toThrow(
      expect.objectContaining({ code: 'EPERM', message: expect.stringContaining('link') }),
    );
    lchownSync(at('link'), SOMEBODY.uid, SOMEBODY.gid);
    chownSync(path, SOMEBODY.uid, SOMEBODY.gid);
    expect(() => prepareState(at('link'), SOMEBODY)).not.toThrow();
  });
});
