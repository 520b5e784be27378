// What a phone asks of us inside a session, and what it is answered: pure.

import type { SipAnswer } from '../../sip/agent/user-agent.js';
import { headerOf } from '../../sip/message/headers.js';
import type { SipRequest } from '../../sip/message/message.js';
import { CSTA_TYPE } from '../codec/vocabulary.js';
import type { SessionEvent } from './types.js';

export interface PhoneAsked {
  readonly answer: SipAnswer;
  /** What it is to the session; absent: nothing. `refreshes`: it lives on, for as long as the dialog says then. */
  readonly event?: Extract<SessionEvent, { readonly kind: 'told' }> | 'refreshes';
}

const OK: SipAnswer = { status: 200 };
const ALLOWED = { name: 'Allow', value: 'INVITE, ACK, BYE, INFO, OPTIONS, UPDATE' } as const;

export function answerPhone(request: SipRequest): PhoneAsked {
  switch (request.method) {
    case 'INFO':
      return answerInfo(request);
    case 'INVITE':
    case 'UPDATE':
      // What it says of its timer the dialog answers (RFC 4028 section 9).
      return { answer: OK, event: 'refreshes' };
    case 'OPTIONS':
      return { answer: { status: 200, headers: [ALLOWED] } };
    default:
      return { answer: { status: 405, headers: [ALLOWED] } };
  }
}

function answerInfo(request: SipRequest): PhoneAsked {
  const type = (headerOf(request, 'Content-Type') ?? '').replace(/\s*;.*$/s, '').toLowerCase();
  // Some phones ask by an empty INFO whether we are still there.
  if (request.body.length === 0) return { answer: OK };
  if (type !== CSTA_TYPE) {
    return { answer: { status: 415, headers: [{ name: 'Accept', value: CSTA_TYPE }] } };
  }
  return { answer: OK, event: { kind: 'told', body: request.body } };
}
