// Foreign programs and the built offhook, run as a person would. Everything started here is ended here.

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
export const OFFHOOK = join(ROOT, 'dist/cli/main.js');

/** Set where nothing may be skipped. */
const REQUIRED = process.env.OFFHOOK_E2E === 'required';

/** Why these tests cannot run here; undefined: they can. Throws where they must. */
export function reasonToSkip(programs: readonly string[], needsRoot = false): string | undefined {
  const missing = programs.filter((name) => spawnSync('which', [name]).status !== 0);
  const reason =
    missing.length > 0 ? `not installed: ${missing.join(', ')}` : rootReason(needsRoot);
  if (reason !== undefined && REQUIRED) throw new Error(`required end-to-end tests: ${reason}`);
  if (reason !== undefined) console.log(`end-to-end tests skipped: ${reason}`);
  return reason;
}

function rootReason(needsRoot: boolean): string | undefined {
  return needsRoot && process.getuid?.() !== 0 ? 'namespaces need root' : undefined;
}

export interface Running {
  readonly child: ChildProcess;
  /** Everything that was printed so far. */
  output(): string;
  /** Resolves with the match when the output has it; rejects if the process ends before. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves with the exit code when it ends by itself, or otherwise. */
  readonly ended: Promise<number | null>;
  /** The same, and ends it. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

export function start(command: string, args: readonly string[], cwd = ROOT): Running {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const waiting = new Set<() => void>();
  const collect = (data: Buffer) => {
    text += data;
    for (const look of waiting) look();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    ended,
    output: () => text,
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(text);
          if (!match) return;
          waiting.delete(look);
          resolve(match);
        };
        waiting.add(look);
        void ended.then(() => reject(new Error(`it ended without ${pattern}:\n${text}`)));
        look();
      }),
    end(signal = 'SIGTERM') {
      if (child.exitCode === null) child.kill(signal);
      return ended;
    },
  };
}

/** Standard output; throws with what was printed if the program fails. */
export function runProgram(command: string, args: readonly string[], cwd = ROOT): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', timeout: 200_000, stdio: 'pipe' });
}
