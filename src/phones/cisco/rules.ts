// Every rule of this vendor, by its id.

import type { CodeTable } from '../../findings/evidence.js';
import { CHECK_RULES } from './check/check.js';
import { TOGETHER_RULES } from './check/check-together.js';
import { UNPROVEN_RULES } from './check/unproven.js';
import { DEFAULT_RULES } from './files/default/lint-default.js';
import { DIAL_PLAN_RULES } from './files/dial-plan/check-dial-plan.js';
import { DIAL_TEMPLATE_RULES } from './files/dial-plan/lint-dial-template.js';
import { RING_RULES } from './files/rings/check-rings.js';
import { RING_LIST_RULES } from './files/rings/lint-ring-list.js';
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
  RING_RULES,
  DIAL_PLAN_RULES,
  FILE_RULES,
  ELEMENT_RULES,
  VALUE_RULES,
  DEVICE_RULES,
  DEFAULT_RULES,
  DIAL_TEMPLATE_RULES,
  RING_LIST_RULES,
];
