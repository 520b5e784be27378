// Files that phones read and offhook does not write, of which somebody describes every element.

import type { XmlElement } from '../../../../render/xml/tree.js';
import type { Reference } from '../../../recognise/file-kind.js';
import type { JudgedKind } from '../../side-file.js';
import { lintSide } from '../elements/lint-side.js';
import type { Linter } from '../lint-finding.js';
import { fromRoot } from '../references.js';

const PAGES = [
  ...['Menu', 'Text', 'Input', 'Directory', 'Image', 'ImageFile', 'GraphicMenu'],
  ...['GraphicFileMenu', 'IconMenu', 'IconFileMenu', 'Execute', 'Response', 'Error', 'Status'],
  ...['StatusFile'],
].map((name) => `CiscoIPPhone${name}`);

const UNDESCRIBED = 'remove it or correct its spelling: no description of such a file has it';

const lintDescribed: Linter = (root, input) => lintSide(root, input, UNDESCRIBED);

/** Both are asked for at the server that has the list. */
const refersOfPictures = fromRoot(({ children }) => children.flatMap(picturesOf));

export const DESCRIBED_KINDS: readonly JudgedKind[] = [
  {
    id: 'feature-policy',
    asItIs: true,
    what: 'the feature policy of a Cisco 8961, 9951 or 9971',
    roots: ['featurePolicy'],
    lint: lintDescribed,
  },
  {
    id: 'services',
    what: 'a page for the screen of Cisco phones',
    roots: PAGES,
    lint: lintDescribed,
  },
  {
    id: 'pictures',
    asItIs: true,
    what: 'a list of pictures for the screen of Cisco phones',
    name: /^List\.xml$/i,
    roots: ['CiscoIPPhoneImageList'],
    refers: refersOfPictures,
    lint: lintDescribed,
  },
];

const ON_SERVER = /^TFTP:/i;

function picturesOf({ name, attributes }: XmlElement): readonly Reference[] {
  if (name !== 'ImageItem') return [];
  return attributes
    .filter(({ value }) => ON_SERVER.test(value))
    .map(({ value, line, col }) => ({
      name: value.replace(ON_SERVER, '').replace(/^\/+/, ''),
      what: 'picture',
      need: 'optional',
      hint: 'put the picture there, or take it out of the list',
      ...{ line, col },
    }));
}
