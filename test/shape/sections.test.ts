// Sections that vendors bring are known in the vendor's folder alone: the rooms that read, resolve and serve an inventory have
// never heard of any.

import { describe, expect, it } from 'vitest';
import { PACKS } from '../phones/shipped-models.js';
import { filesBelow } from './source-files.js';

const ROOMS = [
  ...['core', 'findings', 'site', 'inventory', 'render', 'artifacts'],
  ...['udp', 'tftp', 'dhcp', 'http', 'serve'],
];
const WORDS = PACKS.sections.flatMap(({ name, choice }) => [
  name,
  ...(choice ? [choice.field, choice.noun, choice.unknown?.id ?? choice.field] : []),
]);

describe('sections that vendors bring', () => {
  it('are found, each under a name of its own', () => {
    const names = PACKS.sections.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(1);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(ROOMS)('have no name in src/%s', (room) => {
    const files = filesBelow(`src/${room}`, /\.ts$/);
    expect(files.length).toBeGreaterThan(0);
    const named = files.flatMap(({ path, text }) =>
      WORDS.filter((word) => new RegExp(`\\b${word}\\b`, 'i').test(text)).map(
        (word) => `${path}: ${word}`,
      ),
    );
    expect(named).toEqual([]);
  });
});
