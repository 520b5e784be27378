// Do the npm packages `tftp` and `dhcp` still have the faults for which docs/decisions/0001 keeps them off the wire?

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

export async function bench(args) {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const config = join(import.meta.dirname, 'peers/vitest.config.ts');
  const command = [vitest, 'run', '--config', config, '--reporter', 'verbose', ...args];
  const [code] = await once(spawn(process.execPath, command, { stdio: 'inherit' }), 'exit');
  process.exitCode = code ?? 1;
}
