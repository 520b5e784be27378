// Io over the real process.

import { text } from 'node:stream/consumers';
import type { Io } from './io.js';
import { createLineBuffer } from './line-buffer.js';

export function createProcessIo(): Io {
  const stop = new AbortController();
  let input: Promise<string> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop.abort(signal));
  // A closed pipe (`offhook schema | head`) is the reader's right, not an error.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const log = createLineBuffer((lines) => process.stderr.write(lines));
  /** Who reads both streams finds what was logged before it. */
  const say =
    (stream: NodeJS.WriteStream) =>
    (data: string): void => {
      log.flush();
      stream.write(data);
    };
  return {
    out: say(process.stdout),
    err: say(process.stderr),
    log: log.add,
    readInput: () => {
      input ??= text(process.stdin);
      return input;
    },
    env: process.env,
    cwd: process.cwd(),
    colour: { out: wantsColour(process.stdout), err: wantsColour(process.stderr) },
    interactive: process.stdin.isTTY && process.stdout.isTTY,
    stop: stop.signal,
    onReload: (listener) => void process.on('SIGHUP', listener),
  };
}

/** NO_COLOR and FORCE_COLOR, no-color.org; a dumb terminal and a file get none. */
function wantsColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0';
  return stream.isTTY === true && TERM !== 'dumb';
}
