// One folder for all that a run of the tests puts on the disk; it goes with the run, whatever the tests leave in it.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Vitest calls it before the first test; what it returns, after the last. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-'));
  // As the system's own is: programs under test run as other users, too.
  chmodSync(folder, 0o1777);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
