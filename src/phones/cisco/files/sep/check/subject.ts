// What the rules about one phone of an inventory look at.

import type { Place } from '../../../../../findings/finding.js';
import type { Rule } from '../../../../../findings/rule.js';
import type { Model } from '../../../../../site/model.js';
import type { Phone } from '../../../../../site/site.js';
import type { CiscoData } from '../../../tables/data.js';
import type { FindPlaces } from '../setting-places.js';

export interface PhoneSubject {
  readonly phone: Phone;
  readonly model: Model;
  readonly data: CiscoData;
  readonly placesOf: FindPlaces;
}

export type PhoneRules = Readonly<Record<`cisco/${string}`, Rule<PhoneSubject, Place>>>;
