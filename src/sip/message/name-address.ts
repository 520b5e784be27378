// Whom a header names: `"Reception" <sip:301@pbx>;tag=1` or `sip:301@pbx;tag=1` (RFC 3261 section 20.10).

import { type Params, parseParams } from './params.js';
import { closingQuote, isToken, unquote } from './quoting.js';
import { isUri } from './uri.js';

export interface NameAddress {
  /** Absent: no name to show. */
  readonly display?: string;
  /** Without angle brackets. */
  readonly uri: string;
  /** Of the header, behind the URI: `tag`, `expires`, `+sip.instance`. */
  readonly params: Params;
}

/** Of From, To, Contact, Route and their like. Undefined: broken. */
export function parseNameAddress(value: string): NameAddress | undefined {
  const display = displayOf(value);
  if (display === undefined) return undefined;
  const { text, next } = display;
  if (value[next] !== '<') return text === '' ? parseBare(value) : undefined;
  const close = value.indexOf('>', next);
  if (close < 0) return undefined;
  const uri = value.slice(next + 1, close);
  const params = parseParams(value.slice(close + 1));
  if (!isUri(uri) || params === undefined) return undefined;
  return { ...(text !== '' && { display: text }), uri, params };
}

/** What stands before the bracket, and where the bracket is; undefined: it is neither quoted nor made of tokens. */
function displayOf(value: string): { readonly text: string; readonly next: number } | undefined {
  if (value.startsWith('"')) {
    const close = closingQuote(value, 0);
    if (close === undefined) return undefined;
    let next = close + 1;
    while (value[next] === ' ' || value[next] === '\t') next += 1;
    return { text: unquote(value.slice(0, close + 1)), next };
  }
  const next = value.indexOf('<');
  if (next < 0) return { text: '', next: value.length };
  const text = value.slice(0, next).trim();
  // Letters beyond ASCII are no tokens, yet phones send names unquoted in whatever language they are set to.
  const isName = text === '' || text.split(/[ \t]+/).every((word) => isToken(asAscii(word)));
  return isName ? { text, next } : undefined;
}

function asAscii(word: string): string {
  return word.replace(/[\u0080-\uffff]/g, 'x');
}

/** Without brackets parameters are the header's, and what a question mark or comma begins is nobody's. */
function parseBare(value: string): NameAddress | undefined {
  const at = value.indexOf(';', value.lastIndexOf('@') + 1);
  const uri = (at < 0 ? value : value.slice(0, at)).trim();
  const params = parseParams(at < 0 ? '' : value.slice(at));
  if (params === undefined || !isUri(uri) || /[?,]/.test(uri)) return undefined;
  return { uri, params };
}

/** Of From or To; undefined: the value has none, or is broken. */
export function tagOf(value: string | undefined): string | undefined {
  return value === undefined ? undefined : parseNameAddress(value)?.params.get('tag');
}
