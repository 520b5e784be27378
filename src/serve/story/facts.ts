// What the served site says of a phone, as the table of diagnoses wants to know it.

import { type Mac, macHex } from '../../core/mac.js';
import { isLoaderClass } from '../../phones/registry.js';
import { addressOf, type History } from '../../timeline/history.js';
import type { PhoneFacts, Transfer } from '../../timeline/view.js';
import { findByClass } from '../dhcp-policy.js';
import type { PhoneTexts } from '../phone-texts.js';
import type { ServedSite } from '../served-site.js';

export interface Surroundings {
  readonly site: ServedSite;
  /** We give addresses. */
  readonly dhcp: boolean;
  /** Files on their way, by the address that they go to. */
  transfersTo(address: string): readonly Transfer[];
  /** A device that is there, nearly of this MAC; asked for phones alone that were never heard. */
  similarTo(mac: Mac): Mac | undefined;
}

/** Of a phone of the inventory, or of a stranger that is like one. */
export function factsOf(
  mac: Mac,
  history: History,
  texts: PhoneTexts | undefined,
  around: Surroundings,
): PhoneFacts {
  const { site, dhcp } = around;
  const phone = site.phones.get(mac);
  const { vendorClass } = history;
  const claimed = vendorClass === undefined ? undefined : findByClass(site.models, vendorClass);
  const model = phone?.model ?? claimed;
  const differs = phone?.model && claimed && claimed.id !== phone.model.id;
  const similar = history.boot === undefined ? around.similarTo(mac) : undefined;
  return {
    mac,
    known: phone !== undefined,
    ...(model && { model: { id: model.id, vendor: model.vendor, name: model.name } }),
    dhcp,
    pbxLink: false,
    lines: texts?.lines ?? [],
    ...(texts?.firmware !== undefined && { firmware: texts.firmware }),
    transfers: transfersOf(history, around),
    ...(differs && { claims: claimed.name }),
    ...(vendorClass !== undefined && isLoaderClass(vendorClass) && { loader: true }),
    ...(similar !== undefined && { similar }),
    ...(model && announcedBy(model.dhcp.option66)),
  };
}

function transfersOf(history: History, { transfersTo }: Surroundings): readonly Transfer[] {
  const address = addressOf(history);
  return address === undefined ? [] : transfersTo(address);
}

function announcedBy(option66: string): Pick<PhoneFacts, 'announced'> {
  const [, protocol] = /^(tftp|http):/.exec(option66) ?? [];
  return protocol === 'tftp' || protocol === 'http' ? { announced: protocol } : {};
}

/** In so many of their twelve digits two MACs differ. */
export function digitsApart(one: Mac, other: Mac): number {
  const [a, b] = [macHex(one), macHex(other)];
  let apart = 0;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) apart += 1;
  return apart;
}
