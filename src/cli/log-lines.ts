// How a log line is written. It comes as pino makes it, a line of JSON, and leaves as one line again.

import { createRequire } from 'node:module';
import { printable } from '../core/printable.js';
import type { LogFormat } from './log-formats.js';
import { MACHINE_LINES } from './machine-lines.js';

/** Nobody waits for it where lines are for machines: a tenth of what a server's start costs. */
const loadPretty = (): typeof import('pino-pretty') =>
  createRequire(import.meta.url)('pino-pretty');

export interface LineReader {
  readonly colour: boolean;
  /** A person reads it as it is written, by the clock on the wall; else it keeps the time that it came with, in UTC. */
  readonly terminal: boolean;
}

export function createLineFormat(
  format: LogFormat,
  { colour, terminal }: LineReader,
): (json: string) => string {
  switch (format) {
    case 'json':
    case 'logfmt':
      return MACHINE_LINES[format];
    case 'text':
      return loadPretty().prettyFactory({
        colorize: colour,
        translateTime: terminal ? 'SYS:HH:MM:ss' : false,
        ignore: 'event',
        singleLine: true,
        messageFormat: ({ msg }) => printable(String(msg)),
      });
  }
}
