// Which strangers are of a model, in the expressions of servers that say it alike but for the words.

import type { ModelGroup } from './groups.js';

export interface Words {
  /** Option 60, as the client sent it. */
  readonly vendorClass: string;
  readonly equals: string;
  readonly nul: string;
  constant(text: string): string;
  /** The client's MAC begins with it: `00:1b:d4`. */
  isOfBlock(oui: string): string;
}

/** By vendor class, of the first model that it fits; where it fits none, by the maker's block of the MAC. */
export function isOfModel(
  { vendorClasses, rivals, ouis }: ModelGroup,
  models: readonly ModelGroup[],
  words: Words,
): string {
  const hasOneOf = (patterns: readonly string[]) =>
    anyOf(patterns.map((pattern) => hasClass(pattern, words)));
  const own = hasOneOf(vendorClasses);
  const byClass = rivals.length === 0 ? own : `(${own}) and not (${hasOneOf(rivals)})`;
  if (ouis.length === 0) return byClass;
  const every = models.flatMap((each) => each.vendorClasses);
  const blocks = anyOf(ouis.map(words.isOfBlock));
  const byBlock = every.length === 0 ? blocks : `(${blocks}) and not (${hasOneOf(every)})`;
  return vendorClasses.length === 0 ? byBlock : `(${byClass}) or (${byBlock})`;
}

function anyOf(tests: readonly string[]): string {
  return tests.join(' or ');
}

/** Boot code may send a NUL behind it. */
function hasClass(pattern: string, { vendorClass, equals, nul, constant }: Words): string {
  const isPrefix = pattern.endsWith('*');
  const text = isPrefix ? pattern.slice(0, -1) : pattern;
  const said = constant(text);
  return isPrefix
    ? `substring(${vendorClass}, 0, ${Buffer.byteLength(text)}) ${equals} ${said}`
    : `${vendorClass} ${equals} ${said} or ${vendorClass} ${equals} concat(${said}, ${nul})`;
}
