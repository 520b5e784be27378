// What a model cannot do: the inventory knows it of the model, a driver of its vendor.

import { type CodeTable, impossible } from '../findings/evidence.js';
import { findingsOf } from '../findings/finding.js';

export const SITE_CODES = {
  'inventory/unsupported': impossible(
    'A feature that the model lacks',
    'remove it, or use another model',
  ),
} as const satisfies CodeTable;

export const finding = findingsOf(SITE_CODES);
