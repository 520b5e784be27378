// Which elements of a Fanvil file in XML hold secrets, by their names.

import { createMaskElements } from '../../../../render/xml/mask-elements.js';

export const maskSecrets = createMaskElements(
  /pswd|pwd|passw|passphrase|secret|file_?key\b|(?:\b|_)pass\b/,
);
