// Makes secrets in XML unreadable, well-formed or not. Rather masks too much than too little.

import { maskSecretsIn } from '../../../core/secret-in-text.js';

const MASK = '********';

/**
 * From a start tag with a telling name to its end tag, or to the end of the text if there is none, or if
 * the start tag was never closed. A tag that closes itself holds nothing.
 */
const SECRET =
  /(<(?=[\w.:-]*?(?:password|passwd|passphrase|secret|community|psk))([\w.:-]+)(?![\w.:-]|\s*\/>)\s*>?)([\s\S]*?)(<\/\2\s*>|$)/gi;

/** Line breaks stay, so that lines keep their numbers. */
export function maskSecrets(text: string): string {
  const masked = text.replace(
    SECRET,
    (_, start: string, _name: string, value: string, end: string) =>
      `${start}${value.replace(/[^\r\n]+/g, MASK)}${end}`,
  );
  return maskSecretsIn(masked);
}
