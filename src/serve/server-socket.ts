// The one socket by which a running server is asked: in its state folder, for root and the user that serves alone.

import { join } from 'node:path';
import { codedError } from '../core/coded-error.js';
import type { Log } from '../core/log.js';
import type { Route } from '../page/route.js';
import { ask, openAskSocket } from './ask-socket.js';
import { createKeptSocket, type KeptSocket } from './kept-socket.js';
import { prepareState } from './prepare-state.js';

/** In the state folder. */
export const SERVER_SOCKET = 'offhook.sock';

const KEEP_MS = 10_000;
const WORDS = {
  without: 'offhook status and leases release cannot ask this server',
  again: 'this server can be asked again',
};

export async function openServerSocket(
  stateDir: string,
  routes: readonly Route[],
  log: Log,
): Promise<Pick<KeptSocket, 'close'>> {
  const path = join(stateDir, SERVER_SOCKET);
  const socket = createKeptSocket(
    async () => {
      prepareState(stateDir);
      await refuseAnother(path);
      return openAskSocket(path, routes);
    },
    log,
    WORDS,
  );
  await socket.keep();
  const timer = setInterval(() => void socket.keep(), KEEP_MS);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await socket.close();
    },
  };
}

/** What nobody answers at is left over. */
async function refuseAnother(path: string): Promise<void> {
  const answers = await ask(path, 'GET', '/site').then(
    () => true,
    () => false,
  );
  if (answers)
    throw codedError(
      'EADDRINUSE',
      `another server answers at ${path}: give each its own --state-dir`,
    );
}
