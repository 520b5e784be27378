// Every rule of this vendor, by its id.

import type { CodeTable } from '../../findings/evidence.js';
import { CHECK_RULES } from './check/check.js';
import { TOGETHER_RULES } from './check/check-together.js';
import { UNPROVEN_RULES } from './check/unproven.js';
import { SIDE_FILES } from './driver.js';
import { DEFAULT_RULES } from './files/default/lint-default.js';
import { LOADS_RULES } from './files/loads-rules.js';
import { DEVICE_RULES } from './files/sep/lint-device.js';
import { ELEMENT_RULES } from './lint/element-rules.js';
import { FILE_RULES } from './lint/lint.js';
import { VALUE_RULES } from './lint/value-rules.js';
import { PHONE_RULES } from './rules/phone-rules.js';

export const CISCO_RULES: readonly CodeTable[] = [
  PHONE_RULES,
  CHECK_RULES,
  TOGETHER_RULES,
  UNPROVEN_RULES,
  FILE_RULES,
  ELEMENT_RULES,
  VALUE_RULES,
  DEVICE_RULES,
  DEFAULT_RULES,
  ...SIDE_FILES.flatMap(({ rules }) => rules ?? []),
  LOADS_RULES,
];
