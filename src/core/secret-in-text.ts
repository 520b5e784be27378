// Does a text hold a secret that nobody declared? An address may carry a password (RFC 3986 section 3.2.1), a query one
// by its name, and some texts are known by the name of their field. Asked wherever a text may be shown or given away.

import { printableStart } from './printable.js';
import { MASK } from './secret.js';

/** Also as people misspell it, and in languages of people who write inventories. */
const PASSWORD_NAME =
  /pas+w|pswd|pwd|pw\b|secret|\bpin\b|парол|пин-?код|kennwort|contrase|mot de passe|hasło|senha/i;

/** Whether what is called this is to be kept out of sight. */
export function namesPassword(name: string): boolean {
  return PASSWORD_NAME.test(name);
}

/**
 * `http://user:word@host`. A word with an @ ends at the last one before the path. Nothing between the two slashes and
 * the path is read twice.
 */
const IN_ADDRESS = /(:\/\/[^\s/?#@:<>"]*:)[^\s/<>"]+(?=@)/g;
/** The same as people mistype it: `http:/user:word@host`, `user:word@host`. The user of `sip:7001@host` has no password. */
const IN_MISTYPED =
  /((?:^|[\s"'=(>:])(?:[a-z][a-z\d+.-]{0,20}:\/?)?(?!sips?:|tel:|mailto:)[^\s/?#@:<>"]{1,64}:)[^\s/<>"@]+(?=@)/gi;
/** No word of it goes over one of these, and so many characters may stand before its user. */
const ENDS_MISTYPED = /[\s/<>"@]/;
const BEFORE_USER = 24;
/** `?password=word`, also with the & of XML. */
const IN_QUERY =
  /([?&;](?:pass|passwd|password|passphrase|pwd|pswd|pin|secret|token|apikey|api_key)=)[^\s&;#<>"]+/gi;

/** `name`: of the field that it stands in. */
export function holdsSecret(text: string, name = ''): boolean {
  return text !== '' && maskSecretsIn(text, name) !== text;
}

/** False of nearly every text, and soon known: there is no address in it and no query. */
export function mayHoldSecret(text: string): boolean {
  return text.includes('@') || text.includes('=');
}

/** The same text with asterisks in place of each secret; it keeps its lines. */
export function maskSecretsIn(text: string, name = ''): string {
  if (text !== '' && namesPassword(name)) return MASK;
  if (!mayHoldSecret(text)) return text;
  return maskAddresses(text).replace(IN_QUERY, `$1${MASK}`);
}

/** None goes over the end of a line, and in few lines there is an address. */
function maskAddresses(text: string): string {
  let masked = '';
  let taken = 0;
  for (let sign = text.indexOf('@'); sign !== -1; sign = text.indexOf('@', taken)) {
    const start = text.lastIndexOf('\n', sign) + 1;
    const next = text.indexOf('\n', sign);
    const end = next === -1 ? text.length : next;
    const line = text.slice(start, end);
    masked += text.slice(taken, start);
    masked += maskMistyped(line.replace(IN_ADDRESS, `$1${MASK}`));
    taken = end;
  }
  return masked + text.slice(taken);
}

/** Looks only at what may go on to an @: a text of colons without one would be read to its end from each of them. */
function maskMistyped(line: string): string {
  let masked = '';
  let taken = 0;
  for (let sign = line.indexOf('@'); sign !== -1; sign = line.indexOf('@', sign + 1)) {
    let start = sign;
    while (start > taken && !ENDS_MISTYPED.test(line.charAt(start - 1))) start--;
    IN_MISTYPED.lastIndex = Math.max(taken, start - BEFORE_USER);
    const found = IN_MISTYPED.exec(line.slice(0, sign + 1));
    if (!found) continue;
    masked += `${line.slice(taken, found.index)}${found[1]}${MASK}`;
    taken = sign;
  }
  return masked + line.slice(taken);
}

/** As much of a text from the wire as a line shows. Masked before it is cut: what is cut off may be the sign by which a password is known. */
export function maskedStart(text: string): string {
  return printableStart(maskSecretsIn(text));
}

/** Who asks, at an address: alone it may be a password as well. */
const USER_OF_ADDRESS = /\/\/[^\s/]*@/g;

/**
 * A line of a file that cannot be read, as far as it can be shown: nobody knows where a text in it begins and ends. So
 * nothing of an address's user is shown, nor anything behind a word for a password.
 */
export function withoutPasswords(line: string): string {
  const shown = maskSecretsIn(line).replace(USER_OF_ADDRESS, `//${MASK}@`);
  const found = PASSWORD_NAME.exec(shown);
  if (!found) return shown;
  const end = shown.slice(found.index).search(/[\s:=]/);
  return end < 0 ? shown : `${shown.slice(0, found.index + end + 1)} ${MASK}`;
}

/** `password: word`, `the PIN is word`, `secret word`: as people tell each other. */
const IN_REMARK = new RegExp(
  `((?:${PASSWORD_NAME.source})[\\w.-]*(?:[ \\t]*[:=][ \\t]*|[ \\t]+(?:is[ \\t]+)?))(?!--)[^\\s<>]+`,
  'gi',
);

/** What people wrote for people, such as a comment, with asterisks in place of what stands behind a word for a password. */
export function maskRemarks(text: string): string {
  return text.replace(IN_REMARK, `$1${MASK}`);
}

/** For bytes that may be text: in Latin-1 each is one character. */
export function bytesHoldSecret(bytes: Uint8Array): boolean {
  return holdsSecret(Buffer.from(bytes).toString('latin1'));
}
