// Tells systemd how we are, sd_notify(3), and that the event loop still turns, sd_watchdog_enabled(3). By a datagram of
// our own where the C library can be called; else by systemd's own program, a child for each message.

import { spawn } from 'node:child_process';
import { messageOf } from '../core/coded-error.js';
import type { Log } from '../core/log.js';
import type { Libc } from '../udp/libc.js';
import { openLocalDatagrams } from '../udp/local-datagram.js';

export interface SystemdNotify {
  /** Whether anybody hears it. */
  readonly isAsked: boolean;
  ready(status: string): void;
  /** What it does now; said again only where it differs. */
  status(line: string): void;
  reloading(): void;
  /** Resolves when it has been told. */
  stopping(): Promise<void>;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Resolves when it has been told, or cannot be. */
type Tell = (...lines: readonly string[]) => Promise<void>;

const NOBODY_ASKS: SystemdNotify = {
  isAsked: false,
  ready() {},
  status() {},
  reloading() {},
  stopping: async () => {},
};
/** The rest is for a turn of the loop that takes long, or a message that is lost. */
const KEEPALIVES_PER_LIMIT = 3;

/** Says nothing unless systemd asks for it, with NOTIFY_SOCKET. `libc` undefined: it cannot be called here. */
export function createSystemdNotify(env: Env, log: Log, libc: Libc | undefined): SystemdNotify {
  if (!env.NOTIFY_SOCKET) return NOBODY_ASKS;
  const tell = chooseTell(env.NOTIFY_SOCKET, log, libc);
  const limitMs = watchdogMs(env, process.pid);
  if (limitMs !== undefined) {
    setInterval(() => void tell('WATCHDOG=1'), limitMs / KEEPALIVES_PER_LIMIT).unref();
  }
  let said = '';
  /** systemd takes a line, in UTF-8. */
  function statusOf(line: string): string {
    said = line;
    return `STATUS=${line}`;
  }
  return {
    isAsked: true,
    ready: (line) => void tell('READY=1', statusOf(line)),
    status: (line) => {
      if (line !== said) void tell(statusOf(line));
    },
    reloading: () => void tell('RELOADING=1', statusOf('reading the inventory')),
    stopping: () => tell('STOPPING=1'),
  };
}

/** After so many milliseconds of silence systemd ends the process; undefined: it does not watch this one. */
export function watchdogMs({ WATCHDOG_USEC, WATCHDOG_PID }: Env, pid: number): number | undefined {
  if (WATCHDOG_PID && Number(WATCHDOG_PID) !== pid) return undefined;
  const limitMs = Number(WATCHDOG_USEC) / 1_000;
  return limitMs > 0 ? limitMs : undefined;
}

function chooseTell(path: string, log: Log, libc: Libc | undefined): Tell {
  if (libc === undefined) return tellByProgram(log);
  try {
    const socket = openLocalDatagrams(libc, path);
    return async (...lines) => {
      try {
        socket.send(lines.join('\n'));
      } catch (error) {
        sayUntold(log, error);
      }
    };
  } catch {
    return tellByProgram(log);
  }
}

/** The unit needs NotifyAccess=all for it. One after the other: "ready" must not be overtaken by "reloading". */
function tellByProgram(log: Log): Tell {
  let told = Promise.resolve();
  return (...lines) => {
    told = told.then(() => run(lines, log)).catch((error: unknown) => sayUntold(log, error));
    return told;
  };
}

function run(lines: readonly string[], log: Log): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn('systemd-notify', lines, { stdio: 'ignore' });
    child.once('error', (error) => {
      sayUntold(log, error);
      resolve();
    });
    child.once('close', () => resolve());
  });
}

function sayUntold(log: Log, error: unknown): void {
  const why = messageOf(error);
  log.warn({ why }, 'systemd cannot be told how we are');
}
