// The switch of uaCSTA in a phone's file, of which no document says for certain what its values mean: what phones showed of
// it, and what follows. A vendor's driver has one where that is so.

import type { Place } from '../findings/finding.js';
import type { Model } from '../site/model.js';
import type { Phone, PhoneSurroundings } from '../site/site.js';

/** `off` and `refuses` are told apart for people alone: neither is `on`. */
export const CSTA_ANSWERS = ['on', 'off', 'refuses'] as const;
export type CstaAnswer = (typeof CSTA_ANSWERS)[number];

/** What one phone showed. */
export interface CstaShown {
  /** Model id. */
  readonly model: string;
  /** As the phone says it, `2.4.0.5486`. */
  readonly firmware: string;
  /** What its file said, as it stands there. */
  readonly value: string;
  readonly answer: CstaAnswer;
}

export interface CstaFinding extends CstaShown {
  readonly place: Place;
}

export interface CstaSwitch {
  /** Section of the inventory in which findings stand, as a list of records of a CstaShown's fields. */
  readonly section: string;
  /** Of the inventory. */
  findings(site: Pick<PhoneSurroundings, 'sections'>): readonly CstaFinding[];
  /** What phones of the model have settled, a few words for each firmware. */
  known(
    site: Pick<PhoneSurroundings, 'sections'>,
    model: Model,
  ): readonly { readonly says: string; readonly place: Place }[];
  /** What the phone's file says now. */
  valueOf(phone: Phone, model: Model): string;
  /** What to write for the phone, in the words of an inventory, so that its file says `value`. */
  toWrite(value: string): string;
  /** The values there are. */
  readonly values: readonly [string, string];
}
