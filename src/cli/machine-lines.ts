// Log lines for programs. They come as one line of JSON, and leave as one line again.

import { printable, printableJson } from '../core/printable.js';
import type { LogFormat } from './log-formats.js';

export const MACHINE_LINES: Readonly<Record<Exclude<LogFormat, 'text'>, (json: string) => string>> =
  { json: printableJson, logfmt };

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
