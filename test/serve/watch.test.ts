import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Watcher, watchFiles } from '../../src/serve/watch.js';

/** Longer than changes take to settle. */
const QUIET_MS = 600;

let folder = '';
let watcher: Watcher | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-watch-'));
});

afterEach(async () => {
  await watcher?.close();
  rmSync(folder, { recursive: true });
});

function watch(sinceMs: number) {
  const changed = vi.fn();
  const watched = { files: [join(folder, 'offhook.yaml')], folders: [], sinceMs };
  watcher = watchFiles(watched, changed, (cause) => {
    throw cause;
  });
  return changed;
}

describe('a watched inventory', () => {
  it('that is not there is no change, until it appears', async () => {
    const changed = watch(Date.now());
    await delay(QUIET_MS);
    expect(changed).not.toHaveBeenCalled();
    writeFileSync(join(folder, 'offhook.yaml'), 'offhook: 1\n');
    await expect.poll(() => changed.mock.calls.length, { timeout: 5_000 }).toBe(1);
  });

  it('that changed before the watching began is a change', async () => {
    writeFileSync(join(folder, 'offhook.yaml'), 'offhook: 1\n');
    const changed = watch(0);
    await expect.poll(() => changed.mock.calls.length, { timeout: 5_000 }).toBe(1);
  });
});
