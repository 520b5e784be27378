import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeFileError, namingFile, withPath } from '../../src/core/file-error.js';

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

  it('keeps a path that it has', () => {
    const error = Object.assign(new Error('no'), { code: 'ENOSPC', path: '/a' });
    expect(withPath('/b', error)).toMatchObject({ path: '/a' });
  });
});
