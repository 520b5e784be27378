// Ring lists: every ring a name and a file, no more of them than the phone takes.

import { ignored } from '../../../../findings/evidence.js';
import { judgeBy, type Rule } from '../../../../findings/rule.js';
import { childrenNamed, type Position, type XmlElement } from '../../../../render/xml/tree.js';
import { lintElements } from '../../lint/lint-elements.js';
import type { Linter } from '../../lint/lint-finding.js';
import { readerOf } from '../../tables/trains.js';
import { MAX_RINGS, RING_FILE } from './check-rings.js';

export const RING_LIST_RULES = {
  'cisco/ring-file': {
    ...ignored('A ring that is no .raw file', 'the phone plays no other'),
    run: (rings) =>
      rings
        .flatMap((ring) => childrenNamed(ring, 'FileName'))
        .filter(({ text }) => !RING_FILE.test(text))
        .map((at) => ({ at, message: `"${at.text}" is no .raw file` })),
  },
  'cisco/ring-surplus': {
    ...ignored('More rings than a phone takes', `a phone takes ${MAX_RINGS}`),
    run(rings) {
      const surplus = rings[MAX_RINGS];
      const message = `this is ring ${MAX_RINGS + 1} of ${rings.length}`;
      return surplus ? [{ at: surplus, message }] : [];
    },
  },
} as const satisfies Readonly<Record<`cisco/${string}`, Rule<readonly XmlElement[], Position>>>;

const judgeRings = judgeBy<readonly XmlElement[], Position>(RING_LIST_RULES);

export const lintRingList: Linter = (root, { data, model }) => {
  const node = data.elements.children.get(root.name);
  return [
    ...(node ? lintElements(root, node, { data, reader: readerOf(data.trains, '', model) }) : []),
    ...judgeRings(childrenNamed(root, 'Ring')),
  ];
};
