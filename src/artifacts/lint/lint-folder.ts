// A folder as a TFTP server gives it out: every file in it, and what they say of one another.

import { join } from 'node:path';
import { codeOf } from '../../core/coded-error.js';
import { fileFault } from '../../core/file-error.js';
import { type Diagnostic, diagnosticBy } from '../../findings/finding.js';
import { FILE_CODES, type FileCode } from '../../phones/lint/file-codes.js';
import type { LintRun } from './lint-run.js';
import { readBrought } from './read-brought.js';
import { MAX_ENTRIES, walkFolder } from './walk.js';

/** `shown`: the folder as it was named. Findings go to `run`. */
export function lintFolder(path: string, shown: string, run: LintRun, most = MAX_ENTRIES): void {
  const { entries, refused, cut } = walkFolder(path, most);
  const tell = (code: FileCode, name: string, message: string, hint?: string) =>
    run.tell(finding(code, join(shown, name), message, hint));
  for (const entry of entries) {
    try {
      run.lint(join(shown, entry.name), readBrought(entry.path));
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      const fault = fileFault(error);
      tell('file/unreadable', entry.name, fault?.what ?? String(codeOf(error)), fault?.hint);
    }
  }
  for (const { name, code } of refused) {
    const fault = fileFault({ code });
    tell('file/unreadable', name, fault?.what ?? code, fault?.hint);
  }
  if (cut) tell('folder/limited', '', `only the first ${entries.length} files were looked at`);
}

function finding(code: FileCode, file: string, message: string, hint?: string): Diagnostic {
  const details = hint === undefined ? {} : { hint };
  return diagnosticBy(code, FILE_CODES[code], { file, line: 1, col: 1 }, message, details);
}
