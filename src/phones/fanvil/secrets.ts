// Makes secrets in phones' files unreadable, in txt and dotted files alike. Rather masks too much than too little.

const MASK = '********';

/** A telling name, up to the colon or the equals sign, and what follows it. */
const SECRET_LINE =
  /^([^:=\r\n]*(?:pswd|pwd|passw|passphrase|secret|\bpass\b|\bkey\s*[:=]|keys?\s*$)[^:=\r\n]*[:=][ \t]*)([^\r\n]+)$/gim;
/** `http://user:word@host`: an address may carry one too. */
const IN_ADDRESS = /(:\/\/[^\s/@:]*:)[^\s/@]+(?=@)/g;

export function maskSecrets(text: string): string {
  return text.replace(SECRET_LINE, `$1${MASK}`).replace(IN_ADDRESS, `$1${MASK}`);
}
