// All that `serve` says on standard error is its log, from the first word to the last: also what keeps it from starting.
// As text, for people, findings and failures are written as the other commands write them.

import { codeOf } from '../core/coded-error.js';
import { describeFileError } from '../core/file-error.js';
import type { Log } from '../core/log.js';
import { printableLines } from '../core/printable.js';
import { EXIT, type ExitName, exitNameOf } from './exit-codes.js';
import { type Io, UsageError } from './io.js';
import type { LimitedLog } from './limited-log.js';
import { chooseLogFormat, createProcessLog, type ProcessLogOptions } from './process-log.js';

const UNEXPECTED = 'ended by an error that nobody expected';

/** Resolves with the exit code of `work`, or with that of what it threw, which is told. */
export async function underLog(
  options: ProcessLogOptions,
  io: Io,
  work: (log: Log) => Promise<number>,
): Promise<number> {
  const log = createLog(options, io);
  try {
    return await work(log);
  } catch (cause) {
    const name = cause instanceof UsageError ? 'failed' : exitNameOf(cause);
    sayFailure(cause, name, log, chooseLogFormat(options, io) === 'text' ? io : undefined);
    return EXIT[name];
  } finally {
    log.tellSurplus();
  }
}

/** From here on nobody waits for who reads it. */
function createLog(options: ProcessLogOptions, io: Io): LimitedLog {
  const log = createProcessLog(io, options);
  io.neverWait({
    lost: (lines) =>
      log.warn({ lines }, 'log lines were lost: nobody read them, or no room was left'),
    unexpected(error) {
      log.error({ err: error }, UNEXPECTED);
      log.tellSurplus();
    },
    warned: ({ name, message }) => log.warn({ event: 'node', name }, message),
  });
  return log;
}

/** `plain`: a person reads it. What the user or the system refused says by itself what to do. */
function sayFailure(cause: unknown, name: ExitName, log: Log, plain: Io | undefined): void {
  if (name === 'unexpected') {
    log.error({ err: cause }, UNEXPECTED);
    return;
  }
  const why = cause instanceof Error ? describeFileError(cause) : `${cause}`;
  if (plain) plain.err(`offhook: ${printableLines(why)}\n`);
  else log.error({ event: 'failed', code: codeOf(cause), exit: EXIT[name] }, why);
}
