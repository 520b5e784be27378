// The way that a request took: `SIP/2.0/UDP 10.20.1.50:5060;branch=z9hG4bK1` (RFC 3261 section 20.42).

import { headerOf } from './headers.js';
import type { SipMessage } from './message.js';
import { type Params, parseParams } from './params.js';

export interface Via {
  /** `UDP`, as it came. */
  readonly transport: string;
  readonly host: string;
  /** Absent: the port that the transport has by itself. */
  readonly port?: number;
  readonly params: Params;
}

/** What a branch of RFC 3261 begins with; one that is this alone says nothing (section 8.1.1.7). */
export const MAGIC_COOKIE = 'z9hG4bK';

const PROTOCOL = /^SIP[ \t]*\/[ \t]*2\.0[ \t]*\/[ \t]*([A-Za-z0-9\-.!%*_+`'~]+)[ \t]+/i;
const SENT_BY = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?:[ \t]*:[ \t]*(\d{1,5}))?$/;

/** Undefined: broken. */
export function parseVia(value: string): Via | undefined {
  const [prefix, transport] = PROTOCOL.exec(value) ?? [];
  if (prefix === undefined || transport === undefined) return undefined;
  const rest = value.slice(prefix.length);
  const at = rest.indexOf(';');
  const [, host, port] = SENT_BY.exec((at < 0 ? rest : rest.slice(0, at)).trim()) ?? [];
  const params = parseParams(at < 0 ? '' : rest.slice(at));
  if (host === undefined || params === undefined) return undefined;
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return undefined;
  return { transport, host, ...(port !== undefined && { port: Number(port) }), params };
}

/** Of whoever sent the message last. Undefined: there is none, or it is broken. */
export function topViaOf(message: Pick<SipMessage, 'headers'>): Via | undefined {
  return parseVia(headerOf(message, 'Via') ?? '');
}

/** Undefined: none that identifies a transaction. */
export function branchOf(via: Via): string | undefined {
  const branch = via.params.get('branch') ?? '';
  const isUnique = branch.length > MAGIC_COOKIE.length && branch.startsWith(MAGIC_COOKIE);
  return isUnique ? branch : undefined;
}
