// A port that cannot be had: what the system's refusal means to the person at the keyboard, and the way out.

import { type CodedError, codedError, codeOf } from './coded-error.js';

export interface Listener {
  /** `UDP 0.0.0.0:69 for TFTP`. */
  readonly what: string;
  readonly port: number;
  /** What to do without the port, `choose another with "--tftp-port 6969"`. */
  readonly instead: string;
}

const ADVICE: Readonly<Record<string, (listener: Listener) => string>> = {
  EACCES: ({ instead }) =>
    "ports below 1024 are root's: run it with sudo, or allow node to have them with " +
    `"sudo setcap cap_net_bind_service=+ep $(readlink -f $(command -v node))", or ${instead}`,
  EPERM: () => 'the system forbids it: look at the sandbox, container or firewall settings',
  EADDRINUSE: ({ port, instead }) =>
    `another program has it: "sudo ss -lnp sport = :${port}" names it; stop it, or ${instead}`,
  EADDRNOTAVAIL: () => 'this machine has no such address: see "ip address"',
};

const told = new WeakSet<object>();

/** Of a cause that has been told already, for a listener that is part of this one, that. */
export function listenError(cause: unknown, listener: Listener): CodedError {
  const code = codeOf(cause) ?? 'EIO';
  if (isTold(cause)) return cause;
  const advice = listenAdvice(code, listener);
  const error = codedError(code, `cannot listen on ${listener.what}: ${advice}`, cause);
  told.add(error);
  return error;
}

function isTold(cause: unknown): cause is CodedError {
  return cause instanceof Error && told.has(cause);
}

/** What the refusal means and what to do; of an unknown one, its code. */
export function listenAdvice(code: string, listener: Listener): string {
  return ADVICE[code]?.(listener) ?? code;
}
