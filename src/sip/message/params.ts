// Parameters behind a value: `;tag=1;lr` (RFC 3261 section 25.1, generic-param).

import { closingQuote, cutAt, isToken, unquote } from './quoting.js';

/** By name in lower case; of one without a value the empty string. Of two of a name the first counts. */
export type Params = ReadonlyMap<string, string>;

export const NO_PARAMS: Params = new Map();

/** `text`: empty, or beginning with a semicolon. Undefined: an empty parameter, or one that is none. */
export function parseParams(text: string): Params | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return NO_PARAMS;
  if (!trimmed.startsWith(';')) return undefined;
  const params = new Map<string, string>();
  for (const piece of cutAt(trimmed.slice(1), ';')) {
    const equals = piece.indexOf('=');
    const name = (equals < 0 ? piece : piece.slice(0, equals)).trim();
    const value = equals < 0 ? '' : piece.slice(equals + 1).trim();
    if (!isParamName(name) || (equals >= 0 && !isParamValue(value))) return undefined;
    const key = name.toLowerCase();
    if (!params.has(key)) params.set(key, unquote(value));
  }
  return params;
}

/** Parameters of a URI may hold brackets, colons and the like, too (`paramchar`). */
function isParamName(text: string): boolean {
  return /^[^\s"<>;,=@?]+$/.test(text);
}

function isParamValue(text: string): boolean {
  if (text.startsWith('"')) return closingQuote(text, 0) === text.length - 1;
  return isToken(text) || /^[^\s"<>;,@?]+$/.test(text);
}
