// The page in a browser: from a key in its filter to what it shows, over ten thousand phones of which 200 change four times a second.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { rolldown } from 'rolldown';
import { printTable } from './measure.mjs';

const STAND_IN = fileURLToPath(new URL('../test/face/stand-in.ts', import.meta.url));
const ROUNDS = 200;
/** What people type, letter by letter. */
const TYPED = ['s', 'st', 'sto', 'stor', 'store', 'store 1', 'store 12', '10.20.3', 'stuck', ''];

/** In the page: milliseconds from each input to the frame after it was drawn. */
const MEASURE = `(async () => {
  const field = document.getElementById('filter');
  const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const frame = () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  const typed = ${JSON.stringify(TYPED)};
  const took = [];
  for (let round = 0; round < ${ROUNDS}; round += 1) {
    await new Promise((over) => setTimeout(over, 40));
    const before = performance.now();
    write.call(field, typed[round % typed.length]);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await frame();
    took.push(performance.now() - before);
  }
  return took.sort((a, b) => a - b);
})()`;

export async function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-face-'));
  const { standIn } = await loadStandIn(join(folder, 'stand-in.mjs'));
  const server = await standIn({ phones: 10_000, changing: 200 });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(server.url);
    await page.getByText('10,000 of 10,000').waitFor();
    const took = await page.evaluate(MEASURE);
    const at = (share) => took[Math.floor((took.length - 1) * share)].toFixed(1);
    printTable([
      ['inputs', 'best', 'median', 'p95', 'worst (ms, to the frame)'],
      [String(took.length), at(0), at(0.5), at(0.95), at(1)],
    ]);
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

/** It is TypeScript, and finds the page beside the tests. */
async function loadStandIn(file) {
  const bundle = await rolldown({
    input: STAND_IN,
    platform: 'node',
    logLevel: 'silent',
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    transform: {
      define: {
        'import.meta.dirname': JSON.stringify(
          fileURLToPath(new URL('../test/face', import.meta.url)),
        ),
      },
    },
  });
  await bundle.write({ file, format: 'esm' });
  await bundle.close();
  return import(pathToFileURL(file).href);
}
