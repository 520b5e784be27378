// Finds the foreign programs that a test needs. Where one is missing the test is skipped and says why, unless
// OFFHOOK_E2E=required, as on the build machine, where it then fails.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export function skipWithout(program: string, skip: (reason: string) => never): void {
  if (isInstalled(program)) return;
  const reason = `${program} is not installed`;
  if (process.env.OFFHOOK_E2E === 'required') throw new Error(reason);
  if (!told.has(program)) console.info(`skipped: ${reason}`);
  told.add(program);
  skip(reason);
}

const told = new Set<string>();

function isInstalled(program: string): boolean {
  const folders = ['', ...(process.env.PATH ?? '').split(delimiter)];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
