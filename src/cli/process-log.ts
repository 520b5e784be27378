// The log on standard error, within its budget: JSON lines for machines, readable ones on a terminal. Secrets never get here.

import { pino, stdSerializers, stdTimeFunctions } from 'pino';
import { systemClock } from '../core/clock.js';
import { printable } from '../core/printable.js';
import type { Io } from './io.js';
import { withPriority } from './journal-lines.js';
import { createLimitedLog, type LimitedLog } from './limited-log.js';
import type { LogFormat } from './log-formats.js';
import { createLineFormat } from './log-lines.js';

export interface ProcessLogOptions {
  readonly verbose?: boolean;
  /** Absent: text for a terminal, JSON for anything else. */
  readonly logFormat?: LogFormat;
}

export function chooseLogFormat({ logFormat }: ProcessLogOptions, io: Io): LogFormat {
  return logFormat ?? (io.terminal ? 'text' : 'json');
}

export function createProcessLog(io: Io, options: ProcessLogOptions): LimitedLog {
  const { verbose = false } = options;
  const name = chooseLogFormat(options, io);
  const format = createLineFormat(name, { colour: io.colour.err, terminal: io.terminal });
  const lines = io.journal && name !== 'json' ? withPriority(format) : format;
  const write = (line: string): void => io.log(lines(line));
  const log = pino(
    {
      level: verbose ? 'debug' : 'info',
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { err: serializeError },
    },
    { write },
  );
  const isWritten = (level: 'debug' | 'info' | 'warn' | 'error') => log.isLevelEnabled(level);
  return createLimitedLog(log, { isWritten, clock: systemClock });
}

/** What the system says names files, and these are named by anybody. */
function serializeError(error: Error): object {
  const { stack = '', ...rest } = stdSerializers.err(error);
  const lines = stack.split('\n').map(printable).join('\n');
  return { ...rest, message: printable(rest.message), stack: lines };
}
