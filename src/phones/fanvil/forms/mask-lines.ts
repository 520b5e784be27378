// Makes secrets unreadable where a line is a name, a sign and a value. Rather masks too much than too little.

import { MASK } from '../../../core/secret.js';
import { maskSecretsIn } from '../../../core/secret-in-text.js';

/** A name, the sign that ends it, and a value. */
const SETTING = /^([^:=\r\n\u2028\u2029]+)([:=][ \t]*)([^\r\n]+)$/gm;
const TELLING_NAME = /pswd|pwd|passw|passphrase|secret|\bpass\s*$|(?<!soft)key\s*$/i;

export function maskLines(text: string): string {
  const masked = text.replace(SETTING, (setting, name: string, sign: string) =>
    TELLING_NAME.test(name) ? `${name}${sign}${MASK}` : setting,
  );
  return maskSecretsIn(masked);
}
