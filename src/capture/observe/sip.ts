// SIP registrations as a capture shows them: REGISTER and what the registrar answered (RFC 3261 section 10, 22). Of
// digests only the nonce is looked at, for whether the phone answered the challenge that it was given.

import type { SipEvent } from '../../timeline/events.js';
import { createExpiring } from '../expiring.js';
import type { Notes } from '../notes.js';
import type { Head } from './messages.js';
import type { Observer, Tell } from './tell.js';

/** Timer F: 64 times T1. */
const UNANSWERED_MS = 32_000;
/** Where a capture ends before that: as often sent, it was not by chance. */
const SENT_OFTEN = 3;
const MAX_WAITING = 8_192;
const MAX_LINES = 8_192;

interface Register {
  readonly line: string;
  readonly address: string;
  readonly agent: string | undefined;
  readonly askedMs: number;
  /** Of its credentials; absent: it brought none. */
  readonly nonce: string | undefined;
  readonly isFarewell: boolean;
  sent: number;
}

export interface SipObserver extends Observer {
  hear(head: Head, source: string, atMs: number): void;
}

export function createSipObserver(tell: Tell, notes: Notes): SipObserver {
  /** By Call-ID and number; removed where it is answered for good. */
  const waiting = createExpiring<Register>({
    max: MAX_WAITING,
    afterMs: UNANSWERED_MS,
    gone(register, _, why, touchedMs) {
      if (why === 'crowded') notes.add('crowded');
      else end(register, 'unreachable', touchedMs + UNANSWERED_MS);
    },
  });
  /** The nonce of the last challenge, by address and line. */
  const challenges = createExpiring<string>({
    max: MAX_LINES,
    afterMs: Number.POSITIVE_INFINITY,
    gone() {},
  });

  function end({ line, address, agent }: Register, state: SipEvent['state'], atMs: number) {
    const event: SipEvent = {
      ...{ kind: 'sip', atMs, line, state, address },
      ...(agent !== undefined && { agent }),
    };
    tell(event, { address });
  }

  function ask(key: string, { fields }: Head, source: string, atMs: number) {
    const before = waiting.get(key);
    if (before) {
      before.sent++;
      return;
    }
    const line = userOf(fields.get('to') ?? '');
    if (line === undefined) return;
    const credentials = fields.get('authorization') ?? fields.get('proxy-authorization');
    const register: Register = {
      ...{ line, address: source, askedMs: atMs, sent: 1 },
      agent: fields.get('user-agent'),
      nonce: credentials === undefined ? undefined : parameterOf(credentials, 'nonce'),
      isFarewell: isFarewell(fields),
    };
    waiting.set(key, register, atMs);
  }

  function answer(key: string, { status = 0, fields }: Head, atMs: number) {
    const register = waiting.get(key);
    if (!register || status < 200) return;
    waiting.delete(key);
    const line = `${register.address} ${register.line}`;
    if (status === 401 || status === 407) {
      const challenge = fields.get('www-authenticate') ?? fields.get('proxy-authenticate') ?? '';
      const state = judge(register, challenge, challenges.get(line));
      challenges.set(line, parameterOf(challenge, 'nonce') ?? '', atMs);
      return end(register, state, atMs);
    }
    const state = stateOf(status, register);
    if (state !== undefined) end(register, state, atMs);
  }

  return {
    hear(head, source, atMs) {
      const { request, fields } = head;
      const [, number = '', method] = /^(\d{1,10})\s+(\S+)$/.exec(fields.get('cseq') ?? '') ?? [];
      const callId = fields.get('call-id');
      if (method !== 'REGISTER' || callId === undefined) return;
      const key = `${callId} ${number}`;
      if (!request) answer(key, head, atMs);
      else if (request.method === 'REGISTER') ask(key, head, source, atMs);
    },
    pass: (nowMs) => waiting.pass(nowMs),
    end(nowMs) {
      for (const register of waiting.values()) {
        if (register.sent >= SENT_OFTEN) end(register, 'unreachable', nowMs);
      }
    },
  };
}

/**
 * A challenge that is answered to the letter and comes again: the password is wrong, or there is no such account, which
 * some registrars do not let show. One with another nonce only says that the old one is worn out.
 */
function judge(
  { nonce }: Register,
  challenge: string,
  lastNonce: string | undefined,
): SipEvent['state'] {
  const isStale = parameterOf(challenge, 'stale')?.toLowerCase() === 'true';
  return nonce !== undefined && nonce === lastNonce && !isStale ? 'bad-password' : 'challenged';
}

function stateOf(status: number, register: Register): SipEvent['state'] | undefined {
  if (status < 300) return register.isFarewell ? 'unregistered' : 'registered';
  if (status === 403) return 'bad-password';
  if (status === 404) return 'no-account';
  return status === 408 || status >= 500 ? 'unreachable' : undefined;
}

/** Section 10.2.2: it takes its bindings back. */
function isFarewell(fields: Head['fields']): boolean {
  const contact = fields.get('contact') ?? '';
  const expires = /;\s*expires\s*=\s*(\d+)/i.exec(contact)?.[1] ?? fields.get('expires');
  return Number(expires) === 0;
}

/** `7001` of `"Desk" <sip:7001@pbx.lab.example>;tag=1`. */
function userOf(to: string): string | undefined {
  return /sips?:([^@<>;\s]{1,128})@/i.exec(to)?.[1];
}

function parameterOf(value: string, name: string): string | undefined {
  const [, quoted, plain] =
    new RegExp(`(?:^|[\\s,])${name}\\s*=\\s*(?:"([^"]{0,1024})"|([^\\s,"]{1,1024}))`, 'i').exec(
      value,
    ) ?? [];
  return quoted ?? plain;
}
