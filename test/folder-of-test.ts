// Folders that tests write into, and that go with them.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** For all tests of the file, or of the `describe` in which it is called. */
export function folderOfTests(name: string): string {
  const folder = makeFolder(name);
  afterAll(() => removeFolder(folder));
  return folder;
}

/** Called in a test, or in what is done before each: it goes after all that is done after each. */
export function folderOfTest(name: string): string {
  const folder = makeFolder(name);
  onTestFinished(() => removeFolder(folder));
  return folder;
}

function makeFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `offhook-${name}-`));
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
