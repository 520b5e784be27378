// A number or name of an account with more behind it in one text: there people put its password, and nothing may show that.

import { MASK } from './secret.js';
import { extensionFault } from './user-part.js';

export interface AccountText {
  /** The number or name, in its quotes if it has any. */
  readonly account: string;
  /** What stands between: blanks, or a colon or an equals sign with blanks or without. */
  readonly separator: string;
  readonly rest: string;
}

/** A scheme is none. */
const SPLIT = /^(?!sips?:|tel:)((["']?)[^\s:="']+\2)(\s*[:=]\s*|\s+)(\S.*)$/is;
const NUMBER = /^["']?\+?\d[\d.-]*["']?$/;

/** `7001:sesame`, `anna = sesame`, `"7001" sesame`. Undefined: nothing stands behind the account. */
export function splitAccount(text: string): AccountText | undefined {
  const [, account, , separator, rest] = SPLIT.exec(text) ?? [];
  if (account === undefined || separator === undefined || rest === undefined) return undefined;
  return { account, separator, rest };
}

/** Whether an account is called by a number. */
export function isAccountNumber(account: string): boolean {
  return NUMBER.test(account);
}

/**
 * The same of a text that should be an account alone: `10 03` is a number with a blank in it, `7001 ext. 12` one with its
 * extension. Undefined: no password stands in it.
 */
export function withPasswordBehind(text: string): AccountText | undefined {
  const split = splitAccount(text);
  if (split === undefined || split.separator.trim() !== '') return split;
  const isMore = isAccountNumber(split.account) && /\p{L}/u.test(split.rest);
  return isMore && extensionFault(text) === undefined ? split : undefined;
}

/** With asterisks in place of what stands behind the account. */
export function maskedAccount({ account, separator }: AccountText): string {
  return `${account}${separator}${MASK}`;
}

/** What a finding shows of a text that should be an account alone. */
export function shownAccount(text: string): string {
  const account = withPasswordBehind(text);
  return account === undefined ? text : maskedAccount(account);
}
