// One phone at one moment: what the site and its history come to. While phones are served, and when a capture is read.

import type { Mac } from '../../core/mac.js';
import type { Progress } from '../../firmware/progress.js';
import { type Diagnosis, diagnose } from '../../timeline/diagnose.js';
import { progressIn, type RateOf } from '../../timeline/firmware-progress.js';
import type { History } from '../../timeline/history.js';
import type { PhoneFacts } from '../../timeline/view.js';
import { type ContactSeen, type Place, whereIs } from '../../timeline/where-is.js';
import { type Word, wordOf } from '../../timeline/word.js';
import type { ServedSite } from '../served-site.js';
import { factsOf, type KnownPhone } from './facts.js';

export interface Looked {
  /** What people call it; absent: nobody wrote it down. */
  readonly label?: string;
  readonly groups: readonly string[];
  readonly history: History;
  readonly facts: PhoneFacts;
  readonly diagnosis?: Diagnosis;
  readonly word: Word;
  /** Where it is; absent: nobody knows. */
  readonly place?: Place;
  /** Of its firmware, while it is `upgrading` and its set is known. */
  readonly progress?: Progress;
}

/** Whether those who know of a phone's lines tell us, and since when; or whether they tell of failures alone. */
export type PbxLink = Pick<KnownPhone, 'pbxLink' | 'pbxLinkMs' | 'pbxHears'>;

export interface KnownBeside
  extends Omit<KnownPhone, 'phone' | 'models' | 'networks' | keyof PbxLink> {
  /** Of the PBXes that its lines are at, by name. */
  linkOf(pbxes: readonly string[]): PbxLink;
  /** Of its lines, by the PBXes that tell; absent: none does. */
  readonly contacts?: readonly ContactSeen[];
}

export interface Moment {
  readonly nowMs: number;
  /** It has an older file than it would be given. */
  readonly isStale: boolean;
  readonly rateOf: RateOf;
}

export function lookAt(
  mac: Mac,
  history: History,
  site: Pick<ServedSite, 'phones' | 'models' | 'networks' | 'firmwareSet'>,
  { linkOf, contacts = [], ...known }: KnownBeside,
  { nowMs, isStale, rateOf }: Moment,
): Looked {
  const phone = site.phones.get(mac);
  const texts = phone && site.phones.textsOf(mac);
  const ofInventory = phone && texts && { model: phone.model, options: phone.options, ...texts };
  const { models, networks } = site;
  const link = linkOf(texts?.pbxes ?? []);
  const facts = factsOf(mac, history, { ...known, ...link, phone: ofInventory, models, networks });
  const diagnosis = diagnose(history, facts, nowMs);
  const word = wordOf(history, facts, diagnosis, isStale, nowMs);
  const progress =
    word === 'upgrading'
      ? progressIn(history.boot, facts.transfers, site.firmwareSet, rateOf)
      : undefined;
  const place = whereIs({ contacts, history, reserved: site.phones.addressOf(mac) }, nowMs);
  const { label, groups = [] } = texts ?? {};
  return {
    ...(label && { label }),
    groups,
    history,
    facts,
    word,
    ...(diagnosis && { diagnosis }),
    ...(place && { place }),
    ...(progress && { progress }),
  };
}
