// The log on standard error: JSON lines for machines, readable ones on a terminal. Secrets never get here.

import { pino } from 'pino';
import pretty from 'pino-pretty';
import type { Log } from '../core/log.js';
import type { Io } from './io.js';

export function createProcessLog(
  io: Pick<Io, 'err' | 'interactive' | 'colour'>,
  verbose: boolean,
): Log {
  const options = { level: verbose ? 'debug' : 'info', base: null };
  if (!io.interactive)
    return pino(
      options,
      gatherLines((lines) => io.err(lines)),
    );
  const readable = pretty({
    colorize: io.colour.err,
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname,event',
    singleLine: true,
    destination: 2,
    sync: true,
  });
  return pino(options, readable);
}

/**
 * Lines of one turn of the event loop leave together at its end: a thousand phones that boot at once cost a
 * handful of writes, and no answer waits for one. The end of the process comes after the last of them.
 */
function gatherLines(write: (lines: string) => void): { write(line: string): void } {
  let lines = '';
  const flush = (): void => {
    process.off('exit', flush);
    const gathered = lines;
    lines = '';
    if (gathered !== '') write(gathered);
  };
  return {
    write(line) {
      if (lines === '') {
        setImmediate(flush);
        process.once('exit', flush);
      }
      lines += line;
    },
  };
}
