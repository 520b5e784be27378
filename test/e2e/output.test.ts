// The end of a command: all that it printed is out before, and its exit code tells what could not be printed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { OFFHOOK } from './programs.js';

/** A pipe of the system, as between two programs of a shell: Node's own hold four times as much. */
async function throughPipe(...args: readonly string[]): Promise<string> {
  const child = spawn('sh', ['-c', '"$0" "$@" | cat', process.execPath, OFFHOOK, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return text(child.stdout);
}

const FULL = '/dev/full';

/** Ended by the test if it does not end. */
async function exitCode(args: readonly string[], full: 'stdout' | 'stderr'): Promise<number> {
  const fd = openSync(FULL, 'w');
  const child = spawn(process.execPath, [OFFHOOK, ...args], {
    stdio: ['ignore', full === 'stdout' ? fd : 'ignore', full === 'stderr' ? fd : 'ignore'],
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  const [code] = await once(child, 'exit');
  return code;
}

describe('what a command prints', () => {
  it('is read to its end, when no pipe holds it', async () => {
    const printed = await throughPipe('schema');
    expect(printed.length).toBeGreaterThan(200_000);
    expect(JSON.parse(printed)).toHaveProperty('$defs');
  });

  it.skipIf(!existsSync(FULL)).each([
    { full: 'stdout' as const, args: ['schema'] },
    { full: 'stderr' as const, args: ['no-such-command'] },
  ])('and a full disk refuses ends it, with $full', async ({ full, args }) => {
    expect(await exitCode(args, full)).toBe(EXIT.disk);
  });
});
