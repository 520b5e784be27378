// What phones do to one another, and what is said once for all of them.

import { type Diagnostic, diagnostic } from '../../../findings/finding.js';
import type { Model } from '../../../site/model.js';
import type { Key, Phone, Site } from '../../../site/site.js';
import { XML_DEFAULT } from '../files/names.js';

export function checkTogether(site: Site, models: readonly Model[]): readonly Diagnostic[] {
  const ids = new Set(models.map(({ id }) => id));
  const phones = site.phones.filter(({ model }) => ids.has(model));
  return [
    ...checkOutsidePorts(phones),
    ...checkPickup(phones),
    ...checkSecondCall(phones),
    ...models.flatMap((model) => checkFirmwareForAll(site, model)),
  ];
}

/** From outside, an address and a port are one phone. */
function checkOutsidePorts(phones: readonly Phone[]): readonly Diagnostic[] {
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
    const details = { related, device: phone.mac };
    return [diagnostic('inventory/nat-port-taken', portPlace(phone), message, details)];
  });
}

function portPlace({ placeOf, saidAt }: Phone) {
  return saidAt('settings', 'voipControlPort') ?? placeOf();
}

/** What the phone dials is the firmware's to choose, and a number follows it. */
const DIALLED = 'x-cisco-serviceuri-blfpickup-';

function checkPickup(phones: readonly Phone[]): readonly Diagnostic[] {
  const told = phones.flatMap((phone) =>
    phone.keys.flatMap((key) => (isOtherPickup(key) ? { phone, key } : [])),
  );
  const [first] = told;
  if (!first) return [];
  const { key, phone } = first;
  const message = `the phone picks up by dialling ${DIALLED}${key.number}, whatever code is named${alsoOn(told.length, 'key')}`;
  const hint = `let the PBX take that, and write pickup: ${DIALLED}`;
  return [diagnostic('inventory/pickup-code', key.place, message, { hint, device: phone.mac })];
}

function isOtherPickup(key: Key): key is Key & { readonly type: 'blf' } {
  return key.type === 'blf' && key.pickup !== undefined && key.pickup !== DIALLED;
}

/** Where a line carries one call, another call needs another line, and `rollover` says which. */
function checkSecondCall(phones: readonly Phone[]): readonly Diagnostic[] {
  const lonely = phones.filter(({ keys, settings }) => {
    const lines = keys.filter(({ type }) => type === 'line').length;
    return settings.maxNumCalls === 1 && settings.rollover !== 'none' && lines === 1;
  });
  const [phone] = lonely;
  if (!phone) return [];
  const message = `a line of this phone carries one call, and it has one line: no second call, no transfer${alsoOn(lonely.length, 'phone')}`;
  const hint =
    'put another line on key 2, or write rollover: none in its settings if one call will do';
  const details = { hint, device: phone.mac };
  return [diagnostic('inventory/one-call', phone.placeOf('keys'), message, details)];
}

function checkFirmwareForAll(
  { modelDefaults, networks }: Site,
  { id, name }: Model,
): readonly Diagnostic[] {
  const { firmware, place } = modelDefaults.get(id) ?? {};
  if (firmware === undefined || place === undefined) return [];
  // Who answers strangers means them.
  if (networks.some(({ clients }) => clients !== 'inventory')) return [];
  const message = `${XML_DEFAULT} offers ${firmware} to every ${name} that asks, in the inventory or not`;
  return [diagnostic('inventory/firmware-for-all', place, message)];
}

function alsoOn(count: number, noun: string): string {
  if (count === 1) return '';
  return `; so on ${count - 1} more ${noun}${count === 2 ? '' : 's'}`;
}
