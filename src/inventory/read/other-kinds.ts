// A file of another kind in place of an inventory: what it is, and the command that reads it. Its parser would speak of colons
// and quotes, and what is wrong is the file.

import { shellWord } from '../../core/shell-word.js';
import { isTableOfAccounts } from '../foreign/accounts.js';
import { LOOKS_LIKE_DHCPD, LOOKS_LIKE_DNSMASQ, LOOKS_LIKE_KEA } from '../foreign/looks.js';
import { finding } from './codes.js';
import type { Source } from './source.js';

/** What an inventory says at its outermost level. */
const NAMES = /^["']?(?:site|pbx|networks?|defaults|groups|lines|phones|include)["']?[ \t]*:/m;

interface OtherKind {
  /** It is one if this is found, where a file cannot be read or does not hold what an inventory does. */
  readonly sign: { exec(text: string): (readonly string[] & { readonly index: number }) | null };
  /** `held`: what its sign holds in brackets. */
  readonly what: (held: string) => string;
  readonly hint: (file: string) => string;
}

const ofPhones = (file: string) =>
  `\`offhook lint ${shellWord(file)}\` tells what phone reads it, and \`${importOf(file)}\` makes an inventory of it where it can`;
const ofServers = (file: string) =>
  `\`${importOf(file)}\` makes the networks and addresses of an inventory of it; name the files of the phones behind it`;
const toBegin = () => 'write an inventory: `offhook init` makes one to begin with';
const ofAsterisk = () =>
  'its accounts are not read: `offhook init` makes an inventory to begin with, and `offhook import` reads a table (CSV) of extensions';
const fetchAgain = () => 'a page was saved in place of the file: fetch the file itself';

function importOf(file: string): string {
  return `offhook import ${shellWord(file)} -o site`;
}

/** What came along with an inventory that was copied out of a page is told elsewhere. */
const OF_PAGES = '(?:pre|code|nowiki|source|syntaxhighlight)\\b';

/** The first that fits. */
const KINDS: readonly OtherKind[] = [
  { sign: /^\s*<\?php\b/i, what: () => 'a program in PHP', hint: toBegin },
  {
    sign: /^\s*<(?:!doctype\s+)?html\b/i,
    what: () => 'a page of the web (HTML)',
    hint: fetchAgain,
  },
  {
    sign: new RegExp(
      `^\\s*(?:(?:<\\?(?:[^?]|\\?(?!>))*\\?>|<!--(?:[^-]|-(?!->))*-->|<!DOCTYPE[^<>]*>)\\s*)*<(?!/?${OF_PAGES})([A-Za-z_][\\w.:-]*)(?=[\\s/>])`,
      'i',
    ),
    what: (root) => `XML (<${root}>)`,
    hint: ofPhones,
  },
  {
    sign: /^\s*(<<[A-Z][A-Z ]{2,40}>>)/,
    what: (head) => `a file of a phone (${head})`,
    hint: ofPhones,
  },
  { sign: LOOKS_LIKE_DHCPD, what: () => 'a configuration of ISC dhcpd', hint: ofServers },
  { sign: LOOKS_LIKE_DNSMASQ, what: () => 'a configuration of dnsmasq', hint: ofServers },
  { sign: LOOKS_LIKE_KEA, what: () => 'a configuration of Kea', hint: ofServers },
  {
    sign: /^\[[^\]\n]+\][^\n]*\n(?:(?!\[)[^\n]*\n)*?[ \t]*(?:type|secret|hassip|context|exten|same|username|disallow)[ \t]*=>?/m,
    what: () => 'a configuration of Asterisk',
    hint: ofAsterisk,
  },
  {
    sign: /^(?:[ \t]*(?:[#;][^\n]*)?\r?\n)*\[[^\]\n]+\][ \t]*\r?\n(?:[ \t]*(?:[#;][^\n]*)?\r?\n)*[ \t]*[\w.-]+[ \t]*=/,
    what: () => 'a file of names and values in sections (INI, TOML)',
    hint: toBegin,
  },
  {
    sign: /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*[\w-]+(?:\.[\w-]+){1,6}[ \t]*=/,
    what: () => 'a file of dotted names with values, as phones have them',
    hint: ofPhones,
  },
  {
    sign: /^-----BEGIN ([A-Z0-9 ]{1,40})-----/m,
    what: () => 'a certificate or a key (PEM)',
    hint: toBegin,
  },
  { sign: /^BEGIN:VCARD\b/m, what: () => 'a book of addresses (vCard)', hint: toBegin },
  {
    sign: /^#!\S*[/ ](?:ba|da|z)?(?:sh|env|python\d?|perl|ruby|node)\b/,
    what: () => 'a program (it begins with "#!")',
    hint: toBegin,
  },
];

/** Of a table alone: its name says what it is not. */
const NO_TABLES: readonly OtherKind[] = [
  {
    sign: {
      exec: (text) => (isTableOfAccounts(text, {}) ? Object.assign([''], { index: 0 }) : null),
    },
    what: () => 'a table of extensions: no column is named "mac"',
    hint: (file) =>
      `\`${importOf(file)}\` makes lines of it; name the files of the phones behind it`,
  },
  {
    sign: /^\s*[{[]/,
    what: () => 'JSON, and its name ends in .csv',
    hint: (file) => `name it ${file.replace(/csv$/i, 'json')}`,
  },
  {
    sign: NAMES,
    what: () => 'YAML, and its name ends in .csv',
    hint: (file) => `name it ${file.replace(/csv$/i, 'yaml')}`,
  },
];

/** Of what is called as no table is. */
const TABLES: readonly OtherKind[] = [
  {
    sign: /^(?=[^\n]*[,;\t])(?:[^\n:{]*[,;\t])?[ \t]*"?mac"?[ \t]*(?:[,;\t]|\r?\n)/i,
    what: () => 'a table, and its name does not end in .csv',
    hint: (file) => `name it ${file.replace(/\.\w+$|$/, '.csv')}`,
  },
];

/** One finding in place of all that follows from it. */
export function notOfOtherKind(source: Source, text: string): Source {
  const isTable = source.columns !== undefined;
  if (isTable ? source.columns.includes('mac') : isInventory(source.value, text)) return source;
  const { file } = source;
  const found = findKind([...KINDS, ...(isTable ? NO_TABLES : TABLES)], text);
  if (!found) return source;
  const { kind, held, line } = found;
  const isOther = KINDS.includes(kind) ? ', and no inventory' : '';
  const message = `this is ${kind.what(held)}${isOther}`;
  const details = { hint: kind.hint(file) };
  const diagnostics = [finding('source/syntax', { file, line, col: 1 }, message, details)];
  return { ...source, value: undefined, diagnostics };
}

/** Completes "it is …"; undefined: of none that is known here. */
export function otherKindOf(text: string): string | undefined {
  const found = findKind(KINDS, text);
  return found?.kind.what(found.held);
}

/** What tells a kind stands near the beginning. */
const MOST_READ = 262_144;

function findKind(kinds: readonly OtherKind[], whole: string) {
  const text = whole.slice(0, MOST_READ).replace(/^\ufeff/, '');
  for (const kind of kinds) {
    const found = kind.sign.exec(text);
    if (!found) continue;
    const [all = '', held = ''] = found;
    const at = found.index + Math.max(0, all.search(/\S/));
    return { kind, held, line: text.slice(0, at).split('\n').length };
  }
  return undefined;
}

/** Whether it may be one, however many faults it has. */
function isInventory(value: unknown, text: string): boolean {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isMap && !/^\s*</.test(text) && !Object.hasOwn(value, 'Dhcp4')) return true;
  return NAMES.test(text);
}
