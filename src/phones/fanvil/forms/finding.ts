// Findings in a phone's file, short to write.

import type { LintFinding } from '../../driver.js';

export interface Position {
  readonly line: number;
  readonly col: number;
}

type Make = (at: Position, message: string, hint: string) => LintFinding;

const make =
  (severity: LintFinding['severity']): Make =>
  ({ line, col }, message, hint) => ({ severity, message, hint, line, col });

export const error = make('error');
export const warning = make('warning');
export const info = make('info');
