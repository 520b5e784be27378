// Bytes -> a SIP message (RFC 3261 section 7), or what is wrong with them. Pure; never throws.

import { checkMessage, lengthOf } from './check.js';
import { DEFAULT_LIMITS, HEAD_END, malformed, readHead, type SipLimits } from './head.js';
import type { MalformedSip, SipMessage } from './message.js';
import { isToken } from './quoting.js';

const [CR, LF] = [13, 10];

/**
 * One datagram, or one message that `framing.ts` cut from a stream. Leading line ends are skipped, and what stands behind
 * the body that Content-Length announces is dropped (RFC 3261 section 18.3).
 */
export function parseSip(
  bytes: Uint8Array,
  limits: SipLimits = DEFAULT_LIMITS,
): SipMessage | MalformedSip {
  const message = readSip(bytes, limits);
  if (message.kind === 'malformed') return message;
  const fault = checkMessage(message);
  if (fault === undefined) return message;
  return { kind: 'malformed', ...fault, message };
}

/** What is right by the grammar alone: which headers there must be, and how often, is not asked. */
export function readSip(bytes: Uint8Array, limits: SipLimits): SipMessage | MalformedSip {
  if (bytes.length > limits.maxBytes) return malformed('is too long', 513);
  const from = startOf(bytes);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.indexOf(HEAD_END, from);
  if (end < 0) return malformed('has no empty line behind its headers');
  const head = readHead(bytes.subarray(from, end), limits);
  if ('kind' in head) return head;
  const start = readStartLine(head.startLine);
  if (start.kind === 'fault') return malformed(start.reason, start.status);
  return withBody({ ...start, headers: head.headers, body: bytes.subarray(end + HEAD_END.length) });
}

/** Phones and Asterisk send line ends alone to keep a way open. */
export function startOf(bytes: Uint8Array): number {
  let at = 0;
  while (bytes[at] === CR || bytes[at] === LF) at += 1;
  return at;
}

function withBody(message: SipMessage): SipMessage | MalformedSip {
  const length = lengthOf(message);
  if (length === undefined) return message;
  if (typeof length === 'string') return { ...malformed(length, 400), message };
  if (length > message.body.length) {
    const reason = `has ${message.body.length} of the ${length} bytes that its Content-Length announces`;
    return { ...malformed(reason, 400), message };
  }
  return { ...message, body: message.body.subarray(0, length) };
}

type StartLine =
  | { readonly kind: 'request'; readonly method: string; readonly uri: string }
  | { readonly kind: 'response'; readonly status: number; readonly reason: string };
interface StartFault {
  readonly kind: 'fault';
  readonly reason: string;
  readonly status?: number;
}

/** Exactly one blank between the parts (RFC 3261 section 7.1 and 7.2). */
function readStartLine(line: string): StartLine | StartFault {
  return /^SIP\//i.test(line) ? readStatusLine(line) : readRequestLine(line);
}

function readStatusLine(line: string): StartLine | StartFault {
  const [, version = '', digits = '', reason = ''] =
    /^SIP\/(\S*) (\d*)(?: (.*))?$/is.exec(line) ?? [];
  if (version !== '2.0') return { kind: 'fault', reason: 'is of another version than SIP/2.0' };
  const status = Number(digits);
  const isCode = digits.length === 3 && status >= 100 && status <= 699;
  if (!isCode) return { kind: 'fault', reason: 'has a status that is no number of 100 to 699' };
  return { kind: 'response', status, reason };
}

function readRequestLine(line: string): StartLine | StartFault {
  const parts = line.split(' ');
  const [method = '', uri = '', version = ''] = parts;
  if (!isToken(method) || parts.length < 3) return { kind: 'fault', reason: 'has no start line' };
  if (parts.length > 3 || uri === '' || !/^SIP\/\d+\.\d+$/i.test(version)) {
    return { kind: 'fault', reason: 'has a start line of other than three parts', status: 400 };
  }
  if (!/^SIP\/2\.0$/i.test(version)) {
    return { kind: 'fault', reason: 'is of another version than SIP/2.0', status: 505 };
  }
  return { kind: 'request', method, uri };
}
