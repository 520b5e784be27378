// What the rest of the driver asks of a form of file. A form is a folder here and a line in registry.ts.

import type { CodeTable } from '../../../findings/evidence.js';
import type { Found } from '../../../findings/rule.js';
import type { FileMemory } from '../../../render/file-memory.js';
import type { Position } from '../../../render/xml/tree.js';
import type { VendorData } from '../../packs/packs.js';
import type { FileKind } from '../../recognise/file-kind.js';
import type { Content } from '../settings/assignment.js';
import type { KeyRow } from '../tables/data.js';
import type { Dialect } from '../tables/facts.js';
import type { KeyNames } from '../tables/key-names.js';
import type { FormFacts } from './form-facts.js';

/** What is known of a form without any data, and how it is made of the data. */
export interface FormFactory {
  /** How a file that somebody brings is known to be of it. */
  readonly kind: FileKind;
  /** Of its spellings: what a row of keys.json may have a name in. */
  readonly spellings: readonly string[];
  /** All that `lint` finds, but for what makes a text no XML (src/render/xml/codes.ts). */
  readonly rules: CodeTable;
  /** Throws if the tables of the form are missing or have another shape. */
  create(data: VendorData, names: KeyNames): Form;
}

export interface Form {
  /** Completes "a file begins with". */
  readonly beginning: string;
  /** How it is written; none: it is only read. */
  readonly spellings: readonly Spelling[];
  /** Whether a file shows by itself that it is one. All that follows takes any text. */
  recognises(text: string): boolean;
  /** Judges nothing, loses nothing that is a setting. */
  parse(text: string): FormFile;
  /**
   * What a phone would stumble over; `dialect`: of the model whose file it is, if it is known. Never repeats a secret.
   * `memory`: of a run that looks at more files.
   */
  lint(text: string, dialect: Dialect | undefined, memory?: FileMemory): readonly Found<Position>[];
  /** The same text, line for line, with asterisks in place of each secret. */
  maskSecrets(text: string): string;
  /** How `raw` of an inventory says a setting of a file in this dialect; undefined: it cannot. */
  rawNameOf(setting: Setting, dialect: Dialect): string | undefined;
  /** Which of these names under `raw` have brought a setting about. They are put in order once for all settings of a file. */
  rawNamesAmong(names: readonly string[]): (setting: Setting) => readonly string[];
}

/** How a form is written for some phones or for all: the names of keys, what the file looks like, and what it cannot say. */
export interface Spelling extends FormFacts {
  /** As rows of keys.json call it. */
  readonly name: string;
  /** As `format` in an inventory calls it, and the ending of its templates: `phone.txt.hbs`. */
  readonly format: string;
  /** Of the phones that read it; absent: any. */
  readonly dialect?: Dialect;
  /** Completes "no name is known for … in … files". */
  readonly title: string;
  /** What no phone has confirmed of it; each completes "not confirmed by a phone yet: …". */
  readonly unproven: { readonly summerTimeRule?: string; readonly functionKeys?: string };
  /** Whether there is a name for this. */
  has(row: KeyRow): boolean;
  findRawProblem(raw: string): RawProblem | undefined;
  /** For the files of one model: what their template is told. What `raw` says stands in for ours, or is added. */
  createViews(): (content: Content) => object;
}

/** Why a name under `raw` cannot be applied. */
export interface RawProblem {
  readonly problem: string;
  readonly hint: string;
}

/** Text of a file -> what it says, with places. */
export interface FormFile {
  readonly version?: { readonly value: string; readonly at: Span };
  /** In the order of the file, known or not. */
  readonly settings: readonly Setting[];
  readonly comments: readonly Stretch[];
  /** Lines that are nothing that the form knows. */
  readonly strays: readonly Stretch[];
  /** Lines in which something is said behind the end of the file, as it marks it itself; absent: none. They are none of the above. */
  readonly afterEnd?: readonly number[];
}

/** Where a key stands; what the form does not have, or the file does not name, is empty: `section` at the head of a module. */
export interface KeyPath {
  readonly module: string;
  readonly section: string;
  readonly key: string;
}

/** A key and its value, as they are written. */
export interface Setting extends KeyPath {
  readonly keyAt: Span;
  readonly value: string;
  readonly valueAt: Span;
  /** An export that keeps the value to itself. */
  readonly masked: boolean;
}

export interface Stretch {
  readonly text: string;
  readonly at: Span;
}

/** Within one line, in UTF-16 code units. */
export interface Span extends Position {
  readonly length: number;
}
