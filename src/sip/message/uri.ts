// URIs of the schemes sip and sips (RFC 3261 section 19.1); of others it is enough to see that they are whole.

import { NO_PARAMS, type Params, parseParams } from './params.js';

export interface SipUri {
  readonly scheme: 'sip' | 'sips';
  /** As it came, escapes kept. Absent: the URI names a host alone. */
  readonly user?: string;
  /** A name, an IPv4 address, or an IPv6 address in brackets. */
  readonly host: string;
  readonly port?: number;
  readonly params: Params;
  /** What stands behind a question mark. */
  readonly headers?: string;
}

export const SIP_PORT = 5060;

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):/;
const HOST_PORT = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?$/;

/** Undefined: another scheme, or broken. */
export function parseSipUri(text: string): SipUri | undefined {
  const [prefix = '', name = ''] = SCHEME.exec(text) ?? [];
  const scheme = name.toLowerCase();
  if (scheme !== 'sip' && scheme !== 'sips') return undefined;
  if (hasNoUriCharacter(text)) return undefined;
  const rest = text.slice(prefix.length);
  // A user may hold semicolons and question marks, a host none.
  const at = rest.lastIndexOf('@');
  if (at === 0) return undefined;
  const [place = '', ...query] = rest.slice(at + 1).split('?');
  const params = placeParams(place);
  const [, host, port] = HOST_PORT.exec(place.split(';', 1)[0] ?? '') ?? [];
  if (host === undefined || params === undefined || !isPort(port)) return undefined;
  return {
    scheme,
    ...(at > 0 && { user: withoutPassword(rest.slice(0, at)) }),
    host,
    ...(port !== undefined && { port: Number(port) }),
    params,
    ...(query.length > 0 && { headers: query.join('?') }),
  };
}

/** As it may stand before the @: what may not (RFC 3261 section 25.1, `user`) is written by its number. */
export function escapeUser(text: string): string {
  return text.replaceAll(/[^\w.!~*'()&=+$,;?/-]/g, (sign) => encodeURIComponent(sign));
}

function placeParams(place: string): Params | undefined {
  const at = place.indexOf(';');
  return at < 0 ? NO_PARAMS : parseParams(place.slice(at));
}

/** `user:password@` is a form that nobody should use; the password is no part of who is meant. */
function withoutPassword(user: string): string {
  const colon = user.indexOf(':');
  return colon < 0 ? user : user.slice(0, colon);
}

function isPort(digits: string | undefined): boolean {
  return digits === undefined || (Number(digits) >= 1 && Number(digits) <= 65_535);
}

/** Blanks, controls, quotation marks and angle brackets are in no URI (RFC 3986 section 2). */
function hasNoUriCharacter(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the subject
  return /[\u0000-\u0020\u007f"<>\\^{}|]/.test(text);
}

/** Any URI: a scheme, something behind it, and nothing that no URI holds. Those of SIP whole. */
export function isUri(text: string): boolean {
  const [prefix, name = ''] = SCHEME.exec(text) ?? [];
  if (prefix === undefined || prefix.length === text.length || hasNoUriCharacter(text))
    return false;
  return /^sips?$/i.test(name) ? parseSipUri(text) !== undefined : true;
}
