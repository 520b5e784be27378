// What a message must have beyond its grammar: headers that have to be there, once, with values that mean something (RFC
// 3261 section 8.1.1, 16.3; the invalid messages of RFC 4475). One row for a header.

import { fullName, SINGLES } from './header-names.js';
import { headerOf, headersOf } from './headers.js';
import type { SipMessage, SipRequest } from './message.js';
import { parseNameAddress } from './name-address.js';
import { isToken } from './quoting.js';
import { isUri, parseSipUri } from './uri.js';
import { parseVia } from './via.js';

export interface SipFault {
  readonly reason: string;
  readonly status?: number;
}

export interface CSeq {
  readonly number: number;
  readonly method: string;
}

/** RFC 3261 section 8.1.1.5: less than 2**31. */
const MAX_CSEQ = 2 ** 31 - 1;
const MAX_DELTA_SECONDS = 2 ** 32 - 1;
const REQUIRED = ['via', 'from', 'to', 'call-id', 'cseq'];

/** Completes "the message has a … that …"; undefined: it is right. */
const VALUES: Readonly<Record<string, (value: string) => boolean>> = {
  via: (value) => parseVia(value) !== undefined,
  from: isNameAddress,
  to: isNameAddress,
  contact: (value) => value === '*' || isNameAddress(value),
  route: isNameAddress,
  'record-route': isNameAddress,
  'call-id': (value) => /^[^\s,;]+$/.test(value),
  cseq: (value) => parseCSeq(value) !== undefined,
  'max-forwards': (value) => isNumber(value, 255),
  expires: (value) => isNumber(value, MAX_DELTA_SECONDS),
  'min-expires': (value) => isNumber(value, MAX_DELTA_SECONDS),
  'retry-after': (value) => isNumber(/^\d*/.exec(value)?.[0] ?? '', MAX_DELTA_SECONDS),
  warning: (value) => /^\d{3} \S+ ".*"$/s.test(value),
  date: (value) => DATE.test(value),
};

/** RFC 3261 section 20.17: GMT, and no other zone. */
const DATE =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/i;

/** Undefined: nothing is wrong. The status is what a request is answered with. */
export function checkMessage(message: SipMessage): SipFault | undefined {
  const names = message.headers.map((each) => fullName(each.name));
  const missing = REQUIRED.find((name) => !names.includes(name));
  if (missing !== undefined) return fault(`has no ${missing}`);
  const double = SINGLES.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (double !== undefined) return fault(`has more than one ${double}`);
  for (const name of new Set(names)) {
    const isRight = VALUES[name];
    if (isRight === undefined) continue;
    const values = headersOf(message, name);
    if (!values.every(isRight)) return fault(`has a ${name} that is none`);
  }
  return message.kind === 'request' ? checkRequest(message) : undefined;
}

function checkRequest(request: SipRequest): SipFault | undefined {
  const { method, uri } = request;
  if (cseqOf(request)?.method !== method) {
    return fault('has a cseq of another method');
  }
  if (!isUri(uri)) return fault('has a Request-URI that is none');
  if (parseSipUri(uri)?.headers !== undefined) return fault('has headers in its Request-URI');
  return undefined;
}

function fault(reason: string): SipFault {
  return { reason, status: 400 };
}

/** `0009 INVITE`: a number and, behind blanks, a method. Undefined: broken, or too large. */
function parseCSeq(value: string): CSeq | undefined {
  const [, digits = '', method = ''] = /^(\d+)[ \t]+(\S+)$/.exec(value) ?? [];
  if (!isNumber(digits, MAX_CSEQ) || !isToken(method)) return undefined;
  return { number: Number(digits), method };
}

/** Undefined: there is none, or none that means something. */
export function cseqOf(message: Pick<SipMessage, 'headers'>): CSeq | undefined {
  return parseCSeq(headerOf(message, 'CSeq') ?? '');
}

/** What Content-Length says, in bytes. Undefined: there is none; a text: it is no number, which completes "the message …". */
export function lengthOf(message: Pick<SipMessage, 'headers'>): number | string | undefined {
  const value = headerOf(message, 'Content-Length');
  if (value === undefined) return undefined;
  return isNumber(value, MAX_DELTA_SECONDS) ? Number(value) : 'has a content-length that is none';
}

function isNameAddress(value: string): boolean {
  return parseNameAddress(value) !== undefined;
}

function isNumber(value: string, max: number): boolean {
  return /^\d+$/.test(value) && Number(value) <= max;
}
