// What phones do to one another, and what is said once for all of them.

import { ignored, risky } from '../../../findings/evidence.js';
import type { Finding, Place } from '../../../findings/finding.js';
import { type Complaint, findingOf, judgeBy, type Rule } from '../../../findings/rule.js';
import { placeOfKey } from '../../../site/key-place.js';
import type { Model } from '../../../site/model.js';
import type { Key, Phone, Site } from '../../../site/site.js';
import { phonesOf, type SiteSubject } from '../../phones-of.js';
import { saidBy } from '../tables/sources.js';
import { XML_DEFAULT } from './names.js';

interface Together extends SiteSubject {
  /** Of these models. */
  readonly phones: readonly Phone[];
}

export const TOGETHER_RULES = {
  'cisco/nat-port-taken': {
    ...risky(
      'Two phones behind one outside address with one port',
      'give each its own `voipControlPort`, and forward each to its phone',
      saidBy('stack'),
    ),
    run: ({ phones }) => checkOutsidePorts(phones),
  },
  'cisco/pickup-code': {
    ...ignored(
      'A pickup code that the phone does not use',
      'let the PBX know what the phone dials, and write that',
      saidBy('guide'),
    ),
    run: ({ phones }) => checkPickup(phones),
  },
  'cisco/one-call': {
    ...risky(
      'A phone that can have one call only, and so no transfer',
      'give it another line',
      saidBy('guide7931'),
    ),
    run: ({ phones }) => checkSecondCall(phones),
  },
  'cisco/firmware-for-all': {
    ...risky(
      'Firmware for phones that the inventory does not have',
      'write it in a group or at the phones if only they are meant',
      saidBy('image'),
    ),
    run: ({ site, models }) => models.flatMap((model) => checkFirmwareForAll(site, model)),
  },
} as const satisfies Readonly<Record<`cisco/${string}`, Rule<Together, Place>>>;

const judge = judgeBy<Together, Place>(TOGETHER_RULES);

export function checkTogether(site: Site, models: readonly Model[]): readonly Finding[] {
  return judge({ site, models, phones: phonesOf(site, models) }).map(findingOf);
}

/** From outside, an address and a port are one phone. */
function checkOutsidePorts(phones: readonly Phone[]): readonly Complaint<Place>[] {
  const first = new Map<string, Phone>();
  return phones.flatMap((phone) => {
    const { address, enabled } = phone.nat;
    if (!enabled || address === undefined) return [];
    const port = String(phone.settings.voipControlPort);
    const known = first.get(`${address}:${port}`);
    if (!known) {
      first.set(`${address}:${port}`, phone);
      return [];
    }
    const message = `phones ${known.mac} and ${phone.mac} both expect calls at ${address}:${port}`;
    const related = [{ place: portPlace(known), message: 'the other phone' }];
    return [{ at: portPlace(phone), message, related, device: phone.mac }];
  });
}

function portPlace({ placeOf, saidAt }: Phone) {
  return saidAt('settings', 'voipControlPort') ?? placeOf();
}

/** What the phone dials is the firmware's to choose, and a number follows it. */
const DIALLED = 'x-cisco-serviceuri-blfpickup-';

function checkPickup(phones: readonly Phone[]): readonly Complaint<Place>[] {
  const told = phones.flatMap((phone) =>
    phone.keys.flatMap((key) => (isOtherPickup(key) ? { phone, key } : [])),
  );
  const [first] = told;
  if (!first) return [];
  const { key, phone } = first;
  const message = `the phone picks up by dialling ${DIALLED}${key.number}, whatever code is named${alsoOn(told.length, 'key')}`;
  const hint = `let the PBX take that, and write pickup: ${DIALLED}`;
  return [{ at: placeOfKey(phone, key), message, hint, device: phone.mac }];
}

function isOtherPickup(key: Key): key is Key & { readonly type: 'blf' } {
  return key.type === 'blf' && key.pickup !== undefined && key.pickup !== DIALLED;
}

/** Where a line carries one call, another call needs another line, and `rollover` says which. */
function checkSecondCall(phones: readonly Phone[]): readonly Complaint<Place>[] {
  const lonely = phones.filter(({ keys, settings }) => {
    const lines = keys.filter(({ type }) => type === 'line').length;
    return settings.maxNumCalls === 1 && settings.rollover !== 'none' && lines === 1;
  });
  const [phone] = lonely;
  if (!phone) return [];
  const message = `a line of this phone carries one call, and it has one line: no second call, no transfer${alsoOn(lonely.length, 'phone')}`;
  const hint =
    'put another line on key 2, or write rollover: none in its settings if one call will do';
  return [{ at: phone.placeOf('keys'), message, hint, device: phone.mac }];
}

function checkFirmwareForAll(
  { modelDefaults, networks }: Site,
  { id, name }: Model,
): readonly Complaint<Place>[] {
  const { firmware, place } = modelDefaults.get(id) ?? {};
  if (firmware === undefined || place === undefined) return [];
  // Who answers strangers means them.
  if (networks.some(({ clients }) => clients !== 'inventory')) return [];
  const message = `${XML_DEFAULT} offers ${firmware} to every ${name} that asks, in the inventory or not`;
  return [{ at: place, message }];
}

function alsoOn(count: number, noun: string): string {
  if (count === 1) return '';
  return `; so on ${count - 1} more ${noun}${count === 2 ? '' : 's'}`;
}
