// Where Asterisk's REST interface (ARI) is, as whom it is asked, and what it means when it does not answer.

import { type CodedError, codedError, messageOf } from '../../core/coded-error.js';
import type { Secret } from '../../core/secret.js';
import { LOGIN_REFUSED } from '../ami/retry.js';

export interface AriServer {
  /** A name, or an address. */
  readonly host: string;
  readonly port: number;
  /** With a certificate that this system trusts. */
  readonly tls: boolean;
  readonly user: string;
  readonly secret: Secret;
  /** As `Stasis()` in the dial plan names it. */
  readonly application: string;
}

/** `path`: below the interface's root, with what is asked. */
export function urlOf({ host, port, tls }: AriServer, scheme: 'http' | 'ws', path: string): string {
  const place = host.includes(':') ? `[${host}]` : host;
  return `${scheme}${tls ? 's' : ''}://${place}:${port}/ari${path}`;
}

export function credentialsOf({ user, secret }: AriServer): string {
  return `Basic ${Buffer.from(`${user}:${secret.reveal()}`).toString('base64')}`;
}

export function nameOf({ host, port }: AriServer): string {
  return `ARI at ${host}:${port}`;
}

/** By the status of HTTP: what to do. */
const REFUSALS: Readonly<Record<number, string>> = {
  401: 'it knows no such user, or another password: compare with ari.conf',
  403: 'the user may only read: write read_only = no in ari.conf',
  404: 'there is no such interface: are res_ari_events and res_ari_channels loaded, and is prefix in http.conf empty?',
};

export function refusal(server: AriServer, status: number, path = ''): CodedError {
  const why = REFUSALS[status] ?? `it answers ${status}`;
  const code = status === 401 ? LOGIN_REFUSED : 'EPROTO';
  return codedError(code, `${nameOf(server)}${path && ` ${path}`}: ${why}`);
}

export function unreachable(server: AriServer, cause: unknown): CodedError {
  const reason = reasonOf(cause);
  return codedError('ENOTCONN', `${nameOf(server)} cannot be reached: ${reason}`, cause);
}

/** What `fetch` says itself is "fetch failed"; why is in its cause. */
function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause !== undefined ? cause.cause : cause;
  return messageOf(inner) || String(Reflect.get(Object(inner), 'code') ?? 'no reason is given');
}
