// What can be seen in a YAML text without parsing it, and how one of its lines is shown.

import { isAccountNumber, maskedAccount, splitAccount } from '../../core/account-text.js';
import { namesPassword, withoutPasswords } from '../../core/secret-in-text.js';
import type { YamlFault } from './yaml-fault.js';

const MARKER = /^(<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)/m;

/** The parser would answer with many faults. */
export function conflictMarker(text: string): YamlFault | undefined {
  const found = MARKER.exec(text);
  if (!found) return undefined;
  const what = `${found[0]} is what a merge leaves where two versions conflict`;
  const hint = 'keep one of the two versions, and remove the lines <<<<<<<, ======= and >>>>>>>';
  return { offset: found.index, what, hint };
}

/** A line that begins with a name: `password: …`, `- "7001": …`. */
const NAMED = /^\s*(?:- +)*["']?[\w.-]+["']?\s*:/;

/** What a terminal has in two of its lines; what a lost power supply left may be thousands of zeros. */
const MOST_SHOWN = 200;

/** The line to show, without passwords; undefined: it may be part of one. */
export function shownLine(lines: readonly string[], index: number): string | undefined {
  const line = lines[index];
  if (line === undefined || line.trim() === '' || line.length > MOST_SHOWN) return undefined;
  let column = indentOf(line);
  let named = NAMED.test(line);
  let isAccount = false;
  let holder: string | undefined;
  for (let above = index - 1; above >= 0; above--) {
    const text = lines[above] ?? '';
    if (text.trim() === '') continue;
    const holds = indentOf(text) < column;
    if (holds) holder ??= text;
    if ((holds || !named) && namesPassword(text)) return undefined;
    column = Math.min(column, indentOf(text));
    named ||= NAMED.test(text);
    isAccount ||= OF_ACCOUNTS.test(text);
    if (column === 0 && named) break;
  }
  const isEntry = holder !== undefined && OF_ACCOUNTS.test(holder);
  return withoutPasswords(isAccount ? withoutAccountSecret(line, isEntry) : line);
}

/** Under `lines`, whose entries people write as `7001:sesame` or `7001 sesame` too. */
const OF_ACCOUNTS = /^["']?lines["']?\s*:/;

/** `isEntry`: the line begins with an account, and not with a field of one. */
function withoutAccountSecret(line: string, isEntry: boolean): string {
  const [begin = ''] = /^\s*(?:- +)?/.exec(line) ?? [];
  const account = splitAccount(line.slice(begin.length));
  if (account === undefined || /^[{[#:]/.test(account.rest)) return line;
  const isOne = isAccountNumber(account.account) || (isEntry && account.separator.trim() !== '');
  return isOne ? `${begin}${maskedAccount(account)}` : line;
}

function indentOf(line: string): number {
  return line.search(/[^\s]/);
}
