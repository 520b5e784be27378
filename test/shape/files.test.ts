// What every source file owes its reader.

import { describe, expect, it } from 'vitest';
import { filesBelow, type SourceFile } from './source-files.js';

const MAX_LINES = 300;
const VAGUE_NAMES = /(^|[-/])(utils?|helpers?|common|manager|service)(\.|-|$)/;
const files = filesBelow('src', /\.tsx?$/);

describe('source files', () => {
  it('are found', () => {
    expect(files.length).toBeGreaterThan(60);
  });

  it.each<[string, (file: SourceFile) => boolean]>([
    ['are short', ({ text }) => text.split('\n').length <= MAX_LINES],
    ['are named for what they are', ({ path }) => !VAGUE_NAMES.test(path)],
    ['have names in one manner', ({ path }) => /^src(\/[a-z0-9-]+)+\.tsx?$/.test(path)],
    ['say first what they are', ({ text }) => /^\/\/ \S/.test(text.replace(/^#!.*\n/, ''))],
    ['export by name, and no enum', ({ text }) => !/\bexport default\b|\benum \w+ \{/.test(text)],
  ])('%s', (_, isRight) => {
    expect(files.filter((file) => !isRight(file)).map(({ path }) => path)).toEqual([]);
  });
});
