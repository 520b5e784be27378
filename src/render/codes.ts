// What can be wrong with a file that is made.

import { type CodeTable, impossible } from '../findings/evidence.js';
import { findingsOf } from '../findings/finding.js';
import { XML_CODES } from './xml/codes.js';

export const RENDER_CODES = {
  'render/template': impossible(
    'A template that cannot be rendered',
    'mend the template at the place that is named',
  ),
  ...XML_CODES,
} as const satisfies CodeTable;

export const finding = findingsOf(RENDER_CODES);
