import { closeSync, existsSync, mkdtempSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  describeFileError,
  inNameOf,
  isEmptyFolder,
  namingFile,
  withPath,
} from '../../src/core/file-error.js';

describe('an error of a write', () => {
  it.skipIf(!existsSync('/dev/full'))('names the file that was open', () => {
    const fd = openSync('/dev/full', 'w');
    let told: unknown;
    try {
      namingFile('/srv/tftp/a.cfg', () => writeSync(fd, 'x'));
    } catch (error) {
      told = error;
    } finally {
      closeSync(fd);
    }
    expect(describeFileError(told as Error)).toBe(
      '/srv/tftp/a.cfg: the disk is full; make room, and run it again',
    );
  });

  it('names the file meant, not the one that was to take its place', () => {
    const thrown = (code: string, path: string) => () =>
      inNameOf('/srv/a.cfg', '/srv/.offhook-1', () => {
        throw Object.assign(new Error(`${code}: no, open '${path}'`), {
          ...{ code, syscall: 'open', path },
        });
      });
    const told = (code: string, path = '/srv/.offhook-12.tmp') => {
      try {
        return thrown(code, path)();
      } catch (error) {
        return `${describeFileError(error as Error)} | ${(error as Error).message}`;
      }
    };
    expect(told('EROFS')).toBe(
      "/srv/a.cfg: it lies on a file system that is read-only; choose another place | EROFS: no, open '/srv/a.cfg'",
    );
    expect(told('EROFS', '/etc/other')).toMatch(/^\/etc\/other: .* '\/etc\/other'$/);
    expect(told('EEXIST')).toMatch(/^\/srv\/\.offhook-12\.tmp: something else is there/);
  });

  it('keeps a path that it has', () => {
    const error = Object.assign(new Error('no'), { code: 'ENOSPC', path: '/a' });
    expect(withPath('/b', error)).toMatchObject({ path: '/a' });
  });
});

it('a folder is empty where nothing lies in it, also where there is none, and a file is none', () => {
  const dir = mkdtempSync(join(tmpdir(), 'offhook-empty-'));
  expect(isEmptyFolder(dir)).toBe(true);
  expect(isEmptyFolder(join(dir, 'none'))).toBe(true);
  const file = join(dir, '.hidden');
  writeFileSync(file, '');
  expect(isEmptyFolder(dir)).toBe(false);
  expect(() => isEmptyFolder(file)).toThrow('ENOTDIR');
});
