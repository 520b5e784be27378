// Codes on labels lead to the page of their phone, as a reader of another make sees them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import jsqr from 'jsqr';
import { describe, expect, it } from 'vitest';
import { createFolder, offhook } from '../cli/cli-under-test.js';

const INVENTORY = `
offhook: 1
site: { timeZone: Europe/Berlin, servers: [10.20.1.1] }
pbx: { main: { host: 10.20.1.1 } }
defaults: { pbx: main }
lines: { "7001": { name: Anna, password: planted-1 } }
phones:
  - { mac: "00:1b:d4:00:00:01", model: cisco-7931g, settings: { rollover: none }, keys: { 1: { line: "7001" } } }
`;
const folder = createFolder({ 'offhook.yaml': INVENTORY });
const print = async (...words: readonly string[]) => {
  const ran = await offhook(folder, ['export', 'labels', '-o', 'out', ...words]);
  return { ...ran, html: () => readFileSync(join(folder, 'out/labels.html'), 'utf8') };
};

/** Pixels of a side of a module. */
const SCALE = 4;

/** What a camera sees of an SVG of horizontal runs. */
function draw(svg: string): { readonly pixels: Uint8ClampedArray; readonly side: number } {
  const side = SCALE * Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const pixels = new Uint8ClampedArray(4 * side * side).fill(255);
  for (const [, x, y, width] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let row = SCALE * Number(y); row < SCALE * (Number(y) + 1); row++) {
      const from = 4 * (row * side + SCALE * Number(x));
      pixels.fill(0, from, from + 4 * SCALE * Number(width));
    }
  }
  for (let alpha = 3; alpha < pixels.length; alpha += 4) pixels[alpha] = 255;
  return { pixels, side };
}

describe('the code of a label', () => {
  it.each([
    ['http://10.20.1.1:8068', 'http://10.20.1.1:8068/#/phones/00:1b:d4:00:00:01'],
    ['https://phones.example/x/?a=1#b', 'https://phones.example/x/#/phones/00:1b:d4:00:00:01'],
  ])('of the page %s leads to the phone', async (page, address) => {
    const ran = await print('--page', page, '--force');
    expect(ran.code, ran.err).toBe(0);
    const [svg = ''] = /<svg[\s\S]*?<\/svg>/.exec(ran.html()) ?? [];
    const { pixels, side } = draw(svg);
    expect(jsqr.default(pixels, side, side)?.data).toBe(address);
  });

  it('is left out where nobody said where the page is', async () => {
    const ran = await print('--force');
    expect(ran.code).toBe(0);
    expect(ran.html()).toContain('00:1b:d4:00:00:01');
    expect(ran.html()).not.toContain('<svg');
  });

  it.each(['10.20.1.1:8068', 'ftp://x/', 'http://user:planted@x/', 'page'])(
    'is not made for %s',
    async (page) => {
      const ran = await print('--page', page);
      expect(ran.code).toBe(2);
      expect(ran.err).toMatch(/--page is the address/);
      expect(ran.err).not.toContain('planted');
    },
  );
});
