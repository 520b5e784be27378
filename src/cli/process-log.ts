// The log on standard error: JSON lines for machines, readable ones on a terminal. Secrets never get here.

import { pino } from 'pino';
import pretty from 'pino-pretty';
import type { Log } from '../core/log.js';
import type { Io } from './io.js';

export function createProcessLog(io: Io, verbose: boolean): Log {
  const options = { level: verbose ? 'debug' : 'info', base: null };
  if (!io.interactive) return pino(options, { write: (line) => io.log(line) });
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
