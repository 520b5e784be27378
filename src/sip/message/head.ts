// The head of a message: bytes -> start line and headers. Limits come first; one pass over what is within them.

import type { MalformedSip, SipHeader } from './message.js';
import { isToken } from './quoting.js';

export interface SipLimits {
  /** Of a whole message with its body. */
  readonly maxBytes: number;
  readonly maxHeaders: number;
  /** Of one header with its continuation lines, in characters. */
  readonly maxLine: number;
}

/** A phone's largest answers are 2 KiB. */
export const DEFAULT_LIMITS: SipLimits = { maxBytes: 8_192, maxHeaders: 100, maxLine: 8_192 };

export interface SipHead {
  readonly startLine: string;
  readonly headers: readonly SipHeader[];
}

export const HEAD_END = '\r\n\r\n';

export function malformed(reason: string, status?: number): MalformedSip {
  return { kind: 'malformed', reason, ...(status !== undefined && { status }) };
}

/** `bytes`: from the start line up to the empty line, without it. */
export function readHead(bytes: Uint8Array, limits: SipLimits): SipHead | MalformedSip {
  const text = decode(bytes);
  const firstEnd = lineEnd(text, 0);
  const startLine = text.slice(0, firstEnd);
  if (startLine.length > limits.maxLine) return malformed('has a start line that is too long', 414);
  if (hasLineEnd(startLine)) return malformed('has a line end of half a kind in its start line');
  if (startLine.includes('\0')) return malformed('has a NUL in its start line');
  const headers: SipHeader[] = [];
  let at = firstEnd + 2;
  while (at < text.length) {
    if (headers.length === limits.maxHeaders) {
      return malformed(`has more than ${limits.maxHeaders} headers`, 513);
    }
    const end = foldedEnd(text, at);
    if (end - at > limits.maxLine) return malformed('has a header that is too long', 513);
    const header = readHeader(text.slice(at, end));
    if (header === undefined)
      return malformed(`has no header in its line ${headers.length + 2}`, 400);
    headers.push(header);
    at = end + 2;
  }
  return { startLine, headers };
}

/** UTF-8, as RFC 3261 says. What is none is taken as Latin-1, in which some phones write names. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\r\n', from);
  return end < 0 ? text.length : end;
}

/** A line that begins with a blank continues the one before. */
function foldedEnd(text: string, from: number): number {
  let end = lineEnd(text, from);
  while (text[end + 2] === ' ' || text[end + 2] === '\t') end = lineEnd(text, end + 2);
  return end;
}

function hasLineEnd(line: string): boolean {
  return line.includes('\r') || line.includes('\n');
}

function readHeader(folded: string): SipHeader | undefined {
  const colon = folded.indexOf(':');
  const name = folded.slice(0, Math.max(colon, 0)).trimEnd();
  const value = unfold(folded.slice(colon + 1));
  if (!isToken(name) || hasLineEnd(value)) return undefined;
  return { name, value };
}

function unfold(value: string): string {
  if (!value.includes('\r\n')) return trimBlanks(value);
  return value.split('\r\n').map(trimBlanks).join(' ').trim();
}

/** Only what the grammar calls blank: other spaces are part of a value. */
function trimBlanks(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text[from])) from += 1;
  while (to > from && isBlank(text[to - 1])) to -= 1;
  return text.slice(from, to);
}

function isBlank(letter: string | undefined): boolean {
  return letter === ' ' || letter === '\t';
}
