// Which strangers are of a class, as dhcpd's expressions say it. Whether a client is known is not known yet when classes
// are looked at.

import type { ClientGroup, ModelGroup, OtherGroup } from '../groups.js';
import { isOfModel, type Words } from '../is-of-model.js';
import { hexOf } from '../option-value.js';
import { modelsIn } from '../welcome.js';

export function classTest(group: ModelGroup | OtherGroup, groups: readonly ClientGroup[]): string {
  const models = modelsIn(groups);
  if (group.type === 'model') return isOfModel(group, models, WORDS);
  const any = models.map((each) => `(${isOfModel(each, models, WORDS)})`);
  return any.length === 0 ? 'true' : `not (${any.join(' or ')})`;
}

const WORDS: Words = {
  vendorClass: 'option vendor-class-identifier',
  equals: '=',
  nul: '00',
  constant,
  isOfBlock: (oui) => `substring(hardware, 1, 3) = ${oui}`,
};

function constant(text: string): string {
  return /^[ !#-[\]-~]+$/.test(text) ? `"${text}"` : hexOf(Buffer.from(text), ':');
}
