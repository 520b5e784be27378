// Why a file is no XML. A phone cannot read it, whoever wrote it.

import { type CodeTable, impossible } from '../../findings/evidence.js';

export const XML_CODES = {
  'xml/not-well-formed': impossible(
    'A file that is no XML, and that no phone can read',
    'mend it at the place; in a rendered file, look at the value or the template that put it there',
    'XML 1.0, section 2.1',
  ),
  'xml/end-tag': impossible(
    'An element without its end tag, or with that of another one',
    'write the end tag with the name of the element, letter by letter',
    'XML 1.0, section 3.1',
  ),
  'xml/bare-ampersand': impossible(
    'An ampersand that stands for itself',
    'write &amp; in its place, also inside an address',
    'XML 1.0, section 2.4',
  ),
  'xml/markup-placeholder': impossible(
    'A placeholder that nobody has filled in, and that breaks the tag it stands in',
    'put a value in its place, and close the tag before it with >',
    'XML 1.0, section 3.1; published forms in which the blank swallowed the >',
  ),
} as const satisfies CodeTable;

export type XmlCode = keyof typeof XML_CODES;
