// English, which the terminal and the log speak.

import type { Language } from '../shape.js';
import { ENGLISH_ADDRESS_ROWS } from './address-rows.js';
import { ENGLISH_COUNTS } from './counts.js';
import { ENGLISH_FILE_ROWS } from './file-rows.js';
import { ENGLISH_FIRMWARE_ROWS } from './firmware-rows.js';
import { ENGLISH_LINE_ROWS } from './line-rows.js';
import { ENGLISH_ROLLOUT } from './rollout.js';
import { ENGLISH_SEEN } from './seen.js';
import { ENGLISH_SITE_ROWS } from './site-rows.js';
import { ENGLISH_TOLD } from './told.js';
import { ENGLISH_UNITS } from './units.js';

export const ENGLISH: Language = {
  lang: 'en',
  units: ENGLISH_UNITS,
  texts: { ...ENGLISH_SEEN, ...ENGLISH_TOLD, ...ENGLISH_ROLLOUT },
  rows: {
    ...ENGLISH_ADDRESS_ROWS,
    ...ENGLISH_FILE_ROWS,
    ...ENGLISH_FIRMWARE_ROWS,
    ...ENGLISH_LINE_ROWS,
  },
  siteRows: ENGLISH_SITE_ROWS,
  counts: ENGLISH_COUNTS,
  stages: {
    ...{ unseen: 'unseen', address: 'address', trust: 'trust', config: 'config' },
    ...{ firmware: 'firmware', extras: 'extras', registration: 'registration' },
  },
  // They are English.
  reasons: {},
  purposes: {},
};
