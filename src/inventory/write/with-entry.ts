// One entry more in a list of a file that offhook writes beside the inventory.

import { listAt, openDocument, printDocument } from './into-document.js';
import { printedAt, printInventory } from './print.js';
import type { Tree } from './tree.js';

/**
 * `before`: undefined where there is no such file; it begins with `head` then, in lines. Throws an Error that says why
 * nothing can be added to what there is.
 */
export function withEntry(
  before: string | undefined,
  section: string,
  entry: Tree,
  head: readonly string[],
): string {
  if (before === undefined) return printInventory({ [section]: [entry] }, new Map(), head);
  const document = openDocument(before);
  listAt(document, section).items.push(printedAt(entry, [section, 0]));
  return printDocument(document);
}
