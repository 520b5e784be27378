// A socket to a manager interface, plain or with TLS, as soon as it is connected. Sockets only.

import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { faultOfError, otherCertificate, silent } from './fault.js';
import type { AmiFault, AmiServer, AmiTls } from './session.js';

export type Connected =
  | { readonly kind: 'socket'; readonly socket: Socket }
  | { readonly kind: 'fault'; readonly fault: AmiFault };

/** `signal`: nobody wants it any more. */
export function connectTo(
  server: AmiServer,
  connectMs: number,
  signal: AbortSignal,
): Promise<Connected> {
  const { host, port, tls } = server;
  const socket = tls
    ? connectTls({ host, port, ...identityOf(host, tls) })
    : connectPlain({ host, port });
  return new Promise((resolve) => {
    const give = (connected: Connected) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      if (connected.kind === 'fault') socket.destroy();
      resolve(connected);
    };
    const fail = (fault: AmiFault) => give({ kind: 'fault', fault });
    const abort = () => fail(silent(server));
    const timer = setTimeout(() => fail(silent(server)), connectMs);
    signal.addEventListener('abort', abort);
    // Stays for the life of the socket: an error nobody hears would end the process.
    socket.on('error', (error) => fail(faultOfError(error, server)));
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      const other = tls && otherThanNamed(socket as TLSSocket, tls);
      if (other !== undefined) return fail(otherCertificate(server, other));
      socket.setNoDelay(true).setKeepAlive(true);
      give({ kind: 'socket', socket });
    });
    if (signal.aborted) abort();
  });
}

/** A certificate that is named by its fingerprint needs nobody to vouch for it. An address is no name to ask for. */
function identityOf(host: string, { fingerprint }: AmiTls) {
  return {
    rejectUnauthorized: fingerprint === undefined,
    ...(isIP(host) === 0 && { servername: host }),
  };
}

/** The fingerprint of what came instead. */
function otherThanNamed(socket: TLSSocket, { fingerprint }: AmiTls): string | undefined {
  if (fingerprint === undefined) return undefined;
  const found = socket.getPeerCertificate().fingerprint256 ?? 'none';
  return digitsOf(found) === digitsOf(fingerprint) ? undefined : found;
}

function digitsOf(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase();
}
