// The log on standard error: JSON lines for machines, readable ones on a terminal. Secrets never get here.

import { pino } from 'pino';
import pretty from 'pino-pretty';
import type { Log } from '../core/log.js';
import type { Io } from './io.js';

export function createProcessLog(io: Io, verbose: boolean): Log {
  const options = { level: verbose ? 'debug' : 'info', base: null };
  const plain = { write: (line: string) => io.err(line) };
  if (!io.interactive) return pino(options, plain);
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
