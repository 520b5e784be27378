// What is read of a file: all of a text, and of all else its beginning.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBrought } from '../../../src/artifacts/lint/read-brought.js';
import { noise } from '../../phones/noise.js';
import { folderOf } from './rule-examples.js';

const LONG = `<device>${' '.repeat(100_000)}</device>`;

describe('of a long file', () => {
  const read = (bytes: Uint8Array) => readBrought(join(folderOf({ file: bytes }), 'file'));

  it.each([
    ['in UTF-16', Buffer.from(`\u{feff}${LONG}`, 'utf16le')],
    ['in UTF-16 without a mark', Buffer.from(LONG, 'utf16le')],
    ['into which a zero slipped', Buffer.from(LONG.replace(' ', '\0'))],
  ])('that is a text %s all is read', (_, bytes) => {
    expect(Buffer.from(read(bytes).bytes).equals(bytes)).toBe(true);
  });

  it('that is no text only the beginning is read', () => {
    const bytes = noise(100_000);
    const { bytes: start, size } = read(bytes);
    expect(size).toBe(bytes.length);
    expect(start.length).toBeLessThan(bytes.length);
  });
});

it.skipIf(process.platform === 'win32')('a pipe into which nobody writes is not waited for', () => {
  const folder = folderOf({});
  const [pipe, marker] = [join(folder, 'pipe'), join(folder, 'late')];
  execFileSync('mkfifo', [pipe]);
  // Whoever waits for the pipe gets it in the end, and then it was too late.
  const script = 'sleep 15; : > "$1"; : > "$0"';
  const late = spawn('sh', ['-c', script, pipe, marker], { detached: true, stdio: 'ignore' });
  try {
    expect(() => readBrought(pipe)).toThrow(expect.objectContaining({ code: 'EFTYPE' }));
    expect(existsSync(marker)).toBe(false);
  } finally {
    if (late.pid !== undefined) process.kill(-late.pid);
  }
});
