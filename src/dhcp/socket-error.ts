// What a socket's refusal means to the person at the keyboard: the cause and the way out.

import { type CodedError, codedError, codeOf } from '../core/coded-error.js';

/** `what`: the address and port that could not be opened, `10.20.1.1:67`. */
export function socketError(cause: unknown, what: string): CodedError {
  const code = codeOf(cause) ?? 'EIO';
  return codedError(code, `cannot open UDP ${what} for DHCP: ${ADVICE[code] ?? code}`, cause);
}

const ADVICE: Readonly<Record<string, string>> = {
  EACCES:
    'ports below 1024 need a privilege: start as root, run `setcap cap_net_bind_service=+ep` on ' +
    'the node binary, use a systemd socket, or switch DHCP off with `--dhcp off`',
  EPERM: 'the system forbids it: look at the sandbox, container or firewall settings',
  EADDRINUSE:
    'another server has the port: `ss -ulpn sport = :67` names it; stop it, or switch DHCP off ' +
    'here with `--dhcp off`',
  EADDRNOTAVAIL: 'no interface of this machine has that address: check `network` and `ip address`',
};
