// Numbers and names that stand before the @ of a SIP address (RFC 3261 section 25.1, `user`), and what people write
// in their place. Narrower than the RFC: phones' files use some of its characters as separators of their own.

import { codePointOf } from './characters.js';
import { asLatin } from './look-alike.js';
import { digitsOf } from './spelled-number.js';
import type { TextFault } from './text-fault.js';

const USER = /^[A-Za-z0-9_.!~*'()+#,&=$%?-]+$/;
/** What may stand between the digits of a telephone number for people to read. */
const DECORATED = /^\+?[\d\s().-]+$/;
const HIDDEN = /[\s\p{Cf}]/gu;
/** What a person at a desk phone means to dial: digits and keys, pauses, or a name of an account. */
const DIALLED = /^[A-Za-z0-9*#+,._-]$/;
/** Digits and keys, with signs between them that only people need. */
const SPACED = /^[+\d*#\s()./_-]*\d[+\d*#\s()./_-]*$/;
const SPACERS = /[\s()./_-]/g;
/** `4.93E+11`. */
const OF_SPREADSHEET = /^\d([.,]\d+)?E\+?\d{1,2}$/i;
/** `7001.0`. */
const OF_DECIMALS = /^(\d+)\.0+$/;
/** As months begin in English, German and Russian. */
const MONTH =
  '(?:jan|feb|m[aä]r|mrz|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\\.?';
/** `1-2` of a spreadsheet that takes it for a day. */
const DATES = [
  '(?:19|20)\\d\\d-[01]\\d-[0-3]\\d(?: 00:00(?::00)?)?',
  '\\d{1,2}([./])\\d{1,2}\\1(?:19|20)\\d\\d',
  `\\d{1,2}[-. ]${MONTH}`,
  `${MONTH}[-. ]\\d{1,2}`,
];
const IS_DATE = new RegExp(`^(?:${DATES.join('|')})$`, 'iu');
const DATE: TextFault = {
  what: 'is a date, which a spreadsheet makes of a number such as 1-2',
  hint: 'format the column as text, and enter the number again',
};
/** In front of a number of SIP, of telephones, and of the channels of an Asterisk. */
const SCHEME = /^<?((?:sips?|tel):|(?:PJSIP|SIP|IAX2?|DAHDI|Zap|Local|SCCP|Skinny)\/)/i;
/** The zero that is dialled from within the country alone. */
const TRUNK_ZERO = /^(\s*(?:\+|00)[\d\s]*)\(0\)/;
/** `7001x2`, `+49 30 1234 ext. 12`: a number, and what is dialled after it has been answered. */
const WITH_EXTENSION =
  /^\s*(\+?[\d\s()./_-]*\d)\s*,?\s*(?:x|ext(?:ension)?|durchwahl|dw|apparat|poste|anexo|int|доб)[.:]?\s*(\d+)\s*$/i;
const FOR_PEOPLE = 'is written for people, with blanks or signs between its digits';
/** E.164 has 15 digits and a name fills no more than a phone's field: more is a paste gone wrong. */
const MAX_LENGTH = 64;

/** What nearly all are, and of these there is no doubt. */
export const DIGITS = /^\d+$/;

function isNumber(text: string): boolean {
  return text.length <= MAX_LENGTH && DIGITS.test(text);
}

/** Undefined: it can be dialled, and can stand in a phone's file as it is. */
export function userPartFault(text: string): TextFault | undefined {
  if (isNumber(text)) return undefined;
  const [before = '', scheme] = SCHEME.exec(text) ?? [];
  if (scheme !== undefined) {
    return {
      what: `begins with "${scheme}", and a number stands alone here`,
      hint: instead(text.slice(before.length)),
    };
  }
  if (text.includes('@')) {
    const hint = instead(text.slice(0, text.indexOf('@')));
    return { what: 'names a host behind "@", and the phone asks the PBX of its line', hint };
  }
  if (IS_DATE.test(text) && !USER.test(text)) return DATE;
  if (isDecorated(text)) return { what: FOR_PEOPLE, hint: instead(text) };
  if (text === '') return { what: 'is empty', hint: instead(text) };
  if (text.length > MAX_LENGTH) return tooLong(text);
  const bad = USER.test(text) ? undefined : [...text].find((letter) => !USER.test(letter));
  if (bad === undefined) return undefined;
  return { what: `holds ${nameOf(bad)}, which cannot be dialled`, hint: instead(text) };
}

/**
 * Undefined: a person can mean to dial it. Narrower than `userPartFault`, which takes what a PBX may call an
 * account: `70-01` may be the name of one, and as a number to dial it is 7001.
 */
export function dialledFault(text: string): TextFault | undefined {
  if (isNumber(text)) return undefined;
  const nothing = nothingFault(text);
  if (nothing) return nothing;
  const [, whole] = OF_DECIMALS.exec(text) ?? [];
  if (whole !== undefined) {
    return {
      what: 'is a number with decimals, as a spreadsheet writes it',
      hint: `write "${whole}"`,
    };
  }
  if (IS_DATE.test(text)) return DATE;
  if (OF_SPREADSHEET.test(text)) {
    const hint = 'format the column as text, and enter the number again: digits of it are lost';
    return { what: 'is what a spreadsheet makes of a long number', hint };
  }
  // Without such a sign it may be the name of an account.
  const extension = /[\s().+]/.test(text) ? extensionFault(text) : undefined;
  if (extension) return extension;
  if (WITH_SLASH.test(text)) return { what: 'holds "/", which nobody dials', hint: instead(text) };
  if (SPACED.test(text) && text.search(SPACERS) >= 0) {
    return { what: FOR_PEOPLE, hint: instead(text) };
  }
  return userPartFault(text) ?? signFault(text);
}

function signFault(text: string): TextFault | undefined {
  const odd = [...text].find((letter) => !DIALLED.test(letter));
  if (odd !== undefined) {
    const rest = [...text].filter((letter) => DIALLED.test(letter)).join('');
    const before = text.slice(0, text.indexOf(odd));
    const hint = NOTHING.test(text) ? LEAVE_OUT : instead(/^[&=?;%]$/.test(odd) ? before : rest);
    return { what: `holds ${nameOf(odd)}, which nobody dials`, hint };
  }
  if (text.lastIndexOf('+') > 0) {
    const bare = text.replaceAll('+', '');
    const hint = instead(text.startsWith('+') ? `+${bare}` : bare);
    return { what: 'holds a "+" that is not its first sign', hint };
  }
  if (/[A-Za-z0-9*#]/.test(text)) return undefined;
  return { what: 'has nothing in it that can be dialled', hint: LEAVE_OUT };
}

/** `0301234p12`, in which a mobile phone waits at the letter. */
const WITH_PAUSE = /^(\+?\d{4,})[pw](\d+)$/i;

/** The number and its extension; undefined: it has none. */
export function extensionFault(text: string): TextFault | undefined {
  if (text.length > 2 * MAX_LENGTH) return undefined;
  const [, before, after] = WITH_PAUSE.exec(text) ?? [];
  if (before !== undefined && after !== undefined) {
    const what = 'has a letter for a pause, as mobile phones have it';
    return { what, hint: `write "${before},${after}"` };
  }
  const [, number, extension] = WITH_EXTENSION.exec(text) ?? [];
  if (number === undefined || extension === undefined) return undefined;
  const dialled = `${number.replace(TRUNK_ZERO, '$1').replaceAll(SPACERS, '')},${extension}`;
  return {
    what: 'is a number with an extension behind it, which phones cannot tell apart',
    hint: `write "${dialled}", in which the comma is a pause, or the extension alone if the PBX knows it`,
  };
}

function tooLong(text: string): TextFault {
  const what = `has ${text.length} characters, and phones take ${MAX_LENGTH} at most`;
  return { what, hint: 'write one number: several may have been run together' };
}

/** A number of digits with something between them; `10-03` may be the name of an account, `+49 30 12` is none. */
function isDecorated(text: string): boolean {
  return DECORATED.test(text) && (/\s/.test(text) || (text.startsWith('+') && /[().-]/.test(text)));
}

function nameOf(letter: string): string {
  if (letter === ' ') return 'a blank';
  // Shown as it is, it would break the line.
  if (/\p{Cc}/u.test(letter)) return codePointOf(letter);
  return /[\x21-\x7e]/.test(letter) ? `"${letter}"` : `"${letter}" (${codePointOf(letter)})`;
}

/** Words and notes around a number that people write for people. */
const AROUND =
  /^\s*(?:tel|phone|ext|extension|int|no|nr)\b[.:]?\s*(?=[+\d])|\s+[#(/](?!\s*\d).*$/gi;

/** What people and spreadsheets write for nothing. */
const NOTHING =
  /^\s*(?:n\.?\s*[/.]\s*[av]\.?|none|null|nil|nothing|keine?|tb[ad]|todo|unknown|[-–—/?.]+)\s*$/i;
const LEAVE_OUT = 'leave it out where there is no number';

/** Of a text in a place that would rather be left empty. */
export function nothingFault(text: string): TextFault | undefined {
  if (!NOTHING.test(text)) return undefined;
  return { what: 'is what people write where there is nothing', hint: LEAVE_OUT };
}

/** `7004/1`; behind an area code people write one as well. */
const WITH_SLASH = /^[1-9]\d*\/\d+$/;

function instead(written: string): string {
  if (NOTHING.test(written)) return LEAVE_OUT;
  // Digits of another width or script are the same digits.
  const text = asLatin(written.normalize('NFKC')).replace(AROUND, '').replace(TRUNK_ZERO, '$1');
  const [, one = '', other = ''] = /^(\d{3,})\s*(?:[/;]|, )\s*(\d{3,})$/.exec(text) ?? [];
  if (one !== '' && one.length === other.length) return `write one number, "${one}" or "${other}"`;
  if (WITH_SLASH.test(text)) return 'write a number without "/", which nobody dials';
  const digits = SPACED.test(text);
  const bare = text.replace(digits ? '' : /[;<>@/].*$/s, '').replaceAll(HIDDEN, '');
  const plain = digits ? bare.replaceAll(SPACERS, '') : (digitsOf(bare) ?? bare);
  // A single sign in front of what is cut away is hardly a number.
  const isMeant = plain.length > 1 || plain.length === text.trim().length;
  return plain !== '' && isMeant && USER.test(plain)
    ? `write "${plain}"`
    : 'write digits or letters a to z';
}

/** To dial it is a pause; in the number of an account, or of one that is watched, it comes from a spreadsheet, or between two of them. */
export function commaFault(number: string): TextFault | undefined {
  if (!number.includes(',')) return undefined;
  const [first = ''] = number.split(',');
  return { what: 'has a comma in it', hint: `write "${first}"` };
}
