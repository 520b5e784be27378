import { describe, expect, it } from 'vitest';
import { formatManifest } from '../../src/artifacts/manifest.js';

const ofText = 'a'.repeat(64);

describe('the text of a manifest', () => {
  it.each([
    ['nothing', []],
    ['a file', [['SEP1.cnf.xml', { sha256: ofText }]]],
    [
      'files in another order, of which one has a digest',
      [
        ['b "quoted".txt', { sha256: ofText, madeFrom: 'd' }],
        ['a.txt', { sha256: ofText }],
      ],
    ],
    ['what somebody put into one by hand', [['a.txt', { sha256: 'no "hash"\n', madeFrom: '\\' }]]],
  ] as const)('is what JSON prints, indented: %s', (_, entries) => {
    const text = formatManifest(new Map<string, { sha256: string; madeFrom?: string }>(entries));
    const read = JSON.parse(text);
    expect(text).toBe(`${JSON.stringify(read, undefined, 2)}\n`);
    const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
    expect(Object.entries(read.files)).toEqual(sorted.map(([name, { sha256 }]) => [name, sha256]));
    const digests = sorted.flatMap(([name, written]) =>
      'madeFrom' in written ? [[name, written.madeFrom]] : [],
    );
    expect(Object.entries(read.madeFrom ?? {})).toEqual(digests);
    expect('madeFrom' in read).toBe(digests.length > 0);
  });
});
