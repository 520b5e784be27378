// Russian.

import type { Language } from '../shape.js';
import { RUSSIAN_ADDRESS_ROWS } from './address-rows.js';
import { RUSSIAN_COUNTS } from './counts.js';
import { RUSSIAN_FILE_ROWS } from './file-rows.js';
import { RUSSIAN_FIRMWARE_ROWS } from './firmware-rows.js';
import { RUSSIAN_LINE_ROWS } from './line-rows.js';
import { RUSSIAN_PURPOSES, RUSSIAN_REASONS, RUSSIAN_STAGES } from './names.js';
import { RUSSIAN_ROLLOUT } from './rollout.js';
import { RUSSIAN_SEEN } from './seen.js';
import { RUSSIAN_SITE_ROWS } from './site-rows.js';
import { RUSSIAN_TOLD } from './told.js';
import { RUSSIAN_UNITS } from './units.js';

export const RUSSIAN: Language = {
  lang: 'ru',
  units: RUSSIAN_UNITS,
  texts: { ...RUSSIAN_SEEN, ...RUSSIAN_TOLD, ...RUSSIAN_ROLLOUT },
  rows: {
    ...RUSSIAN_ADDRESS_ROWS,
    ...RUSSIAN_FILE_ROWS,
    ...RUSSIAN_FIRMWARE_ROWS,
    ...RUSSIAN_LINE_ROWS,
  },
  siteRows: RUSSIAN_SITE_ROWS,
  counts: RUSSIAN_COUNTS,
  stages: RUSSIAN_STAGES,
  reasons: RUSSIAN_REASONS,
  purposes: RUSSIAN_PURPOSES,
};
