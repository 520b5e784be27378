// Every rule of this vendor, by its id.

import type { CodeTable } from '../../findings/evidence.js';
import { SIDE_FILES } from './driver.js';
import { TOGETHER_RULES } from './files/check-together.js';
import { DEFAULT_ROOT_RULES, DEFAULT_RULES } from './files/default/lint-default.js';
import { ELEMENT_RULES } from './files/elements/element-rules.js';
import { VALUE_RULES } from './files/elements/value-rules.js';
import { FILE_RULES } from './files/lint.js';
import { LOAD_NAME_RULES, LOADS_RULES } from './files/loads-rules.js';
import { CHECK_RULES } from './files/sep/check/check.js';
import { DEVICE_RULES } from './files/sep/lint-device.js';
import { PHONE_RULES } from './files/sep/phone-rules.js';
import { UNPROVEN_RULES } from './files/unproven.js';

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
  DEFAULT_ROOT_RULES,
  ...SIDE_FILES.flatMap(({ rules }) => rules ?? []),
  LOADS_RULES,
  LOAD_NAME_RULES,
];
