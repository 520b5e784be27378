// Files of which the elements stand in templates/cisco/side-elements.json.

import { oncePer, oncePerKey } from '../../../../core/once-per.js';
import type { Found } from '../../../../findings/rule.js';
import type { Position, XmlElement } from '../../../../render/xml/tree.js';
import type { CiscoData } from '../../tables/data.js';
import { type ElementTree, namesBelow } from '../../tables/element-tree.js';
import { readerOf } from '../../tables/trains.js';
import type { LintInput } from '../lint-finding.js';
import { lintElements } from './lint-elements.js';

type Names = Pick<ElementTree, 'places' | 'ofOthers'>;

/** By root. */
const namesOf = oncePer((data: CiscoData) =>
  oncePerKey((root: string): Names => {
    const node = data.sideElements().children.get(root);
    return node ? namesBelow(node) : { places: new Map(), ofOthers: new Set() };
  }),
);

/** `unknownHint`: what to do with an element that no row describes. */
export function lintSide(
  root: XmlElement,
  { data, model }: LintInput,
  unknownHint?: string,
): readonly Found<Position>[] {
  const node = data.sideElements().children.get(root.name);
  if (!node) return [];
  const elementNames = namesOf(data)(root.name);
  const reader = readerOf(data.trains, '', model);
  return lintElements(root, node, { data: { ...data, elementNames }, reader, unknownHint });
}
