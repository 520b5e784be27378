// Which elements of a Fanvil file in XML hold secrets, by their names.

import { maskElements } from '../../../../render/xml/mask-elements.js';

/** From a start tag to its end tag, or to the end of the text if there is none. A tag that closes itself holds nothing. */
const SECRET =
  /(<(?=[\w.-]*?(?:pswd|pwd|passw|passphrase|secret|file_?key\b|(?:\b|_)pass\b))([\w.-]+)(?![\w.-]|\s*\/>)[^>]*>?)([\s\S]*?)(<\/\2\s*>|$)/gi;

export function maskSecrets(text: string): string {
  return maskElements(text, SECRET);
}
