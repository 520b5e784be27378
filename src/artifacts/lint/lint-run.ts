// Many files looked at, one after the other: what is found of each, and the sentence on all of them. What it remembers is
// bounded, whatever it is given.

import { posix } from 'node:path';
import { lineEndOf } from '../../core/line-end.js';
import type { Severity } from '../../findings/evidence.js';
import { type Finding, findingBy, WHOLE_FILE } from '../../findings/finding.js';
import { FILE_CODES } from '../../phones/lint/file-codes.js';
import { type LintedFile, lintBroughtFile, type Reading } from '../../phones/lint/lint-file.js';
import type { LintFinding } from '../../phones/lint/lint-finding.js';
import { type FileVerdict, sayVerdict, verdictOn } from '../../phones/lint/verdict.js';
import type { Reference } from '../../phones/recognise/file-kind.js';
import { KNOWN_CODES } from '../known-codes.js';
import type { ReadFile } from './read-brought.js';

export interface LintRun {
  /** `shown`: its path as it is shown; `path`: where it lies, if it does. */
  lint(shown: string, read: ReadFile, path?: string): Seen;
  /** Files that a phone asks for because of this one. */
  referencesOf(linted: LintedFile): readonly Reference[];
  /** What else there is to tell, of a folder as a whole or of a file that cannot be read. */
  tell(finding: Finding): void;
  results(): LintResults;
}

export interface Seen {
  readonly linted: LintedFile;
  /** Where it lies now: a repair may have given it another name. */
  readonly shown: string;
}

/** What is looked at in place of a file as it lies there: the same one, repaired. */
export type Repair = (shown: string, read: ReadFile, path: string) => Repaired;

export interface Repaired {
  readonly shown: string;
  readonly read: ReadFile;
}

export interface LintResults {
  readonly findings: readonly Finding[];
  /** Severities of what was found, told or not. */
  readonly severities: ReadonlySet<Severity>;
  /** As they are shown. */
  readonly files: readonly string[];
  /** One sentence. */
  readonly verdict: string;
}

/** Nobody reads more of them, and a folder may hold a hundred thousand files. */
const MAX_TOLD = 10_000;

export interface RunOptions {
  /** Findings that are told, at most. */
  readonly most?: number;
  readonly repair?: Repair;
}

export function createLintRun(reading: Reading, options: RunOptions = {}): LintRun {
  const { most = MAX_TOLD, repair } = options;
  const told: Finding[] = [];
  const severities = new Set<Severity>();
  const verdicts: FileVerdict[] = [];
  let untold = 0;
  function tell(finding: Finding): void {
    severities.add(finding.severity);
    if (told.length < most) told.push(finding);
    else untold += 1;
  }
  return {
    tell,
    lint(shown, found, path) {
      const { shown: file, read } =
        repair && path !== undefined ? repair(shown, found, path) : { shown, read: found };
      const { bytes, size } = read;
      const linted = lintBroughtFile({ name: posix.basename(file), bytes, size }, reading);
      for (const each of linted.findings) tell(toFinding(file, each, linted));
      verdicts.push(verdictOn(file, linted));
      return { linted, shown: file };
    },
    referencesOf: ({ recognised, content }) =>
      recognised?.kind.refers?.(content, reading.memory) ?? [],
    results() {
      const [last] = told;
      const more = untold > 0 && last ? [tooMany(untold, last)] : [];
      const verdict = sayVerdict(verdicts, told.length);
      const files = verdicts.map(({ file }) => file);
      return { findings: [...told, ...more], severities, files, verdict };
    },
  };
}

function tooMany(untold: number, { place }: Finding): Finding {
  const code = 'file/more-findings';
  const at = { ...place, ...WHOLE_FILE };
  return findingBy(code, FILE_CODES[code], at, `${untold} more findings are not told`);
}

/** The excerpt is of the text without its secrets, and is left out where these have moved what stands there. */
function toFinding(file: string, finding: LintFinding, { content, masked }: LintedFile): Finding {
  const { rule, evidence, message, hint, line, col, related = [] } = finding;
  const row = KNOWN_CODES.get(rule) ?? { evidence, title: '', hint };
  const excerpt = rule.startsWith('xml/')
    ? excerptOf(content.text?.text ?? '', masked, line)
    : undefined;
  return {
    ...findingBy(rule, row, { file, line, col }, message, {
      hint,
      related: related.map((note) => ({
        place: { file, line: note.line, col: note.col },
        message: note.message,
      })),
      ...(excerpt !== undefined && { excerpt }),
    }),
    // A comment in the file may have made it quieter.
    severity: finding.severity,
  };
}

const MAX_EXCERPT = 200;

function excerptOf(text: string, masked: () => string, line: number): string | undefined {
  const written = lineOf(text, line);
  if (written === undefined || written.trim() === '' || written.length > MAX_EXCERPT)
    return undefined;
  return lineOf(masked(), line) === written ? written : undefined;
}

function lineOf(text: string, line: number): string | undefined {
  const sign = lineEndOf(text);
  let start = 0;
  for (let at = 1; at < line; at += 1) {
    const end = text.indexOf(sign, start);
    if (end === -1) return undefined;
    start = end + 1;
  }
  const end = text.indexOf(sign, start);
  return text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '');
}
