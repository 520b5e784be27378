// Answers challenges (RFC 7616 section 3.4, RFC 8760). Pure: randomness is an argument. A challenge that was answered and
// comes again is not answered a second time: who asks again and again locks an account.

import { createHash } from 'node:crypto';
import type { Credentials } from '../agent/user-agent.js';
import type { SipHeader, SipResponse } from '../message/message.js';
import { quote } from '../message/quoting.js';
import { type Challenge, challengesOf, isChallenge } from './challenge.js';

/** What has been answered, for the requests that follow: each realm's last challenge, and how often its nonce was used. */
export interface DigestMemory {
  readonly answered: readonly AnsweredChallenge[];
}

export interface AnsweredChallenge {
  readonly challenge: Challenge;
  readonly count: number;
  /** The nonces of this realm in one request that were called stale. */
  readonly stale: number;
}

export const NOTHING_ANSWERED: DigestMemory = { answered: [] };

/** A server that calls each nonce stale would be asked for ever. */
const MAX_STALE = 3;

export interface DigestRequest {
  readonly method: string;
  /** The Request-URI. */
  readonly uri: string;
  /** Random, as text without quotation marks. */
  readonly cnonce: string;
}

/** What to do about a final answer. */
export type DigestStep =
  /** Send it again; `asked` is what was answered for this request so far. */
  | { readonly kind: 'again'; readonly asked: DigestMemory }
  | { readonly kind: 'refused' | 'unsupported' | 'no-credentials' }
  /** It is none of ours. */
  | { readonly kind: 'no-challenge' };

/** `asked`: what was answered for this request, not what it took along from others. */
export function meetChallenge(
  response: SipResponse,
  asked: DigestMemory,
  hasCredentials: boolean,
): DigestStep {
  if (!isChallenge(response)) return { kind: 'no-challenge' };
  if (!hasCredentials) return { kind: 'no-credentials' };
  const challenges = challengesOf(response);
  if (challenges.length === 0) return { kind: 'unsupported' };
  const fresh = challenges.map((challenge) => {
    const before = asked.answered.find((each) => each.challenge.realm === challenge.realm);
    if (before === undefined) return { challenge, count: 1, stale: 0 };
    const isNew = challenge.isStale && challenge.nonce !== before.challenge.nonce;
    return isNew && before.stale < MAX_STALE
      ? { challenge, count: 1, stale: before.stale + 1 }
      : undefined;
  });
  const answered = fresh.flatMap((each) => each ?? []);
  if (answered.length < fresh.length) return { kind: 'refused' };
  return { kind: 'again', asked: remember(asked, { answered }) };
}

/** What is new of a realm takes the place of what was known. */
export function remember(memory: DigestMemory, fresh: DigestMemory): DigestMemory {
  const realms = new Set(fresh.answered.map(({ challenge }) => challenge.realm));
  const others = memory.answered.filter(({ challenge }) => !realms.has(challenge.realm));
  return { answered: [...others, ...fresh.answered] };
}

/** The same nonces once more, in a further request. */
export function useAgain({ answered }: DigestMemory): DigestMemory {
  return { answered: answered.map((each) => ({ ...each, count: each.count + 1, stale: 0 })) };
}

/** One header for each challenge that was answered. */
export function authorizationsOf(
  { answered }: DigestMemory,
  credentials: Credentials,
  request: DigestRequest,
): readonly SipHeader[] {
  return answered.map(({ challenge, count }) => ({
    name: challenge.answeredBy,
    value: authorization(challenge, count, credentials, request),
  }));
}

function authorization(
  challenge: Challenge,
  count: number,
  { user, password }: Credentials,
  { method, uri, cnonce }: DigestRequest,
): string {
  const { realm, nonce, opaque, algorithm, hasQop } = challenge;
  const hash = (text: string) => createHash(algorithm.hash).update(text).digest('hex');
  const nc = count.toString(16).padStart(8, '0');
  const a1 = hash(`${user}:${realm}:${password.reveal()}`);
  const a2 = hash(`${method}:${uri}`);
  const between = hasQop ? [nonce, nc, cnonce, 'auth'] : [nonce];
  const fields = [
    `username=${quote(user)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(uri)}`,
    `response="${hash([a1, ...between, a2].join(':'))}"`,
    `algorithm=${algorithm.name}`,
    ...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`]),
    ...(hasQop ? ['qop=auth', `nc=${nc}`, `cnonce=${quote(cnonce)}`] : []),
  ];
  return `Digest ${fields.join(', ')}`;
}
