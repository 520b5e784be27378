// What a server wants to see before it answers (RFC 3261 section 22, RFC 8760): WWW-Authenticate and Proxy-Authenticate.

import { headersOf } from '../message/headers.js';
import type { SipResponse } from '../message/message.js';
import { cutAt, unquote } from '../message/quoting.js';

export interface Challenge {
  /** The header that answers it. */
  readonly answeredBy: 'Authorization' | 'Proxy-Authorization';
  readonly realm: string;
  readonly nonce: string;
  readonly opaque?: string;
  readonly algorithm: DigestAlgorithm;
  /** False: as RFC 2069 has it, without `qop`. */
  readonly hasQop: boolean;
  /** The credentials were right, and the nonce too old. */
  readonly isStale: boolean;
}

export interface AlgorithmRow {
  readonly name: string;
  /** As `node:crypto` names it. */
  readonly hash: string;
}

/** The strongest first (RFC 8760 section 2.3). */
export const ALGORITHMS = [
  { name: 'SHA-512-256', hash: 'sha512-256' },
  { name: 'SHA-256', hash: 'sha256' },
  { name: 'MD5', hash: 'md5' },
] as const satisfies readonly AlgorithmRow[];
export type DigestAlgorithm = (typeof ALGORITHMS)[number];

const HEADERS = [
  { asks: 'WWW-Authenticate', answeredBy: 'Authorization' },
  { asks: 'Proxy-Authenticate', answeredBy: 'Proxy-Authorization' },
] as const;

/** Whether the answer is a challenge at all. */
export function isChallenge({ status }: SipResponse): boolean {
  return status === 401 || status === 407;
}

/**
 * Those that we can answer, one for each realm, by the strongest algorithm that is offered for it. Empty: none. Those of 401
 * and of 407 may stand in one answer.
 */
export function challengesOf(response: SipResponse): readonly Challenge[] {
  const all = HEADERS.flatMap(({ asks, answeredBy }) =>
    headersOf(response, asks).flatMap((value) => parseChallenge(value, answeredBy) ?? []),
  );
  const best = new Map<string, Challenge>();
  for (const each of all) {
    const known = best.get(each.realm);
    if (known === undefined || strength(each) < strength(known)) best.set(each.realm, each);
  }
  return [...best.values()];
}

function strength({ algorithm }: Challenge): number {
  return ALGORITHMS.indexOf(algorithm);
}

/** Undefined: of another scheme or algorithm, of a `qop` without `auth`, or broken. */
function parseChallenge(value: string, answeredBy: Challenge['answeredBy']): Challenge | undefined {
  const [scheme = ''] = value.split(/[ \t]/, 1);
  if (scheme.toLowerCase() !== 'digest') return undefined;
  const fields = fieldsOf(value.slice(scheme.length));
  const [realm, nonce, opaque] = [fields.get('realm'), fields.get('nonce'), fields.get('opaque')];
  const name = (fields.get('algorithm') ?? 'MD5').toUpperCase();
  const algorithm = ALGORITHMS.find((each) => each.name === name);
  const qop = fields
    .get('qop')
    ?.split(',')
    .map((each) => each.trim().toLowerCase());
  const isAnswerable = qop === undefined || qop.includes('auth');
  if (realm === undefined || nonce === undefined || algorithm === undefined) return undefined;
  if (!isAnswerable) return undefined;
  return {
    answeredBy,
    realm,
    nonce,
    ...(opaque !== undefined && { opaque }),
    algorithm,
    hasQop: qop !== undefined,
    isStale: fields.get('stale')?.toLowerCase() === 'true',
  };
}

function fieldsOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    cutAt(text, ',').map((field) => {
      const equals = field.indexOf('=');
      return [field.slice(0, equals).trim().toLowerCase(), unquote(field.slice(equals + 1).trim())];
    }),
  );
}
