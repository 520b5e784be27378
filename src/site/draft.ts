// What a file that somebody brings says, in the words of an inventory, before it is one.

import { isJsonObject } from '../core/json.js';
import type { Mac } from '../core/mac.js';
import { isSecret, type Secret } from '../core/secret.js';
import type { Place } from '../findings/finding.js';

/** As it will be written; a secret goes to a file of its own. */
export type DraftValue = string | number | boolean | null | Secret | DraftList | Draft;
export type DraftList = readonly DraftValue[];
export interface Draft {
  readonly [name: string]: DraftValue;
}

/** Neither a single value nor a list. */
export function isDraft(value: DraftValue | undefined): value is Draft {
  return isJsonObject(value) && !isSecret(value);
}

/** What is known of networks, and of phones in them, and where it stands. */
export interface DraftNetworks<At> {
  readonly networks: readonly (At & { readonly fields: Draft })[];
  readonly addresses: readonly (At & { readonly mac: Mac; readonly address: string })[];
}

/** A SIP account that keys of a phone have. */
export interface DraftLine {
  readonly number: string;
  /** As an entry under `lines` has them, without `pbx`. */
  readonly fields: Draft;
  /** As an entry under `pbx`. */
  readonly pbx: Draft;
  readonly place: Place;
}

export interface DraftPhone {
  readonly mac: Mac;
  /** Id. */
  readonly model: string;
  /** As an entry under `phones` has them, without `mac`, `model` and `pbx`. */
  readonly fields: Draft;
  readonly lines: readonly DraftLine[];
  /** Of the phone, also where it has no line. */
  readonly pbx: Draft;
  /** What to say beside fields, by name. */
  readonly notes: Readonly<Record<string, string>>;
  readonly place: Place;
}
