// Which elements of a Cisco file hold secrets, by their names.

import { maskElements } from '../../../render/xml/mask-elements.js';

/**
 * From a start tag with a telling name to its end tag, or to the end of the text if there is none, or if
 * the start tag was never closed. A tag that closes itself holds nothing.
 */
const SECRET =
  /(<(?=[\w.:-]*?(?:password|passwd|passphrase|secret|community|psk))([\w.:-]+)(?![\w.:-]|\s*\/>)\s*>?)([\s\S]*?)(<\/\2\s*>|$)/gi;

export function maskSecrets(text: string): string {
  return maskElements(text, SECRET);
}
