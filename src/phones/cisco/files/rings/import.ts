// A list of rings that somebody brings -> rings of an inventory.

import { childrenNamed, descendant, type XmlElement } from '../../../../render/xml/tree.js';
import type { Draft } from '../../../../site/draft.js';
import type { SideFileReader } from '../../side-file.js';
import { DISTINCTIVE_RINGS, RINGS } from './section.js';

export const RING_READER: SideFileReader = {
  kind: 'rings',
  read(root, { name }) {
    const rings = readRings(root);
    if (rings.length === 0) return { remarks: [] };
    const section = /^distinctive/i.test(name) ? DISTINCTIVE_RINGS : RINGS;
    return { sections: { [section.name]: rings }, remarks: [] };
  },
};

function readRings(root: XmlElement): readonly Draft[] {
  return childrenNamed(root, 'Ring').flatMap((ring) => {
    const name = descendant(ring, 'DisplayName')?.text ?? '';
    const file = descendant(ring, 'FileName')?.text ?? '';
    return name === '' || file === '' ? [] : [{ name, file }];
  });
}
