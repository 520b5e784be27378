// The terminal as a whole: its other screen, keys as they come, and its size. However the process ends, the user finds it
// as it was.

import type { ReadStream, WriteStream } from 'node:tty';
import type { Screen } from './io.js';

/** The other screen, no cursor, and no new line where one is full. */
const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l';
const LEAVE = '\x1b[?7h\x1b[?25h\x1b[?1049l';
/** Where nobody says. */
const USUAL = { columns: 80, rows: 24 };

/** Undefined: standard input or output is no terminal, or one that can move no cursor. */
export function openTerminal(
  input: ReadStream,
  output: WriteStream,
  term: string | undefined,
): Screen | undefined {
  if (input.isTTY !== true || output.isTTY !== true || term === 'dumb') return undefined;
  const resized = new Set<() => void>();
  let isOpen = true;
  const tellResized = () => {
    for (const listener of resized) listener();
  };
  function enter(): void {
    input.setRawMode(true);
    output.write(ENTER);
  }
  function leave(): void {
    if (!isOpen) return;
    isOpen = false;
    try {
      input.setRawMode(false);
      output.write(LEAVE);
    } catch {
      // It is gone, and needs nothing any more.
    }
  }
  /** After a stop by Ctrl-Z, or of its own, by `fg`. */
  function wake(): void {
    isOpen = true;
    enter();
    tellResized();
  }
  // Also when an error that nobody caught ends the process, which is to be read on the screen that stays.
  process.once('exit', leave);
  process.once('uncaughtExceptionMonitor', leave);
  process.on('SIGCONT', wake);
  output.on('resize', tellResized);
  input.setEncoding('utf8').resume();
  enter();
  return {
    size: () => ({
      columns: output.columns || USUAL.columns,
      rows: output.rows || USUAL.rows,
    }),
    write(text) {
      // Of a process that was stopped and goes on, the shell has the screen until it is woken.
      if (isOpen) output.write(text);
    },
    onResize: (listener) => void resized.add(listener),
    onInput(listener, ended) {
      input.on('data', (text) => listener(String(text)));
      input.once('end', ended);
      input.once('error', ended);
      output.once('error', ended);
    },
    suspend() {
      leave();
      process.kill(process.pid, 'SIGSTOP');
    },
    close() {
      leave();
      process.off('exit', leave);
      process.off('uncaughtExceptionMonitor', leave);
      process.off('SIGCONT', wake);
      output.off('resize', tellResized);
      input.removeAllListeners('data');
      input.pause();
    },
  };
}
