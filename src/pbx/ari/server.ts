// Where Asterisk's REST interface (ARI) is, as whom it is asked, and what it means when it does not answer.

import { type CodedError, codedError, codeOf, messageOf } from '../../core/coded-error.js';
import { hostInUrl } from '../../core/host.js';
import type { Secret } from '../../core/secret.js';
import { maskedStart } from '../../core/secret-in-text.js';
import { LOGIN_REFUSED } from '../ami/retry.js';
import { type Trouble, troubleOf } from '../trouble.js';
import { PUZZLING_WITH_TLS, troubleThere } from '../what-speaks.js';

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
  return `${scheme}${tls ? 's' : ''}://${hostInUrl(host)}:${port}/ari${path}`;
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

/** Asterisk refuses, or does it: what sends on to another page, or shows one in place of a connection, is another server. */
const NO_ARI = ', as Asterisk never does: look at host and port of the ARI';

export function refusal(server: AriServer, status: number, path = ''): CodedError {
  const why = REFUSALS[status] ?? `it answers ${status}${status < 400 ? NO_ARI : ''}`;
  const code = status === 401 ? LOGIN_REFUSED : 'EPROTO';
  return codedError(code, `${nameOf(server)}${path && ` ${maskedStart(path)}`}: ${why}`);
}

const WORDS: Readonly<Record<Trouble, string>> = {
  closed:
    'nothing listens there: look whether Asterisk runs, and at enabled, bindaddr and bindport in its http.conf',
  'closed-tls':
    'nothing listens there: look whether Asterisk runs, and at tlsenable and tlsbindaddr in its http.conf',
  ended: 'it ended the connection: look whether it restarts, and whether TLS is spoken there',
  'no-way': 'no way leads there: look at host of the ARI, and at the network',
  'no-name': 'the name is not found: look at host of the ARI, and at the DNS',
  silent: 'no answer came in time: look at host and port of the ARI, and at firewalls',
  'no-tls':
    'it does not speak TLS there: look at tlsenable and tlsbindaddr in its http.conf; its port with TLS is 8089 by custom',
  'tls-there':
    'TLS is spoken there: write "tls: true" of the ARI, or name the port without, which is 8088 by custom',
  'other-interface':
    'what answers there is the manager interface (AMI): look at port of the ARI, which is 8088 by custom, and 8089 with TLS',
  'not-trusted':
    'its certificate is not trusted here: let an authority sign it that this system knows, for the name that host says',
  'too-old': 'its certificate is too old: give it a new one',
};

/** Of whatever Node's reader of HTTP calls a fault. */
const NO_HTTP = 'what answers there speaks no HTTP: look at port of the ARI; it is 8088 by custom';

export function unreachable(server: AriServer, cause: unknown): CodedError {
  const inner = innermost(cause);
  const code = codeOf(inner) ?? '';
  const isLate = inner instanceof Error && inner.name === 'TimeoutError';
  const trouble = isLate ? 'silent' : troubleOf(code, server.tls);
  const words = isNoHttp(code) ? NO_HTTP : trouble && WORDS[trouble];
  const why = words ?? (maskedStart(messageOf(inner)) || code || 'no reason is given');
  return notReached(server, why, cause);
}

/** What `fetch` says itself is "fetch failed"; why is in its cause. */
function innermost(cause: unknown): unknown {
  return cause instanceof Error && cause.cause !== undefined ? cause.cause : cause;
}

function isNoHttp(code: string): boolean {
  return code.startsWith('HPE_');
}

function notReached(server: AriServer, why: string, cause: unknown): CodedError {
  return codedError('ENOTCONN', `${nameOf(server)} cannot be reached: ${why}`, cause);
}

/** `error`: what `unreachable` made of it; anything else stays as it is. */
export async function explained(
  error: CodedError,
  server: AriServer,
  signal: AbortSignal,
): Promise<CodedError> {
  const code = codeOf(error.cause) ?? '';
  const isPuzzling = isNoHttp(code) || PUZZLING_WITH_TLS.has(troubleOf(code, server.tls));
  if (!isPuzzling || signal.aborted) return error;
  const trouble = await troubleThere({ ...server, isTls: server.tls }, 'http', signal);
  return trouble ? notReached(server, WORDS[trouble], error.cause) : error;
}
