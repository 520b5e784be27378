// Io over the real process.

import { text } from 'node:stream/consumers';
import type { Io } from './io.js';

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
  return {
    out: (data) => void process.stdout.write(data),
    err: (data) => void process.stderr.write(data),
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
