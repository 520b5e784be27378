// What only follows from a file that could not be read: names that may well be defined in it.

import type { Diagnostic } from '../core/diagnostic.js';
import type { DiagnosticCode } from '../core/diagnostics.js';

/** A whole file is missing behind each of these. */
const LOST_FILE: ReadonlySet<DiagnosticCode> = new Set([
  'source/syntax',
  'source/unreadable',
  'source/not-found',
  'source/empty',
]);

const MAY_FOLLOW: ReadonlySet<DiagnosticCode> = new Set([
  'inventory/unknown-line',
  'inventory/unknown-pbx',
  'inventory/unknown-group',
  'inventory/unknown-dial-plan',
  'inventory/no-pbx',
]);

/** One cause, one finding. */
export function withoutLostNames(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (!diagnostics.some(({ code }) => LOST_FILE.has(code))) return diagnostics;
  return diagnostics.filter(({ code }) => !MAY_FOLLOW.has(code));
}
