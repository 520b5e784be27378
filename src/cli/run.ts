// One run of the command line: arguments in, exit code out. What goes wrong is said in one line.

import { CommanderError } from 'commander';
import { codeOf } from '../core/coded-error.js';
import { describeFileError } from '../core/file-error.js';
import { printableLines } from '../core/printable.js';
import { EXIT, exitNameOf, isShortage } from './exit-codes.js';
import { firstWords } from './first-words.js';
import { type Io, UsageError } from './io.js';
import { createProgram } from './program.js';

export async function run(args: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.ok;
  const say = firstWords(args, io);
  const done = (result: number): void => {
    code = result;
  };
  const program = createProgram(io, done, (text) => say(text, EXIT.failed));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? EXIT.ok : EXIT.failed;
    const exit = exitOf(cause);
    say(describeFailure(cause, program.opts().debug === true), exit);
    return exit;
  }
}

function exitOf(cause: unknown): number {
  if (isShortage(cause)) return EXIT[exitNameOf(cause)];
  return cause instanceof UsageError || isRefusal(cause) ? EXIT.failed : EXIT.unexpected;
}

/** One line; the stack only on demand. What the user or the system refused says by itself what to do. */
export function describeFailure(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return `offhook: ${error}\n`;
  const stack = debug ? `${error.stack}\n` : '';
  if (error instanceof UsageError || isRefusal(error)) {
    return `offhook: ${printableLines(describeFileError(error))}\n${stack}`;
  }
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `offhook: ${printableLines(`${error.message}${cause}`)} (--debug shows where)\n${stack}`;
}

/** The system's, or ours in its name; Node's own `ERR_…` are somebody's mistake. */
function isRefusal(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && !code.startsWith('ERR_');
}
