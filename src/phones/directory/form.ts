// What a vendor's phones are answered that ask for the directory. Types, and what forms have in common.

import { withoutBadCharacters } from '../../core/characters.js';
import { ESCAPERS } from '../../render/escape.js';
import type { DirectoryEntry } from './entries.js';

/** Entries that a search has found, in their order. */
export interface FoundEntries {
  readonly count: number;
  /** From one, counted from 0, to before another. */
  entries(from: number, to: number): readonly DirectoryEntry[];
}

export interface DirectoryBook {
  /** Our HTTP server as phones reach it: `http://10.20.1.1:6970`. */
  readonly server: string;
  /** Of the site. */
  readonly title: string;
  /** Empty: all there are. */
  find(query: string): FoundEntries;
}

/** A vendor's own. */
export interface DirectoryForm {
  /** By which its phones ask for it; no other vendor has it. */
  readonly fileName: string;
  readonly mediaType: string;
  /** `asked` is from the wire. */
  write(book: DirectoryBook, asked: URLSearchParams): string;
}

/** An XML document: what is in its root. */
export interface DirectoryPage {
  readonly root: string;
  readonly content: readonly string[];
}

/** Where the phones of a vendor are told to look. */
export function directoryUrl(server: string, { fileName }: DirectoryForm): string {
  return `${server}/${fileName}`;
}

/** As long as fits behind any server's address in the 256 letters that a URL may have. */
const LONGEST_QUERY = 96;

/** What is searched for, cut where it would be too long in an address: the same on each page of what is found. */
export function readQuery(asked: URLSearchParams): string {
  let query = '';
  for (const letter of withoutBadCharacters(asked.get('q') ?? '')) {
    if (encodeURIComponent(query + letter).length > LONGEST_QUERY) break;
    query += letter;
  }
  return query.trim();
}

/** `<Name>text</Name>`; what no XML can carry is left out. */
export function element(name: string, text: string | number): string {
  return `<${name}>${ESCAPERS.xml(withoutBadCharacters(String(text)))}</${name}>`;
}

export function section(name: string, children: readonly string[]): string {
  return `<${name}>${children.join('')}</${name}>\n`;
}

const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
/** Without the name of the encoding, clients may take a text for another. */
const XML_UTF8 = 'text/xml; charset=utf-8';

export function xmlForm(
  fileName: string,
  pageFor: (book: DirectoryBook, asked: URLSearchParams) => DirectoryPage,
): DirectoryForm {
  return {
    fileName,
    mediaType: XML_UTF8,
    write(book, asked) {
      const { root, content } = pageFor(book, asked);
      return XML_HEAD + section(root, content);
    },
  };
}
