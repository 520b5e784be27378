// A linter that has seen a file without findings looks at others like it with less care, and must find the same.

import { describe, expect, it } from 'vitest';
import type { Artifact } from '../../src/artifacts/snapshot.js';
import { createFileMemory, type FileMemory } from '../../src/render/file-memory.js';
import { soak } from '../soak.js';
import { buildCase, CASES } from './shipped-models.js';

interface Kind {
  readonly folder: string;
  /** Each value of a file. */
  readonly values: RegExp;
}

const KINDS: readonly Kind[] = [
  {
    folder: 'cisco/7931g',
    values: /(?<=>)[^<>\n]*(?=<\/)/g,
  },
  {
    folder: 'fanvil/x4',
    values: /(?<=^[^\n:]*:).*$/gm,
  },
];
const VALUES = ['', '3', '16385', 'true', '{{x}}'];
const HOSTILE = ['a\rb', 'a\nb', 'a:b', 'a<b', '</a>', '&', '&amp;', 'a>b', ']]>', '\u0001'];
/** Texts with these are always read whole. */
const NO_FRAME = /&|\/>/;
/** Of the changed files, each value's in turn: some are looked at, or all. Prime to how many there are of one value. */
const EVERY = soak(5, 1);
/** The linter remembers so many at least. */
const REMEMBERED = 32;

const lint = ({ driver, model, name }: Artifact, text: string, memory?: FileMemory) =>
  driver.lint(name, text, model, { memory });

function cleanFile({ folder, values }: Kind): Artifact {
  const files = CASES.filter(({ name }) => name.startsWith(folder))
    .flatMap(({ file }) => [...buildCase(file).artifacts.values()])
    .filter((file) => file.phone && lint(file, file.render()).length === 0);
  const [file] = files.filter(
    (each) => each.render().match(values) && !NO_FRAME.test(each.render()),
  );
  if (!file) throw new Error(`no file of ${folder} is without findings`);
  return file;
}

describe('a file like one that was clean', () => {
  it.each(KINDS)('has the findings that it has by itself: $folder', (kind) => {
    const file = cleanFile(kind);
    const memory = createFileMemory();
    const clean = file.render();
    const places = [...clean.matchAll(kind.values)];
    const changed = places.flatMap(({ index, 0: value }, n) =>
      [...VALUES, HOSTILE[n % HOSTILE.length]].map(
        (by) => clean.slice(0, index) + by + clean.slice(index + value.length),
      ),
    );
    const seen = changed.filter((_, n) => n % EVERY === 0);
    const others = seen.filter((text, n) => {
      if (n % REMEMBERED === 0) lint(file, clean, memory);
      const found = lint(file, text, memory);
      const afresh = lint(file, text);
      return JSON.stringify(found) !== JSON.stringify(afresh);
    });
    expect(others).toEqual([]);
    expect(seen.length).toBeGreaterThan(soak(100, 500));
  });
});
