// Texts as bytes that threads have in common.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createSharedBytes } from '../../src/artifacts/shared-bytes.js';

/** More than one piece holds, of characters that take one to four bytes, with half of one. */
const TEXTS = Array.from({ length: 400 }, (_, index) =>
  `${index}€€€€€€€é😀\ud83d`.repeat(1 + ((index * 37) % 400)),
);

describe('shared bytes', () => {
  it('are UTF-8, each text its own', () => {
    const bytesOf = createSharedBytes();
    const all = TEXTS.map(bytesOf);
    expect(new Set(all.map(({ buffer }) => buffer)).size).toBeGreaterThan(1);
    for (const [index, text] of TEXTS.entries()) {
      expect(Buffer.compare(all[index] ?? Buffer.alloc(0), Buffer.from(text))).toBe(0);
    }
  });

  it('hold an empty text, and one larger than a piece', () => {
    const bytesOf = createSharedBytes();
    const large = '€'.repeat(1024 * 1024);
    expect(['', large, '', 'x'].map((text) => bytesOf(text).length)).toEqual([
      0,
      3 * 1024 * 1024,
      0,
      1,
    ]);
  });

  it('are sent to a thread without a copy', async () => {
    const bytes = createSharedBytes()('text');
    const worker = new Worker(
      "const { parentPort } = require('node:worker_threads'); parentPort.once('message', (bytes) => { bytes[0] = 78; parentPort.postMessage(0); });",
      { eval: true },
    );
    worker.postMessage(bytes);
    await once(worker, 'message');
    await worker.terminate();
    expect(Buffer.from(bytes).toString()).toBe('Next');
  });
});
