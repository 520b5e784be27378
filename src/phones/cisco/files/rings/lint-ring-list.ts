// A ring list as a file: every ring a name and a sound that the phone takes.

import { judgeBy } from '../../../../findings/rule.js';
import { childrenNamed, type Position, type XmlElement } from '../../../../render/xml/tree.js';
import { readerOf } from '../../tables/trains.js';
import { lintElements } from '../elements/lint-elements.js';
import type { Linter } from '../lint-finding.js';
import { RING_RULES, type RingView } from './ring-rules.js';

const judgeRings = judgeBy<readonly RingView<Position>[], Position>(RING_RULES);

export const lintRingList: Linter = (root, { data, model }) => {
  const node = data.elements.children.get(root.name);
  return [
    ...(node ? lintElements(root, node, { data, reader: readerOf(data.trains, '', model) }) : []),
    ...judgeRings(childrenNamed(root, 'Ring').map(viewOf)),
  ];
};

function viewOf(ring: XmlElement): RingView<Position> {
  const said = (name: string) => childrenNamed(ring, name).map((at) => ({ text: at.text, at }));
  const sounds = said('FileName');
  return { texts: [...said('DisplayName'), ...sounds], sounds, at: ring };
}
