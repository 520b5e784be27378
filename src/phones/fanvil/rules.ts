// Every rule of this vendor, by its id.

import type { CodeTable } from '../../findings/evidence.js';
import { CHECK_RULES } from './check/check.js';
import { SITE_RULES } from './check/factory-password.js';
import { UNPROVEN_RULES } from './check/unproven.js';
import { CSTA_RULES } from './csta/rules.js';
import { BOOT_RULES, IMAGE_RULES, MANIFEST_RULES } from './firmware/manifest-rules.js';
import { FIRMWARE_RULES, FORM_RULES } from './forms/lint.js';
import { FORMS } from './forms/registry.js';

export const FANVIL_RULES: readonly CodeTable[] = [
  CHECK_RULES,
  SITE_RULES,
  UNPROVEN_RULES,
  CSTA_RULES,
  FORM_RULES,
  FIRMWARE_RULES,
  MANIFEST_RULES,
  IMAGE_RULES,
  BOOT_RULES,
  ...FORMS.map(({ rules }) => rules),
];
