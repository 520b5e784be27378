// What can be wrong with a file that is made.

import { type CodeTable, impossible } from '../findings/evidence.js';
import { findingsOf } from '../findings/finding.js';

export const RENDER_CODES = {
  'render/template': impossible('A template that cannot be rendered', 'fix the template'),
  'xml/not-well-formed': impossible(
    'A rendered file that a phone cannot read',
    'look at the value or the template that put it there',
  ),
} as const satisfies CodeTable;

export const diagnostic = findingsOf(RENDER_CODES);
