// Ring lists: every ring a name and a file, no more of them than the phone takes.

import { childrenNamed, type XmlElement } from '../../../../render/xml/tree.js';
import type { LintFinding } from '../../../driver.js';
import { lintElements } from '../../lint/lint-elements.js';
import { finding, type Linter } from '../../lint/lint-finding.js';
import { readerOf } from '../../tables/trains.js';
import { MAX_RINGS, RING_FILE } from './check-rings.js';

export const lintRingList: Linter = (root, { data, model }) => {
  const node = data.elements.children.get(root.name);
  const rings = childrenNamed(root, 'Ring');
  const surplus = rings[MAX_RINGS];
  const tooMany = `this is ring ${MAX_RINGS + 1} of ${rings.length}`;
  return [
    ...(node ? lintElements(root, node, { data, reader: readerOf(data.trains, '', model) }) : []),
    ...rings.flatMap(lintFile),
    ...(surplus ? [finding('warning', surplus, tooMany, `a phone takes ${MAX_RINGS}`)] : []),
  ];
};

function lintFile(ring: XmlElement): readonly LintFinding[] {
  return childrenNamed(ring, 'FileName')
    .filter(({ text }) => !RING_FILE.test(text))
    .map((file) =>
      finding('warning', file, `"${file.text}" is no .raw file`, 'the phone plays no other'),
    );
}
