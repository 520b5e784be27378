// A list of rings that somebody brings -> rings of an inventory.

import { childrenNamed, descendant, type XmlElement } from '../../../../render/xml/tree.js';
import type { Draft } from '../../../../site/draft.js';

export function readRings(root: XmlElement): readonly Draft[] {
  return childrenNamed(root, 'Ring').flatMap((ring) => {
    const name = descendant(ring, 'DisplayName')?.text ?? '';
    const file = descendant(ring, 'FileName')?.text ?? '';
    return name === '' || file === '' ? [] : [{ name, file }];
  });
}
