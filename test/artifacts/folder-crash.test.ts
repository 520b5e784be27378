import fs, { readdirSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openFolder } from '../../src/artifacts/folder.js';
import { apply, contentOf, file, GENTLE, temporaryFolder } from './folder-fixture.js';

/** Writes to a descriptor that still succeed before one writes a part and fails. */
const disk = { room: Number.POSITIVE_INFINITY };

// Also for modules that have imported it by name: other tests of this thread may have loaded them before.
beforeAll(() => {
  const write = fs.writeFileSync;
  vi.spyOn(fs, 'writeFileSync').mockImplementation((target, data, options) => {
    if (typeof target !== 'number' || disk.room-- > 0) return write(target, data, options);
    fs.writeSync(target, 'part');
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  });
  syncBuiltinESMExports();
});
afterAll(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

beforeEach(() => {
  disk.room = Number.POSITIVE_INFINITY;
});

const OLD = [file('a', 'a1'), file('b', 'b1'), file('c', 'c1')];
const NEW = [file('a', 'a2'), file('b', 'b2'), file('c', 'c2')];

describe('a write that fails', () => {
  it('leaves the old file whole, no litter, and says what the system said', () => {
    const dir = temporaryFolder();
    apply(dir, OLD);
    disk.room = 1;
    expect(() => apply(dir, NEW)).toThrow(expect.objectContaining({ code: 'ENOSPC' }));
    expect(contentOf(dir)).toEqual({ a: 'a2', b: 'b1', c: 'c1' });
  });

  it('leaves no part of a new file', () => {
    const dir = temporaryFolder();
    disk.room = 1;
    expect(() => apply(dir, NEW)).toThrow(/no space/);
    expect(contentOf(dir)).toEqual({ a: 'a2' });
  });

  it.each([0, 1, 2, 3])('after %d good ones is made up for by the next run', (room) => {
    const dir = temporaryFolder();
    apply(dir, OLD);
    disk.room = room;
    expect(() => apply(dir, NEW)).toThrow(/no space/);
    disk.room = Number.POSITIVE_INFINITY;
    expect(Object.values(apply(dir, NEW))).not.toContain('edited');
    expect(contentOf(dir)).toEqual({ a: 'a2', b: 'b2', c: 'c2' });
  });
});

describe('a file that cannot be rendered', () => {
  const broken = file('b', '', {
    render: () => {
      throw new Error('defect');
    },
  });

  it('stops the run, and what was written before it is ours', () => {
    const dir = temporaryFolder();
    apply(dir, OLD);
    expect(() => apply(dir, [file('a', 'a2'), broken])).toThrow('defect');
    expect(contentOf(dir)).toEqual({ a: 'a2', b: 'b1', c: 'c1' });
    const other = [file('a', 'a3'), file('b', 'b3'), file('c', 'c3')];
    expect(apply(dir, other)).toEqual({ a: 'change', b: 'change', c: 'change' });
  });
});

it('a run that its caller ends early keeps a manifest of all', () => {
  const dir = temporaryFolder();
  apply(dir, OLD);
  const folder = openFolder(dir);
  for (const change of folder.apply(folder.plan(NEW, GENTLE))) {
    expect(change).toMatchObject({ name: 'a', kind: 'change' });
    break;
  }
  expect(apply(dir, NEW)).toEqual({ a: 'same', b: 'change', c: 'change' });
});

it('what a killed run of the same number left behind is cleared away', () => {
  const dir = temporaryFolder();
  writeFileSync(join(dir, `.offhook-${process.pid}.tmp`), 'half a fi');
  expect(apply(dir, [file('a', 'A')])).toEqual({ a: 'add' });
  expect(readdirSync(dir).sort()).toEqual(['.offhook-manifest.json', 'a']);
});
