// What a file beside the phones' own is to this vendor: all that is known of it stands in its folder, files/<kind>/.

import type { XmlElement } from '../../render/xml/tree.js';
import type { Ask, NameHint } from '../../site/boot-script.js';
import type { Draft } from '../../site/draft.js';
import type { Phone, PhoneSurroundings } from '../../site/site.js';
import { type SideFile, XML_TYPE } from '../driver.js';
import type { ForeignFile, ImportAnswer } from '../importer.js';
import type { FileKind } from '../recognise/file-kind.js';
import type { Linter } from './files/lint-finding.js';

export interface CiscoSideFile extends SideFile {
  readonly kinds?: readonly JudgedKind[];
  /** What the templates of SEP<MAC>.cnf.xml print of it, under names that no other has. */
  tell?(phone: Phone, site: PhoneSurroundings): Readonly<Record<string, string>>;
  /** What a phone asks for when it has read its own file; `textAt` is empty where that has no such element. */
  asks?(textAt: (path: string) => string): readonly Ask[];
  /** What to do where a phone is told of such a file and it is not there; absent: what is done of most. */
  readonly missingHint?: string;
  /** Names that phones ask for and do without. */
  readonly mayMiss?: readonly RegExp[];
  /** Names under which phones ask for such files. */
  readonly names: RegExp;
  /** What such a name betrays. */
  readonly hint?: NameHint;
  /** Absent: nothing is imported from such a file. Only an import needs the code. */
  loadReader?(): Promise<SideFileReader>;
}

/** Of files that somebody brings. */
export interface SideFileReader {
  /** Id of the kind that it reads. */
  readonly kind: string;
  read(root: XmlElement, file: ForeignFile): ImportAnswer;
  /** Fields of a phone. `said`: what its own file says under a name that `tell` has; `find`: other files of the import. */
  chosen?(said: (name: string) => string, find: (name: string) => ForeignFile | undefined): Draft;
}

/** What phones expect under a name, and whoever judges it. */
export interface JudgedKind extends FileKind {
  readonly roots: readonly string[];
  readonly lint: Linter;
}

/** What plans of files have in common that are not one phone's. */
export const SHARED_FILE = { aliases: [], mediaType: XML_TYPE, holdsSecrets: false } as const;

/** Nothing where the name is empty. */
export function ask(name: string, purpose: string, need?: 'required'): readonly Ask[] {
  return name ? [{ name, purpose, required: need === 'required' }] : [];
}
