// Tells systemd how we are, sd_notify(3), by its own program: Node cannot send to such a socket.

import { spawn } from 'node:child_process';
import type { Log } from '../core/log.js';

export interface SystemdNotify {
  ready(status: string): void;
  reloading(): void;
  /** Resolves when it has been told. */
  stopping(): Promise<void>;
}

const NOBODY_ASKS: SystemdNotify = { ready() {}, reloading() {}, stopping: async () => {} };

/** Says nothing unless systemd asks for it, with NOTIFY_SOCKET. The unit needs NotifyAccess=all. */
export function createSystemdNotify(
  env: Readonly<Record<string, string | undefined>>,
  log: Log,
): SystemdNotify {
  if (!env.NOTIFY_SOCKET) return NOBODY_ASKS;
  // One after the other: "ready" must not be overtaken by "reloading".
  let told = Promise.resolve();
  const tell = (...words: readonly string[]): Promise<void> => {
    told = told.then(() => run(words, log));
    return told;
  };
  return {
    ready: (status) => void tell('--ready', `--status=${status}`),
    reloading: () => void tell('RELOADING=1', '--status=reading the inventory'),
    stopping: () => tell('STOPPING=1'),
  };
}

function run(words: readonly string[], log: Log): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn('systemd-notify', words, { stdio: 'ignore' });
    child.once('error', (error) => {
      log.warn({ why: error.message }, 'systemd cannot be told how we are');
      resolve();
    });
    child.once('close', () => resolve());
  });
}
