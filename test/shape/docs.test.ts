// The docs say what is true: the page of diagnostics, and the places that the texts point to.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../../src/cli/exit-codes.js';
import { DIAGNOSTICS } from '../../src/core/diagnostics.js';
import { formatDiagnosticsPage } from '../../src/core/diagnostics-page.js';
import { filesBelow, readProjectFile } from './source-files.js';

const ROOT = join(import.meta.dirname, '../..');
const texts = [
  ...filesBelow('docs', /\.md$/),
  ...['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md'].map((path) => ({
    path,
    text: readProjectFile(path),
  })),
];

describe('docs/diagnostics.md', () => {
  it('is what the table says', () => {
    expect(readProjectFile('docs/diagnostics.md')).toBe(formatDiagnosticsPage());
  });

  it.each(Object.keys(DIAGNOSTICS))('has a heading for %s', (code) => {
    expect(readProjectFile('docs/diagnostics.md')).toContain(`\n## ${code}\n`);
  });

  it('lists no code that nothing reports', () => {
    const source = filesBelow('src', /\.ts$/)
      .filter(({ path }) => path !== 'src/core/diagnostics.ts')
      .map(({ text }) => text)
      .join('\n');
    expect(Object.keys(DIAGNOSTICS).filter((code) => !source.includes(`'${code}'`))).toEqual([]);
  });
});

describe('docs/serving.md', () => {
  it('has a row for each exit code, and speaks of no other', () => {
    const rows = [...readProjectFile('docs/serving.md').matchAll(/^\| (\d+) \| (.*) \| .* \|$/gm)];
    expect(rows.map(([, code, meaning]) => ({ code: Number(code), meaning }))).toEqual(
      Object.values(EXIT_CODES).map(({ code, meaning }) => ({ code, meaning })),
    );
  });
});

describe.each(texts)('$path', ({ text }) => {
  it('names only files that are there', () => {
    const named = [
      ...text.matchAll(/\b(?:docs|src|test|templates|examples|bench|scripts)\/[\w./-]+\w/g),
    ]
      .map(([path]) => path)
      .filter((path) => !/[<*…]/.test(path));
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

it('ARCHITECTURE.md stays a map', () => {
  expect(readProjectFile('ARCHITECTURE.md').split('\n').length).toBeLessThan(150);
});
