// The picture of the page in the docs. What is written on it is compared, not its pixels, which differ from one browser to the next.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { smallPng, textOfPng } from '../../scripts/small-png.mjs';
import { SOAKING } from '../soak.js';
import { ROOT, reasonToSkip } from './programs.js';

/** Width and height stand first in its header. */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

describe('a small PNG', () => {
  it('has its text, and each pixel by its place among the colours', () => {
    const [red, blue] = [
      [255, 0, 0, 255],
      [0, 0, 255, 255],
    ];
    const png = smallPng(Buffer.from([red, blue, red, red].flat()), 2, 2, 'two → colours');
    expect(sizeOf(png)).toEqual([2, 2]);
    expect(textOfPng(png)).toBe('two → colours');
    const bodyOf = (type: string) => {
      const at = png.indexOf(type);
      return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
    };
    expect([...bodyOf('PLTE')]).toEqual([255, 0, 0, 0, 0, 255]);
    expect([...inflateSync(bodyOf('IDAT'))]).toEqual([0, 0, 1, 0, 0, 0]);
  });

  it('takes the nearest of its colours for one that is rare', () => {
    const often = Array.from({ length: 256 }, (_, at) => [at, 0, 0, 255]);
    const png = smallPng(Buffer.from([...often, ...often, [7, 0, 1, 255]].flat()), 513, 1, '');
    const at = png.indexOf('IDAT');
    const row = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
    expect(row.at(-1)).toBe(7);
  });
});

const reason = SOAKING ? reasonToSkip(['chromium']) : 'it takes a browser of its own';

describe.skipIf(reason !== undefined)('docs/page.png', () => {
  it('is what the page shows now, and small: else "npm run docs" draws it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'offhook-picture-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const output = join(folder, 'page.png');
    const words = [join(ROOT, 'scripts/draw-page.mjs'), '--output', output];
    const drawn = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 120_000 });
    expect(drawn.stderr).toBe('');
    const [now, kept] = [output, join(ROOT, 'docs/page.png')].map((path) => readFileSync(path));
    if (!now || !kept) throw new Error('there is no picture');
    expect(textOfPng(now)).toContain('asked for its configuration 4 times');
    expect(textOfPng(kept)).toBe(textOfPng(now));
    expect(sizeOf(kept)).toEqual(sizeOf(now));
    expect(kept.length).toBeLessThan(120_000);
  });
});
