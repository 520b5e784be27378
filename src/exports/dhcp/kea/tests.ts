// Who is of which class, as Kea's expressions say it.

import type { Clients } from '../../../site/site.js';
import type { ClientGroup, ModelGroup } from '../groups.js';
import { hexOf } from '../option-value.js';
import type { Json } from './options.js';

/** By a reservation: a phone of the inventory. */
export const isKnown = "member('KNOWN')";

/** Phones are put into theirs by their reservations. */
export function groupClass(group: ClientGroup, groups: readonly ClientGroup[]): Json {
  const { type, name } = group;
  if (type === 'phones') return { name };
  const unknown = `not ${isKnown}`;
  if (type === 'others') return { name, test: [unknown, ...strangers(groups)].join(' and not ') };
  return { name, test: `${unknown} and (${isOfModel(group, groups)})` };
}

/** That it is of a model. */
export function strangers(groups: readonly ClientGroup[]): readonly string[] {
  return groups.flatMap(({ type, name }) => (type === 'model' ? [`member('${name}')`] : []));
}

export function welcomeTo(clients: Clients, groups: readonly ClientGroup[]): string {
  return [isKnown, ...(clients === 'phones' ? strangers(groups) : [])].join(' or ');
}

/** By vendor class, of the first model that it fits; where it fits none, by the maker's block of the MAC. */
function isOfModel(
  { vendorClasses, rivals, ouis }: ModelGroup,
  groups: readonly ClientGroup[],
): string {
  const own = anyOf(vendorClasses.map(hasClass));
  const byClass = rivals.length === 0 ? own : `(${own}) and not (${anyOf(rivals.map(hasClass))})`;
  const every = groups.flatMap((each) => (each.type === 'model' ? each.vendorClasses : []));
  const blocks = anyOf(
    ouis.map((oui) => `substring(pkt4.mac, 0, 3) == 0x${oui.replaceAll(':', '')}`),
  );
  if (ouis.length === 0) return byClass;
  const byBlock = `(${blocks}) and not (${anyOf(every.map(hasClass))})`;
  return vendorClasses.length === 0 ? byBlock : `(${byClass}) or (${byBlock})`;
}

function anyOf(tests: readonly string[]): string {
  return tests.join(' or ');
}

/** Boot code may send a NUL behind it. */
function hasClass(pattern: string): string {
  const isPrefix = pattern.endsWith('*');
  const text = isPrefix ? pattern.slice(0, -1) : pattern;
  return isPrefix
    ? `substring(option[60].hex, 0, ${Buffer.byteLength(text)}) == ${constant(text)}`
    : `option[60].hex == ${constant(text)} or option[60].hex == concat(${constant(text)}, 0x00)`;
}

function constant(text: string): string {
  return /^[ -&(-~]+$/.test(text) ? `'${text}'` : `0x${hexOf(Buffer.from(text))}`;
}
