// A temporary folder and the files that the tests put there.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Change, FolderFile } from '../../src/artifacts/changes.js';
import { toFileText } from '../../src/artifacts/file-text.js';
import { openFolder, type PlanOptions } from '../../src/artifacts/folder.js';

/** Removed when the test ends. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'offhook-folder-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export function file(name: string, text: string, details: Partial<FolderFile> = {}): FolderFile {
  return {
    name,
    holdsSecrets: false,
    render: () => toFileText(text),
    maskSecrets: (whole) => whole.replaceAll(/(password: ).*/g, '$1********'),
    ...details,
  };
}

export const GENTLE: PlanOptions = { prune: false, force: false };
export const PRUNE: PlanOptions = { prune: true, force: false };
export const FORCE: PlanOptions = { prune: false, force: true };

export function plan(
  dir: string,
  files: Iterable<FolderFile>,
  options = GENTLE,
): readonly Change[] {
  return [...openFolder(dir).plan(files, options)];
}

/** Each name with what became of it. */
export function apply(
  dir: string,
  files: Iterable<FolderFile>,
  options = GENTLE,
): Readonly<Record<string, string>> {
  const folder = openFolder(dir);
  const done = [...folder.apply(folder.plan(files, options))];
  return Object.fromEntries(done.map(({ name, kind }) => [name, kind]));
}

/** Texts by name, without what offhook notes for itself. */
export function contentOf(dir: string): Readonly<Record<string, string>> {
  const names = readdirSync(dir).filter(
    (name) => name !== '.offhook-manifest.json' && name !== '.offhook-pending.jsonl',
  );
  return Object.fromEntries(
    names.sort().map((name) => [name, readFileSync(join(dir, name), 'utf8')]),
  );
}

export function modeOf(path: string): string {
  return (statSync(path).mode & 0o7777).toString(8);
}
