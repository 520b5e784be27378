// What is said before a command's log is open. Of `serve`, whose standard error is its log, that is a line of the log.

import type { Io } from './io.js';
import { LOG_FORMATS, type LogFormat } from './log-formats.js';
import { MACHINE_LINES } from './machine-lines.js';

/** Takes lines as a person reads them, and the code that the program ends with. */
export type FirstWords = (text: string, exit: number) => void;

/** `args` need not make sense: that they do not is what is said. */
export function firstWords(args: readonly string[], io: Pick<Io, 'err' | 'terminal'>): FirstWords {
  const format = isServe(args) ? (formatIn(args) ?? (io.terminal ? 'text' : 'json')) : 'text';
  if (format === 'text') return (text) => io.err(text);
  return (text, exit) => {
    const fields = { level: 'error', time: new Date().toISOString(), event: 'failed', exit };
    io.err(MACHINE_LINES[format](`${JSON.stringify({ ...fields, msg: messageOf(text) })}\n`));
  };
}

/** The options of the program itself have no values. */
function isServe(args: readonly string[]): boolean {
  return args.find((arg) => !arg.startsWith('-')) === 'serve';
}

const OPTION = '--log-format';

function formatIn(args: readonly string[]): LogFormat | undefined {
  const said = args.flatMap((arg, at) => {
    if (arg === OPTION) return [args[at + 1]];
    return arg.startsWith(`${OPTION}=`) ? [arg.slice(OPTION.length + 1)] : [];
  });
  return LOG_FORMATS.findLast((format) => format === said.at(-1));
}

function messageOf(text: string): string {
  const lines = text.trimEnd().split('\n');
  return lines.join(' ').replace(/^(error|offhook): /, '');
}
