// Something said of a file, whoever's phone it is for.

import { WHOLE_FILE } from '../../findings/finding.js';
import type { Position } from '../../render/xml/tree.js';
import { FILE_CODES, type FileCode } from './file-codes.js';
import { type LintDetails, type LintFinding, lintFindingWith } from './lint-finding.js';

export interface FileRemark extends LintDetails {
  readonly id: FileCode;
  readonly message: string;
  /** Absent: the beginning of the file. */
  readonly at?: Position;
  readonly hint?: string;
}

export function remark({
  id,
  at = WHOLE_FILE,
  message,
  hint,
  ...details
}: FileRemark): LintFinding {
  const said = hint === undefined ? {} : { hint };
  return lintFindingWith({ id, row: FILE_CODES[id], at, message, ...said }, details);
}
