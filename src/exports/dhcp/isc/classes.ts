// Which strangers are of a class, as dhcpd's expressions say it. Whether a client is known is not known yet when classes
// are looked at.

import type { ClientGroup, ModelGroup, OtherGroup } from '../groups.js';
import { hexOf } from '../option-value.js';
import { modelsIn } from '../welcome.js';

export function classTest(group: ModelGroup | OtherGroup, groups: readonly ClientGroup[]): string {
  const models = modelsIn(groups);
  if (group.type === 'model') return isOfModel(group, models);
  const any = models.map((each) => `(${isOfModel(each, models)})`);
  return any.length === 0 ? 'true' : `not (${any.join(' or ')})`;
}

/** By vendor class, of the first model that it fits; where it fits none, by the maker's block of the MAC. */
function isOfModel(
  { vendorClasses, rivals, ouis }: ModelGroup,
  models: readonly ModelGroup[],
): string {
  const own = anyOf(vendorClasses.map(hasClass));
  const byClass = rivals.length === 0 ? own : `(${own}) and not (${anyOf(rivals.map(hasClass))})`;
  if (ouis.length === 0) return byClass;
  const every = models.flatMap((each) => each.vendorClasses);
  const blocks = anyOf(ouis.map((oui) => `substring(hardware, 1, 3) = ${oui}`));
  const byBlock =
    every.length === 0 ? blocks : `(${blocks}) and not (${anyOf(every.map(hasClass))})`;
  return vendorClasses.length === 0 ? byBlock : `(${byClass}) or (${byBlock})`;
}

function anyOf(tests: readonly string[]): string {
  return tests.join(' or ');
}

/** Boot code may send a NUL behind it. */
function hasClass(pattern: string): string {
  const option = 'option vendor-class-identifier';
  const isPrefix = pattern.endsWith('*');
  const text = isPrefix ? pattern.slice(0, -1) : pattern;
  return isPrefix
    ? `substring(${option}, 0, ${Buffer.byteLength(text)}) = ${constant(text)}`
    : `${option} = ${constant(text)} or ${option} = concat(${constant(text)}, 00)`;
}

function constant(text: string): string {
  return /^[ !#-[\]-~]+$/.test(text) ? `"${text}"` : hexOf(Buffer.from(text), ':');
}
