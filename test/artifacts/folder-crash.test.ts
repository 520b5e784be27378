import { spawnSync } from 'node:child_process';
import fs, { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FolderFile } from '../../src/artifacts/changes.js';
import { openFolder } from '../../src/artifacts/folder.js';
import { apply, contentOf, file, GENTLE, PRUNE, temporaryFolder } from './folder-fixture.js';

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

  it('is what is told, and not that a manifest of nothing cannot be written either', () => {
    const dir = temporaryFolder();
    disk.room = 0;
    const path = join(dir, 'a');
    expect(() => apply(dir, NEW)).toThrow(expect.objectContaining({ code: 'ENOSPC', path }));
    expect(readdirSync(dir)).toEqual(['.offhook-pending.jsonl']);
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

describe('a run that is killed', () => {
  /** Does the first changes and leaves it there: what would end the run in order never comes. */
  function killedAfter(dir: string, files: readonly FolderFile[], changes: number): void {
    const folder = openFolder(dir);
    const run = folder.apply(folder.plan(files, GENTLE))[Symbol.iterator]();
    for (let done = 0; done < changes; done++) run.next();
  }

  it.each([1, 2, 3])('after %d changes disowns nothing', (changes) => {
    const dir = temporaryFolder();
    apply(dir, OLD);
    killedAfter(dir, NEW, changes);
    const newer = [file('a', 'a3'), file('b', 'b3'), file('c', 'c3')];
    expect(apply(dir, newer)).toEqual({ a: 'change', b: 'change', c: 'change' });
    expect(readdirSync(dir).sort()).toEqual(['.offhook-manifest.json', 'a', 'b', 'c']);
  });

  it('in a new folder, again and again, disowns nothing', () => {
    const dir = temporaryFolder();
    killedAfter(dir, OLD, 1);
    killedAfter(dir, NEW, 2);
    expect(apply(dir, OLD)).toEqual({ a: 'change', b: 'change', c: 'add' });
  });

  it('leaves files that are removed when nothing makes them any more', () => {
    const dir = temporaryFolder();
    killedAfter(dir, OLD, 3);
    expect(apply(dir, [file('a', 'a1')], PRUNE)).toEqual({ a: 'same', b: 'prune', c: 'prune' });
    expect(contentOf(dir)).toEqual({ a: 'a1' });
  });

  it('does not take for ours what somebody wrote since', () => {
    const dir = temporaryFolder();
    killedAfter(dir, OLD, 2);
    writeFileSync(join(dir, 'a'), 'mine');
    expect(apply(dir, NEW)).toEqual({ a: 'edited', b: 'change', c: 'add' });
  });

  it('leaves a note cut short, and the next one that is killed as well writes whole ones', () => {
    const dir = temporaryFolder();
    apply(dir, OLD);
    appendFileSync(join(dir, '.offhook-pending.jsonl'), '{"name":"c","sha');
    killedAfter(dir, NEW, 3);
    const newer = [file('a', 'a3'), file('b', 'b3'), file('c', 'c3')];
    expect(apply(dir, newer)).toEqual({ a: 'change', b: 'change', c: 'change' });
  });

  it('leaves a note cut short that harms nothing, and a half-written file that goes', () => {
    const dir = temporaryFolder();
    killedAfter(dir, OLD, 2);
    appendFileSync(join(dir, '.offhook-pending.jsonl'), '{"name":"c","sha');
    const gone = spawnSync(process.execPath, ['--version']).pid;
    writeFileSync(join(dir, `.offhook-${gone}.tmp`), 'part');
    writeFileSync(join(dir, '.offhook-1.tmp'), 'of a process that runs');
    expect(apply(dir, NEW)).toEqual({ a: 'change', b: 'change', c: 'add' });
    const left = readdirSync(dir).filter((name) => name.endsWith('.tmp'));
    expect(left).toEqual(['.offhook-1.tmp']);
  });
});
