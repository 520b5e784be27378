// Every rule of this vendor, by its id.

import type { CodeTable } from '../../findings/evidence.js';
import { DOTTED_RULES } from './forms/dotted/lint-dotted.js';
import { FORM_RULES } from './forms/lint.js';
import { TXT_RULES } from './forms/txt/txt-rules.js';

export const FANVIL_RULES: readonly CodeTable[] = [FORM_RULES, TXT_RULES, DOTTED_RULES];
