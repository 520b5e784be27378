// A folder as a TFTP server gives it out: every file in it, and what they say of one another.

import { basename, dirname, join } from 'node:path';
import { codedError, codeOf } from '../../core/coded-error.js';
import { fileFault } from '../../core/file-error.js';
import { findingBy, wholeFile } from '../../findings/finding.js';
import { FILE_CODES, type FileCode } from '../../phones/lint/file-codes.js';
import { createFolderView } from '../../phones/lint/folder-view.js';
import { XML_CODES } from '../../render/xml/codes.js';
import type { LintRun } from './lint-run.js';
import { readBrought } from './read-brought.js';
import { type FoundEntry, MAX_ENTRIES, walkFolder } from './walk.js';

const MISNAMED: readonly string[] = ['cisco/file-name', 'file/name-of-other-maker'];

/** `shown`: the folder as it was named. Findings go to `run`. */
export function lintFolder(path: string, shown: string, run: LintRun, most = MAX_ENTRIES): void {
  const show = (name: string) => join(shown, name);
  const { entries, refused, cut } = walkFolder(path, most);
  const view = createFolderView(show);
  for (const entry of entries) lintEntry(entry);
  for (const { name, code } of refused) tellRefusal(name, codedError(code, code));
  if (cut) tell('folder/limited', '', `only the first ${entries.length} files were looked at`);
  for (const finding of view.findings()) run.tell(finding);

  function lintEntry({ name, path: file, mode }: FoundEntry): void {
    try {
      const { linted, shown: now } = run.lint(show(name), readBrought(file), file);
      const { recognised, findings } = linted;
      const references = run.referencesOf(linted);
      const broken = findings.some(({ rule }) => Object.hasOwn(XML_CODES, rule));
      const misnamed = findings.some(({ rule }) => MISNAMED.includes(rule));
      const seen = { mode, recognised, references, broken, misnamed };
      view.add(join(dirname(name), basename(now)), seen);
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      tellRefusal(name, error);
    }
  }
  function tellRefusal(name: string, error: unknown): void {
    const { what, hint } = fileFault(error, name) ?? { what: String(codeOf(error)) };
    const isNoFile = codeOf(error) === 'EFTYPE';
    tell('file/unreadable', name, what, isNoFile ? 'take it away: no server gives it out' : hint);
  }
  function tell(code: FileCode, name: string, message: string, hint?: string): void {
    const place = wholeFile(show(name));
    const details = hint === undefined ? {} : { hint };
    run.tell(findingBy(code, FILE_CODES[code], place, message, details));
  }
}
