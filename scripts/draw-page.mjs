// Draws docs/page.png, the page over the made-up site of its tests, at a time that stands still. `--output FILE` puts it elsewhere. What
// is written on it is in the file, too, by which a test knows whether it is current: pixels differ from one browser to the next.

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { runnerImport } from 'vite';
import { smallPng } from './small-png.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NOW = Date.parse('2026-11-02T09:00:00Z');
const SIZE = { width: 1200, height: 660 };
/** Of each word one, and nobody hostile yet. */
const PHONES = 10;

/** In the browser, which reads its own pictures. */
async function pixelsOf(picture) {
  const blob = await (await fetch(`data:image/png;base64,${picture}`)).blob();
  const image = await createImageBitmap(blob);
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const bytes = new Blob([data]);
  const reader = new FileReader();
  await new Promise((resolve) => {
    reader.onload = resolve;
    reader.readAsDataURL(bytes);
  });
  return reader.result.replace(/^.*,/, '');
}

const { values } = parseArgs({
  options: { output: { type: 'string', default: `${ROOT}docs/page.png` } },
});

Date.now = () => NOW;
const { module } = await runnerImport(`${ROOT}test/face/stand-in.ts`, { root: ROOT });
const server = await module.standIn({ phones: PHONES });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  // Letters without coloured edges are smaller. A sandbox of its own is not to be had as root; what it opens is ours.
  args: ['--disable-lcd-text', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  const context = await browser.newContext({
    ...{ viewport: SIZE, locale: 'en-GB', timezoneId: 'UTC' },
    ...{ colorScheme: 'light', reducedMotion: 'reduce' },
  });
  const page = await context.newPage();
  // The rest of its time goes on: Playwright's own clock stands still for animation frames, too.
  await page.addInitScript(`Date = class extends Date {
    constructor(...given) { super(...(given.length > 0 ? given : [${NOW}])); }
    static now() { return ${NOW}; }
  }`);
  await page.goto(server.url);
  await page
    .locator('tr.row')
    .nth(PHONES - 1)
    .waitFor();
  const text = await page.locator('body').innerText();
  const picture = await page.screenshot();
  const blank = await context.newPage();
  const pixels = Buffer.from(await blank.evaluate(pixelsOf, picture.toString('base64')), 'base64');
  writeFileSync(values.output, smallPng(pixels, SIZE.width, SIZE.height, text));
} finally {
  await browser.close();
  await server.close();
}
