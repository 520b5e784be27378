// Numbers and names that stand before the @ of a SIP address (RFC 3261 section 25.1, `user`), and what people write
// in their place. Narrower than the RFC: phones' files use some of its characters as separators of their own.

import { codePointOf } from './characters.js';
import type { TextFault } from './text-fault.js';

const USER = /^[A-Za-z0-9_.!~*'()+#,&=$%?-]+$/;
/** What may stand between the digits of a telephone number for people to read. */
const DECORATED = /^\+?[\d\s().-]+$/;
const HIDDEN = /[\s\p{Cf}]/gu;

/** Undefined: it can be dialled, and can stand in a phone's file as it is. */
export function userPartFault(text: string): TextFault | undefined {
  const scheme = /^(sips?|tel):/i.exec(text)?.[0];
  if (scheme !== undefined) {
    return {
      what: `begins with "${scheme}", and a number stands alone here`,
      hint: instead(text.slice(scheme.length)),
    };
  }
  if (text.includes('@')) {
    const hint = instead(text.slice(0, text.indexOf('@')));
    return { what: 'names a host behind "@", and the phone asks the PBX of its line', hint };
  }
  if (isDecorated(text)) {
    return { what: 'is written for people, with blanks or dashes', hint: instead(text) };
  }
  if (text === '') return { what: 'is empty', hint: instead(text) };
  const bad = USER.test(text) ? undefined : [...text].find((letter) => !USER.test(letter));
  if (bad === undefined) return undefined;
  return { what: `holds ${nameOf(bad)}, which cannot be dialled`, hint: instead(text) };
}

/** A number of digits with something between them; `10-03` may be the name of an account, `+49 30 12` is none. */
function isDecorated(text: string): boolean {
  return DECORATED.test(text) && (/\s/.test(text) || (text.startsWith('+') && /[().-]/.test(text)));
}

function nameOf(letter: string): string {
  if (letter === ' ') return 'a blank';
  return /[\x21-\x7e]/.test(letter) ? `"${letter}"` : `"${letter}" (${codePointOf(letter)})`;
}

function instead(text: string): string {
  const bare = text.replace(/[;<@/].*$/s, '').replaceAll(HIDDEN, '');
  const plain = /^\+?[\d().-]+$/.test(bare) ? bare.replaceAll(/[().-]/g, '') : bare;
  return plain !== '' && USER.test(plain) ? `write "${plain}"` : 'write digits or letters a to z';
}
