// The thread in which a large inventory is read. It tells what it read, and makes files as long as it is asked to.

import { parentPort, workerData } from 'node:worker_threads';
import type { SnapshotSource } from '../artifacts/read-snapshot.js';
import { readSite, type SiteReading } from './read-site.js';
import type { Rendered } from './served-site.js';
import { buffersOf } from './site-data.js';

/** Asked for by its row. */
export interface RenderedRow {
  readonly row: number;
  readonly rendered: Rendered;
}

const { reading, render } = readSite(workerData as SnapshotSource);

parentPort?.on('message', (row: number) => {
  const rendered = renderOr(row);
  const answer: RenderedRow = { row, rendered };
  const buffer = rendered.kind === 'file' ? rendered.bytes.buffer : undefined;
  parentPort?.postMessage(answer, buffer instanceof ArrayBuffer ? [buffer] : []);
});

const told: SiteReading = reading;
parentPort?.postMessage(told, reading.data === undefined ? [] : buffersOf(reading.data));

/** One file that cannot be made must not take the others along. */
function renderOr(row: number): Rendered {
  try {
    return render(row);
  } catch (error) {
    return { kind: 'unreadable', why: error instanceof Error ? error.message : String(error) };
  }
}
