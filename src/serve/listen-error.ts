// A port that cannot be had, with what to do about it.

import { type CodedError, codedError, codeOf } from '../core/coded-error.js';

const ADVICE: Readonly<Record<string, (port: number, option: string) => string>> = {
  EACCES: (port, option) =>
    `ports below 1024 are root's: run it with sudo, or allow node to have them with ` +
    `"sudo setcap cap_net_bind_service=+ep $(readlink -f $(command -v node))", ` +
    `or choose another, "${option} ${port + 6900}"`,
  EADDRINUSE: (port, option) =>
    `another program has it: "sudo ss -lnp sport = :${port}" names it; stop it, or choose another ` +
    `port with "${option}"`,
  EADDRNOTAVAIL: () => 'this machine has no such address: see "ip address"',
};

/** `what`: `UDP 0.0.0.0:69 for TFTP`; `option`: the one that chooses another port. */
export function listenError(
  cause: unknown,
  what: string,
  port: number,
  option: string,
): CodedError {
  const code = codeOf(cause) ?? 'EIO';
  const advice = ADVICE[code]?.(port, option) ?? code;
  return codedError(code, `cannot listen on ${what}: ${advice}`, cause);
}
