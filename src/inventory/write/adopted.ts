// The file of adopted phones: what it says already and one phone more -> what it says then. Whatever else is in it stays,
// comments as well.

import type { Mac } from '../../core/mac.js';
import type { PhoneInput } from '../shape/input.js';
import { listAt, mapAt, openDocument, printDocument } from './into-document.js';
import { headOf } from './own-file.js';
import { printedAt, printedPair, printInventory } from './print.js';
import { secretPathOf } from './secrets.js';
import type { Tree } from './tree.js';

/** Beside the inventory. */
export const ADOPTED_FILE = 'adopted.yaml';

const HEAD = headOf({
  ...{ name: ADOPTED_FILE, command: 'offhook adopt MAC --write' },
  ...{ holds: 'Phones that were adopted', them: 'them' },
});

/** One phone, in the words of the inventory. */
export interface Adoption extends Pick<PhoneInput, 'label' | 'address' | 'groups'> {
  readonly mac: Mac;
  readonly model: string;
  /** On its first key. */
  readonly line?: {
    readonly number: string;
    /** The inventory has no such account: it is written down, too, with a file for its password. */
    readonly isNew: boolean;
  };
}

/** What is added, as it would stand in a file of its own. */
export function printAdoption(adoption: Adoption): string {
  return printInventory(treeOf(adoption), new Map(), []);
}

/** `before`: undefined where there is no such file. Throws an Error that says why nothing can be added to what there is. */
export function withAdoption(before: string | undefined, adoption: Adoption): string {
  const tree = treeOf(adoption);
  if (before === undefined) return printInventory(tree, new Map(), HEAD);
  const document = openDocument(before);
  const { lines, phones } = tree as { lines?: Tree; phones: Tree[] };
  for (const [name, value] of Object.entries(lines ?? {})) {
    mapAt(document, 'lines').items.push(printedPair(name, value, ['lines', name]));
  }
  for (const phone of phones)
    listAt(document, 'phones').items.push(printedAt(phone, ['phones', 0]));
  return printDocument(document);
}

function treeOf({ mac, model, label, address, groups, line }: Adoption): Tree {
  const phone: Tree = {
    mac,
    model,
    ...(label !== undefined && { label }),
    ...(address !== undefined && { address }),
    ...(groups !== undefined && { groups: [...groups] }),
    ...(line && { keys: { 1: { line: line.number } } }),
  };
  if (!line?.isNew) return { phones: [phone] };
  return {
    lines: { [line.number]: { password: { file: secretPathOf(line.number) } } },
    phones: [phone],
  };
}
