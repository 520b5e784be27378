// What every step that makes a phone's file needs at hand. Types, and the fields that some of them are of.

import type { Place } from '../../../findings/finding.js';
import type { Model } from '../../../site/model.js';
import type { Phone, PhoneSurroundings, Settings } from '../../../site/site.js';
import type { TimeZones } from '../../time-zones.js';
import type { Form, Spelling } from '../forms/form.js';
import type { Printer } from '../forms/print.js';
import type { Values } from '../tables/data.js';
import type { FanvilFacts } from '../tables/facts.js';
import type { Indexes, KeyNames } from '../tables/key-names.js';
import type { FindZone } from '../tables/time-zone.js';
import type { Assign, Assignment } from './assignment.js';

export interface Button {
  readonly button: number;
  readonly rows: KeyRows;
  /** `n` counts through the bank, `slot` through the page. */
  readonly at: Indexes;
}

/** Names of the rows of a bank's keys. */
export interface KeyRows {
  readonly type: string;
  readonly value: string;
  readonly title: string;
}

/** The vendor's data, ready to be asked. */
export interface Tables {
  readonly names: KeyNames;
  readonly values: Values;
  readonly timeZones: TimeZones;
  readonly findZone: FindZone;
  /** In the order in which a text is held to them. */
  readonly forms: readonly Form[];
}

/** What the files of a model have in common in one spelling. */
export interface FormContext extends Printer {
  readonly tables: Tables;
  readonly model: Model;
  readonly facts: FanvilFacts;
  readonly spelling: Spelling;
  /** Whether it has a name for everything that somebody may miss. */
  readonly complete: boolean;
  readonly assign: Assign;
  /** For each line of the model: that it is not used. */
  readonly unusedLines: readonly Assignment[];
  readonly buttons: readonly (Button & { readonly unused: readonly Assignment[] })[];
  /** How many pages each bank of keys has. */
  readonly pages: readonly Assignment[];
}

export interface SettingsContext extends FormContext {
  /** As they stand in the phone's file. */
  readonly settings: Readonly<Record<string, string>>;
  readonly provisioning: readonly Assignment[];
  /** Where the directory of the lines is; empty: there is none. */
  readonly directory: readonly Assignment[];
}

/** What the files of phones with the same settings have in common. */
export interface ModelContext extends SettingsContext {
  general(phone: Phone): GeneralAssignments;
}

/** Made of what most phones have in common, as one list for those that do. */
export interface GeneralAssignments {
  /** The clock, media, control by the PBX. */
  readonly first: readonly Assignment[];
  /** Behind the title: language, and how dates and times are shown. */
  readonly display: readonly Assignment[];
}

/** All of a phone that goes into them. */
export const GENERAL_FIELDS = [
  'ntp',
  'timeZone',
  'locale',
  'dateFormat',
  'rtp',
  'nat',
  'csta',
] as const satisfies readonly (keyof Phone)[];
type GeneralField = (typeof GENERAL_FIELDS)[number];

export interface GeneralContext extends SettingsContext {
  readonly phone: Pick<Phone, GeneralField>;
}

export interface PhoneContext extends ModelContext {
  readonly phone: Phone;
  /** Finds where somebody wrote this; undefined: it is what holds where nobody says anything. */
  asked(...path: readonly string[]): Place | undefined;
}

/** Contexts are kept as long as the site and the settings that they are of. */
export interface Contexts {
  ofModel(
    model: Model,
    format: string | undefined,
    settings: Settings,
    site: PhoneSurroundings,
  ): ModelContext;
  ofPhone(phone: Phone, model: Model, site: PhoneSurroundings): PhoneContext;
}
