// Where lines go, by what a descriptor is, none of which makes the event loop wait. Node's own streams do for a
// terminal and for a file: a stopped terminal then stops every server of this process, signals included.

import { constants, fstatSync, openSync, write, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { codeOf } from '../core/coded-error.js';
import type { Sink } from './line-queue.js';

/** How often a terminal that takes nothing is asked again. */
const ASK_AGAIN_MS = 50;

/** For standard output or error; `stream` is Node's for it. */
export function openSink(fd: 1 | 2, stream: NodeJS.WriteStream): Sink {
  if (isatty(fd)) return terminalSink(fd);
  const what = fstatSync(fd);
  // libuv writes to these as they have room.
  return what.isFIFO() || what.isSocket() ? streamSink(stream) : fileSink(fd);
}

/** Whether what is written to both goes to the same place, and one sink must keep it in order. */
export function isSamePlace(one: number, other: number): boolean {
  const [a, b] = [fstatSync(one), fstatSync(other)];
  return a.dev === b.dev && a.ino === b.ino;
}

/** `named`: JOURNAL_STREAM of systemd, which whoever is started with another output has as well. */
export function isJournal(named: string | undefined, fd: number): boolean {
  if (named === undefined) return false;
  const { dev, ino } = fstatSync(fd, { bigint: true });
  return named === `${dev}:${ino}`;
}

function streamSink(stream: NodeJS.WriteStream): Sink {
  return {
    write(lines, done) {
      stream.write(lines, (error) => done(error ?? undefined));
    },
  };
}

/** By a thread of libuv's pool: a slow disk makes that thread wait. */
function fileSink(fd: number): Sink {
  return {
    write(lines, done) {
      const go = (rest: Uint8Array): void =>
        write(fd, rest, (error, written) => {
          if (error) done(error);
          else if (written < rest.length) go(rest.subarray(written));
          else done();
        });
      go(Buffer.from(lines));
    },
  };
}

/**
 * Opened again, for whether a descriptor waits is a property of the opened file, which is shared with the shell and
 * whoever else has this terminal. Where that is refused (the terminal is another user's) a thread of the pool does
 * the waiting.
 */
function terminalSink(fd: number): Sink {
  const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
  try {
    return patientSink(openSync(`/proc/self/fd/${fd}`, O_WRONLY | O_NONBLOCK | O_NOCTTY));
  } catch {
    return fileSink(fd);
  }
}

/** For a descriptor that refuses (EAGAIN) what it has no room for. */
function patientSink(fd: number): Sink {
  return {
    write(lines, done) {
      let rest: Uint8Array = Buffer.from(lines);
      const go = (): void => {
        try {
          while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
        } catch (error) {
          if (codeOf(error) === 'EAGAIN') setTimeout(go, ASK_AGAIN_MS).unref();
          else done(error as Error);
          return;
        }
        done();
      };
      go();
    },
  };
}
