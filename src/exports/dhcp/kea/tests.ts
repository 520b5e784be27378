// Who is of which class, as Kea's expressions say it.

import type { Clients } from '../../../site/site.js';
import type { ClientGroup } from '../groups.js';
import { isOfModel, type Words } from '../is-of-model.js';
import { hexOf } from '../option-value.js';
import { modelsIn } from '../welcome.js';
import type { Json } from './options.js';

/** By a reservation: a phone of the inventory. */
export const isKnown = "member('KNOWN')";

/** Phones are put into theirs by their reservations. */
export function groupClass(group: ClientGroup, groups: readonly ClientGroup[]): Json {
  const { type, name } = group;
  if (type === 'phones') return { name };
  const unknown = `not ${isKnown}`;
  if (type === 'others') return { name, test: [unknown, ...strangers(groups)].join(' and not ') };
  return { name, test: `${unknown} and (${isOfModel(group, modelsIn(groups), WORDS)})` };
}

/** That it is of a model. */
export function strangers(groups: readonly ClientGroup[]): readonly string[] {
  return modelsIn(groups).map(({ name }) => `member('${name}')`);
}

export function welcomeTo(clients: Clients, groups: readonly ClientGroup[]): string {
  return [isKnown, ...(clients === 'phones' ? strangers(groups) : [])].join(' or ');
}

const WORDS: Words = {
  vendorClass: 'option[60].hex',
  equals: '==',
  nul: '0x00',
  constant,
  isOfBlock: (oui) => `substring(pkt4.mac, 0, 3) == 0x${oui.replaceAll(':', '')}`,
};

function constant(text: string): string {
  return /^[ -&(-~]+$/.test(text) ? `'${text}'` : `0x${hexOf(Buffer.from(text))}`;
}
