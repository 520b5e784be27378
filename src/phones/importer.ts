// What the core asks of a vendor whose files somebody brings: what each says in the words of an inventory, and in what a
// file that was made again says otherwise.

import { hostFault } from '../core/host.js';
import type { Mac } from '../core/mac.js';
import { whyUnreachable } from '../core/reachability.js';
import { holdsSecret, namesPassword } from '../core/secret-in-text.js';
import type { Templates } from '../render/template.js';
import type { Position } from '../render/xml/tree.js';
import type { Draft, DraftPhone } from '../site/draft.js';
import type { ImportCode } from '../site/import-codes.js';
import type { Model } from '../site/model.js';
import type { Content } from './recognise/content.js';

/** A name that is nobody's (RFC 2606), for the server of a line of which nobody says where it registers. */
export const NO_SERVER = 'pbx.invalid';

export interface ForeignFile {
  /** As the user knows it. */
  readonly path: string;
  /** Without its folder: what a phone asks for. */
  readonly name: string;
  readonly content: Content;
  /** It was met in a folder, where anything may lie; absent: the user named it. */
  readonly met?: true;
}

/** Of a file that is none: nothing. */
export function textOf({ content }: ForeignFile): string {
  return content.text?.text ?? '';
}

export interface ImportMeans {
  readonly models: ReadonlyMap<string, Model>;
  readonly templates: Templates;
  /** Of phones that do not show theirs, as the user says: one of a vendor. */
  readonly named: readonly Model[];
  /** Other files of the same import, by name. */
  find(name: string): ForeignFile | undefined;
}

/** Whether phones can reach a server that is written so. */
export function isServer(host: string): boolean {
  return host !== '' && hostFault(host) === undefined && whyUnreachable(host) === undefined;
}

export function noServer(number: string, at: Position): ImportRemark {
  const message = `nothing says where line "${number}" registers; ${NO_SERVER} stands in for it`;
  return { code: 'import/no-server', at, message };
}

export interface ImportRemark {
  readonly code: ImportCode;
  /** Absent: the file as a whole. */
  readonly at?: Position;
  /** One line, never a secret. */
  readonly message: string;
}

/** Where a phone stands, as its file tells: fields and settings with that, and what to say beside them. */
export interface PlaceReading extends Pick<DraftPhone, 'fields' | 'notes'> {
  readonly settings: Draft;
  readonly remarks: readonly ImportRemark[];
}

export const NO_PLACE: PlaceReading = { fields: {}, settings: {}, notes: {}, remarks: [] };

/** Of a file from which nothing else comes. */
export function onlyRemark(code: ImportCode, message: string, at?: Position): ImportAnswer {
  return { remarks: [{ code, message, ...(at && { at }) }] };
}

export function modelsOf({ models }: ImportMeans, vendor: string): readonly Model[] {
  return [...models.values()].filter((model) => model.vendor === vendor);
}

/** As many as a line has room for. */
const MOST_NAMED = 5;

/** Completes "it is as well that of …": other values that a text in a file may stand for. */
export function namesOf(others: readonly string[]): string {
  const more = others.length > MOST_NAMED ? `, and ${others.length - MOST_NAMED} more` : '';
  return `${others.slice(0, MOST_NAMED).join(', ')}${more}`;
}

/** What one file says; all of it may be absent. */
export interface ImportAnswer {
  readonly phone?: DraftPhone;
  /** Entries of sections that phones share, by the name of the section. */
  readonly sections?: Draft;
  /** Under `defaults`. */
  readonly defaults?: Draft;
  readonly remarks: readonly ImportRemark[];
}

/** What the file that is made says otherwise than the file that was brought. */
export interface Difference {
  /**
   * `lacking`: only the brought file says it. `other`: they say different things. `added`: only ours says it. `same`: they
   * mean the same. `empty`: the brought file has it, and says nothing.
   */
  readonly kind: 'lacking' | 'other' | 'added' | 'same' | 'empty';
  /** As `raw` writes it, whether it can be written there or not. */
  readonly path: string;
  /** In the brought file; absent: only ours says it. */
  readonly theirs?: { readonly text: string; readonly at: Position };
  readonly ours?: string;
  /** Why `raw` cannot say it; absent: it can. */
  readonly why?: string;
  readonly isSecret: boolean;
}

/** Whether a value of this name may not be shown, by the one or by the other. */
export function isSecretValue(name: string, text: string): boolean {
  return namesPassword(name) || holdsSecret(text, name);
}

export interface Importer {
  /** What the phone's own file is called. */
  nameOf(mac: Mac): string;
  /** `kind`: id of the vendor's. Undefined: nothing is imported from files of that kind. */
  read(file: ForeignFile, kind: string, means: ImportMeans): ImportAnswer | undefined;
  /** `ours`: the phone's own file as it is made again; undefined: none is. Depends on nothing else. */
  compare(theirs: ForeignFile, ours: string | undefined, model: Model): readonly Difference[];
}
