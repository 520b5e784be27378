// What every source file owes its reader.

import { describe, expect, it } from 'vitest';
import { filesBelow } from './source-files.js';

const MAX_LINES = 300;
const VAGUE_NAMES = /(^|[-/])(utils?|helpers?|common|manager|service)(\.|-|$)/;
const files = filesBelow('src', /\.ts$/);

describe('source files', () => {
  it('are found', () => {
    expect(files.length).toBeGreaterThan(60);
  });

  it.each(files)('$path is short, named for what it is, and says so first', ({ path, text }) => {
    expect(text.split('\n').length).toBeLessThanOrEqual(MAX_LINES);
    expect(path).not.toMatch(VAGUE_NAMES);
    expect(path).toMatch(/^src(\/[a-z0-9-]+)+\.ts$/);
    expect(text.replace(/^#!.*\n/, '')).toMatch(/^\/\/ \S/);
    expect(text).not.toMatch(/\bexport default\b|\benum \w+ \{/);
  });
});
