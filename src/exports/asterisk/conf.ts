// Asterisk's configuration files: sections, and values that come out of its reader as they were. Measured with 22.10.1: a
// `;` begins a comment wherever it stands unless a backslash is before it, which is literal everywhere else; blanks around
// a value are lost; behind `=` a leading `>` is kept, behind `=>` it is not.

import { hasBadCharacter } from '../../core/characters.js';

export interface Section {
  readonly name: string;
  /** Lines above it, of any text without a line break. */
  readonly comments?: readonly string[];
  /** Sections whose entries it begins with. */
  readonly templates?: readonly string[];
  /** It is nothing by itself. */
  readonly isTemplate?: true;
  readonly entries: readonly Entry[];
}

/** A value is one line without blanks at its ends. */
export type Entry = readonly [key: string, value: string];

/** First line of each file. */
export const HEAD = '; Made by offhook from its inventory: change that, and not this file.\n';

export function formatSections(sections: readonly Section[]): string {
  return `${HEAD}${sections.map(formatSection).join('')}`;
}

function formatSection({ name, comments, templates, isTemplate, entries }: Section): string {
  const behind = [...(isTemplate ? ['!'] : []), ...(templates ?? [])];
  const head = behind.length === 0 ? `[${name}]` : `[${name}](${behind.join(',')})`;
  const lines = [
    head,
    ...entries.map(([key, value]) => `${key} = ${escapeValue(value)}`.trimEnd()),
  ];
  // Sections of one thing stand together: an endpoint has a comment, its account and address have none.
  const above = comments || isTemplate ? ['', ...(comments ?? []).map((text) => `; ${text}`)] : [];
  return [...above, ...lines, ''].join('\n');
}

/** Throws for what no file could say: an inventory has refused it before. */
export function escapeValue(text: string): string {
  if (hasBadCharacter(text) || text.trim() !== text) {
    throw new Error('a value for Asterisk has a line break in it, or a blank at one of its ends');
  }
  return text.replaceAll(';', '\\;');
}

/** The same lines, with asterisks for what stands where passwords do, whoever wrote it. */
export function maskConf(mask: string): (text: string) => string {
  return (text) => text.replace(SECRET_ENTRY, (_line, head: string) => `${head}${mask}`);
}

const SECRET_ENTRY =
  /^([ \t]*(?:password|secret|remotesecret|md5secret|md5_cred|password_digest)[ \t]*=>?[ \t]*)[^\r\n]+/gim;

/** What can be the name of a section, of an endpoint in a list of them, and of an extension in `Dial`. */
const NAME = /^[A-Za-z0-9*#+.][A-Za-z0-9*#+._-]*$/;
/** Extensions that Asterisk jumps to by itself (its pbx.c), sections of its own, and names that we give. */
const TAKEN = /^(?:[aehiost]|fax|hang|talk|general|globals?|authentication|system|offhook.*)$/i;

export function isPlainName(name: string): boolean {
  return NAME.test(name);
}

/** Completes "it …". */
export function nameFault(name: string): string | undefined {
  if (!isPlainName(name)) return 'has signs in it that separate names there';
  return TAKEN.test(name) ? 'is a name that means something else there' : undefined;
}
