// Leases taken back while a server runs: it is asked to do that itself. The answer is the freed addresses, one a line, or
// a sentence.

import { codedError, codeOf } from '../core/coded-error.js';
import { formatIpv4, type Ipv4, parseIpv4 } from '../core/ipv4.js';
import { type Mac, parseMac } from '../core/mac.js';
import { ask, type Route, WHY_SILENT } from './ask-socket.js';

/** Taken back, on the disk. Rejects with what keeps them from that. */
export type Release = (mac: Mac) => Promise<readonly Ipv4[]>;

export function releaseRoute(release: Release): Route {
  return {
    method: 'DELETE',
    path: /^\/leases\/([^/]*)$/,
    async answer(name = '') {
      const mac = parseMac(name);
      if (mac === undefined) return { status: 400, body: 'only DELETE /leases/MAC is understood' };
      const addresses = await release(mac);
      return { status: 200, body: addresses.map((address) => `${formatIpv4(address)}\n`).join('') };
    },
  };
}

/**
 * Resolves when they are free on the disk. `busy` is why the server has to be asked, and is told where it cannot
 * be. Rejects with EIO where the server refused, else with the system's code.
 */
export async function askToRelease(path: string, mac: Mac, busy: string): Promise<readonly Ipv4[]> {
  const { status, said } = await ask(path, 'DELETE', `/leases/${mac}`).catch((cause: unknown) => {
    const code = codeOf(cause) ?? 'EIO';
    const asked = `asked by ${path} to release them itself, it does not answer`;
    throw codedError(code, `${busy}; ${asked}: ${WHY_SILENT[code] ?? code}`, cause);
  });
  if (status !== 200) throw codedError('EIO', `the server cannot release them: ${said}`);
  return said.split('\n').flatMap((line) => parseIpv4(line) ?? []);
}
