// The release socket for as long as a server runs: made again where somebody removed it, as with the whole state
// folder, and where there was no room for it before.

import type { Log } from '../core/log.js';
import type { ReleaseSocket } from './release-socket.js';

export interface KeptReleaseSocket {
  /** Sees to it that it is there. Does not reject: without it leases can be released when the server has stopped. */
  keep(): Promise<void>;
  close(): Promise<void>;
}

/** `open` is called where there is none; each trouble is told once, until it has worked. */
export function createKeptReleaseSocket(
  open: () => Promise<ReleaseSocket>,
  log: Pick<Log, 'info' | 'warn'>,
): KeptReleaseSocket {
  let socket: ReleaseSocket | undefined;
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
      if (opened > 1 || isTold) log.info({}, 'leases can be released again while this server runs');
      isTold = false;
    } catch (error) {
      if (!isTold) log.warn({ err: error }, 'leases cannot be released while this server runs');
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
