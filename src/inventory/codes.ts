// Every code of a finding of this room, in the order in which an inventory goes through it.

import type { CodeTable } from '../findings/evidence.js';
import { READ_CODES } from './read/codes.js';
import { RESOLVE_CODES } from './resolve/codes.js';
import { INVENTORY_RULES } from './rules/check-site.js';
import { SHAPE_CODES } from './shape/codes.js';

export const INVENTORY_CODES: readonly CodeTable[] = [
  READ_CODES,
  SHAPE_CODES,
  RESOLVE_CODES,
  ...INVENTORY_RULES,
];
