// How a log line is written. It comes as pino makes it, a line of JSON, and leaves as one line again.

import { createRequire } from 'node:module';
import { printable, printableJson } from '../core/printable.js';
import type { LogFormat } from './log-formats.js';

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
      return printableJson;
    case 'logfmt':
      return logfmt;
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

/** `time=… level=warn event=tftp file=a.xml msg="tftp a.xml not-found"`, as Loki, Heroku and Go's slog write it. */
function logfmt(json: string): string {
  const fields: Readonly<Record<string, unknown>> = JSON.parse(json);
  const pairs = Object.entries(fields).map(([key, value]) => `${key}=${logfmtValue(value)}`);
  return `${pairs.join(' ')}\n`;
}

function logfmtValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[^\s"=\\\p{C}]+$/u.test(text) ? text : printable(JSON.stringify(text));
}
