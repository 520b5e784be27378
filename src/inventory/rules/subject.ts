// What the rules of an inventory are asked about. Types only.

import type { Place } from '../../findings/finding.js';
import type { Rules } from '../../findings/rule.js';
import type { MakerOf, Model } from '../../site/model.js';
import type { Claimant, Phone, Site } from '../../site/site.js';
import type { Inventory } from '../inventory.js';
import type { OwnAddress } from '../named-addresses.js';
import type { NamedHost } from '../named-hosts.js';
import type { Models } from '../resolve/context.js';

/** All of it, as it was written and what it means. */
export interface SiteSubject {
  readonly site: Site;
  readonly inventory: Inventory;
  readonly models: Models;
  readonly makerOf: MakerOf;
  readonly hosts: readonly NamedHost[];
  readonly named: readonly OwnAddress[];
}

export interface PhoneSubject {
  readonly phone: Phone;
  readonly model: Model;
}

/** What can be judged of an entry whatever its model is, also where that is not known. */
export type EntryRules = Rules<Claimant, Place>;
export type SiteRules = Rules<SiteSubject, Place>;
export type PhoneRules = Rules<PhoneSubject, Place>;
