// What a phone asks for while it boots, what each of its files is to it, and what it says of itself. Types only.

import type { Mac } from '../core/mac.js';

/** One request of a booting phone. */
export interface Ask {
  readonly name: string;
  /** A phone without this file cannot work; false: it goes on. */
  readonly required: boolean;
  /** What the file is to the phone, a few words. */
  readonly purpose: string;
}

/** A phone's boot as a pure script: what it asks first, and what each answer makes it ask next. */
export interface BootScript {
  readonly first: readonly Ask[];
  /** `body` undefined: the server had no such file. */
  next(asked: Ask, body: Uint8Array | undefined): readonly Ask[];
}

/** What a file is to the phone that asks for it; `other`: its name does not say. */
export const FILE_ROLES = [
  'trust',
  'config',
  /** Settings that phones of a model share. */
  'common',
  /** For phones that have no file of their own. */
  'default',
  /** The list of a firmware set's parts, or a manifest that names an image. */
  'load',
  'part',
  'locale',
  'tones',
  /** What phones of a vendor share beside the rest: a side file. */
  'side',
  /** Says which other files to ask for. */
  'boot-list',
  'other',
] as const;

export type FileRole = (typeof FILE_ROLES)[number];

/** What the name of a file betrays of the phone that asks for it. */
export const NAME_HINTS = [
  /** It trusts other servers, and wants files that they signed. */
  'signed',
  /** Firmware of a later train than the templates were made for. */
  'later-train',
  /** A generation of phones that reads other files. */
  'other-generation',
  /** Its flash is empty. */
  'empty-flash',
  /** Somebody named it in the phone. */
  'named-in-phone',
  /** It looks for newer firmware by itself. */
  'auto-upgrade',
  /** A later hardware of the model: other keys, other firmware. */
  'later-hardware',
  /** An owner reports that the phone cannot dial without it. */
  'calls-need-it',
] as const;

export type NameHint = (typeof NAME_HINTS)[number];

/** A name of a file, as the phones of a vendor mean it. */
export interface FileName {
  readonly role: FileRole;
  readonly hint?: NameHint | undefined;
  /** Ids of the models whose phones ask for it; absent: those of any may, empty: of none that we know. */
  readonly models?: readonly string[] | undefined;
}

/** What a phone says of itself by its User-Agent. */
export interface AgentSays {
  /** As `ModelFacts.name` has it, where that is a model that we know. */
  readonly model: string;
  /** `8.5.3`. */
  readonly firmware: string;
  /** Its own, where it says it. */
  readonly mac?: Mac;
}

/** What of a REGISTER may name the device that sent it: texts from the wire. */
export interface RegisterSays {
  readonly callId?: string | undefined;
  /** The Contact header or its URI, with what stands behind it. */
  readonly contact?: string | undefined;
  /** User-Agent. */
  readonly agent?: string | undefined;
}
