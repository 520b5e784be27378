// A socket by which a server is asked, for as long as it runs: made again where somebody removed it, as with the whole
// state folder, and where there was no room for it before.

import { codeOf } from '../core/coded-error.js';
import type { Log } from '../core/log.js';
import type { AskSocket } from './ask-socket.js';

export interface KeptSocket {
  /** Sees to it that it is there. Does not reject: a server serves without it. */
  keep(): Promise<void>;
  close(): Promise<void>;
}

/** For the log. */
export interface SocketWords {
  /** What cannot be done without it. */
  readonly without: string;
  /** The same, when it can be done again. */
  readonly again: string;
}

/** `open` is called where there is none; each trouble is told once, until it has worked. */
export function createKeptSocket(
  open: () => Promise<AskSocket>,
  log: Pick<Log, 'info' | 'warn'>,
  words: SocketWords,
): KeptSocket {
  let socket: AskSocket | undefined;
  let running: Promise<void> | undefined;
  let isTold = false;
  let ended = false;
  let opened = 0;

  async function openAgain(): Promise<void> {
    // First, for with it goes what has the name.
    await socket?.close();
    socket = undefined;
    try {
      socket = await open();
      opened += 1;
      if (opened > 1 || isTold) log.info({}, words.again);
      isTold = false;
    } catch (error) {
      if (!isTold) log.warn(reasonOf(error), words.without);
      isTold = true;
    }
  }

  return {
    keep() {
      if (ended || socket?.isNamed()) return Promise.resolve();
      running ??= openAgain().finally(() => {
        running = undefined;
      });
      return running;
    },
    async close() {
      ended = true;
      await running;
      await socket?.close();
    },
  };
}

/** What the system refuses says by itself what to do; anything else is a defect of ours, and its stack helps. */
function reasonOf(error: unknown): Readonly<Record<string, unknown>> {
  const code = codeOf(error);
  return code === undefined ? { err: error } : { code, reason: (error as Error).message };
}
