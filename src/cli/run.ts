// One run of the command line: arguments in, exit code out. What goes wrong is said in one line.

import { CommanderError } from 'commander';
import { EXIT, type Io, UsageError } from './io.js';
import { createProgram } from './program.js';

export async function run(args: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.ok;
  const program = createProgram(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? EXIT.ok : EXIT.failed;
    io.err(`offhook: ${describe(cause)}\n`);
    if (program.opts().debug && cause instanceof Error) io.err(`${cause.stack}\n`);
    return EXIT.failed;
  }
}

/** Causes say why: `cannot read x: permission denied`. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const hint = error instanceof UsageError ? '' : ' (--debug shows where)';
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}${hint}`;
}
