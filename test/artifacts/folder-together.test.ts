// A folder written by several at once: as by one, whatever becomes of the others.

import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFolder } from '../../src/artifacts/folder.js';
import { PENDING_NAME } from '../../src/artifacts/pending.js';
import { writeAll } from '../../src/artifacts/write-all.js';
import type { FileToWrite, Writer } from '../../src/artifacts/write-together.js';
import { apply, contentOf, file, GENTLE, modeOf, temporaryFolder } from './folder-fixture.js';

/** Some batches, the last of them not full. */
const COUNT = 160;
const FILES = Array.from({ length: COUNT }, (_, index) =>
  file(`f${String(index).padStart(3, '0')}`, `text ${index}`, { holdsSecrets: index % 2 === 0 }),
);

async function applyWith(dir: string, writers: readonly Writer[], files = FILES) {
  const folder = openFolder(dir);
  const told: string[] = [];
  for await (const { name, kind } of folder.applyWith(folder.plan(files, GENTLE), writers)) {
    told.push(`${name} ${kind}`);
  }
  return told;
}

/** Writes as a thread does, some turns later, or fails behind so many files. */
function createWriter(thread: number, room = Number.POSITIVE_INFINITY) {
  const asked: (readonly FileToWrite[])[] = [];
  const writer: Writer = {
    async write(files) {
      asked.push(files);
      for (let turn = 0; turn < 5; turn++) {
        await new Promise((resolve) => void setImmediate(resolve));
      }
      writeAll(files.slice(0, room), thread);
      if (room < files.length) throw new Error('planted');
    },
  };
  return { writer, asked };
}

const manifestOf = (dir: string) => readFileSync(join(dir, '.offhook-manifest.json'), 'utf8');
const modesIn = (dir: string) => FILES.map(({ name }) => modeOf(join(dir, name)));

describe('a folder written with others', () => {
  it.each([
    { others: 'one', rooms: [Number.POSITIVE_INFINITY] },
    { others: 'three', rooms: Array.from({ length: 3 }, () => Number.POSITIVE_INFINITY) },
    { others: 'one that writes a part', rooms: [10] },
    { others: 'one that cannot write, and one that can', rooms: [0, Number.POSITIVE_INFINITY] },
  ])('is as if written by one, told in the same order: $others', async ({ rooms }) => {
    const [alone, dir] = [temporaryFolder(), temporaryFolder()];
    apply(alone, FILES);
    const writers = rooms.map((room, index) => createWriter(index + 1, room));
    const told = await applyWith(
      dir,
      writers.map(({ writer }) => writer),
    );
    expect(told).toEqual(FILES.map(({ name }) => `${name} add`));
    expect(contentOf(dir)).toEqual(contentOf(alone));
    expect(modesIn(dir)).toEqual(modesIn(alone));
    expect(manifestOf(dir)).toBe(manifestOf(alone));
    expect(readdirSync(dir).filter((name) => name.startsWith('.'))).toEqual([
      '.offhook-manifest.json',
    ]);
    expect(writers.every(({ asked }) => asked.length > 0)).toBe(true);
  });

  it('has noted what others are to write before they hear of it', async () => {
    const dir = temporaryFolder();
    const unknown: string[] = [];
    const writer: Writer = {
      async write(files) {
        const path = join(dir, PENDING_NAME);
        const noted = existsSync(path) ? readFileSync(path, 'utf8') : '';
        const names = files.map(({ path }) => path.slice(dir.length + 1));
        unknown.push(...names.filter((name) => !noted.includes(`"name":"${name}"`)));
        writeAll(files, 1);
      },
    };
    await applyWith(dir, [writer]);
    expect(unknown).toEqual([]);
  });

  it('lets others end once all is written, and not before', async () => {
    const dir = temporaryFolder();
    const left: unknown[] = [];
    const writer: Writer = {
      ...createWriter(1).writer,
      end: () => left.push(FILES.filter(({ name }) => !existsSync(join(dir, name)))),
    };
    await applyWith(dir, [writer]);
    expect(left).toEqual([[]]);
  });

  it('leaves the edits of a person, and says so in their place', async () => {
    const dir = temporaryFolder();
    apply(dir, FILES);
    writeFileSync(join(dir, 'f100'), 'edited');
    chmodSync(join(dir, 'f102'), 0o604);
    const next = FILES.map((each) =>
      each.name === 'f102' ? each : file(each.name, `new ${each.name}`),
    );
    const told = await applyWith(dir, [createWriter(1).writer], next);
    expect(told.filter((line) => !line.endsWith('change'))).toEqual(['f100 edited', 'f102 mode']);
    expect(modeOf(join(dir, 'f102'))).toBe('600');
    expect(contentOf(dir)).toMatchObject({ f099: 'new f099', f100: 'edited', f159: 'new f159' });
  });

  it('that cannot be finished is finished by the next run', async () => {
    const dir = temporaryFolder();
    const { writer } = createWriter(1);
    const broken = file('f130', '', {
      render: () => {
        throw new Error('defect');
      },
    });
    const files = FILES.map((each) => (each.name === 'f130' ? broken : each));
    await expect(applyWith(dir, [writer], files)).rejects.toThrow('defect');
    const half = Object.keys(contentOf(dir));
    expect(half.length).toBeGreaterThan(60);
    const next = FILES.map(({ name }) => file(name, `new ${name}`));
    const told = await applyWith(dir, [writer], next);
    expect(told.filter((line) => !/ (add|change)$/.test(line))).toEqual([]);
  });

  it('tells what the system says where nobody can write', async () => {
    const dir = temporaryFolder();
    const writer: Writer = { write: () => Promise.reject(new Error('planted')) };
    const files = [...FILES, file('a/b', '')];
    await expect(applyWith(dir, [writer], files)).rejects.toMatchObject({ code: 'EINVAL' });
  });
});
