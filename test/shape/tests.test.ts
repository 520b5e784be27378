// What the tests owe each other, and a machine that has something else to do.

import { describe, expect, it } from 'vitest';
import { filesBelow } from './source-files.js';

const files = filesBelow('test', /\.(ts|mjs)$/).filter(
  ({ path }) => path !== 'test/shape/tests.test.ts',
);

const FORBIDDEN = [
  { what: 'replaces a module: threads keep what they loaded', pattern: /\bvi\.(do)?mock\(/i },
  { what: 'waits for time: wait for what tells it', pattern: /from 'node:timers\/promises'/ },
  {
    what: 'waits for time: wait for what tells it',
    pattern: /setTimeout\(\s*(resolve|done|wake)\b/,
  },
  { what: 'keeps others from running', pattern: /\.(only|todo)\(/ },
  { what: 'measures speed: that is for bench/', pattern: /performance\.now\(\)\s*-/ },
];

describe.each(files)('$path', ({ path, text }) => {
  it.each(FORBIDDEN)('nowhere $what', ({ pattern }) => {
    expect(text).not.toMatch(pattern);
  });

  it.runIf(path.endsWith('.test.ts'))('expects something, or runs what does', () => {
    expect(text).toMatch(/\bexpect\b|contract\w*\(|describe\w*\(/i);
  });
});
