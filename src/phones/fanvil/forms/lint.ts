// Tells a txt file, a dotted file and everything else apart, and has the right one judged.

import type { Model } from '../../../site/model.js';
import type { LintFinding } from '../../driver.js';
import type { Tables } from '../settings/context.js';
import { factsOf } from '../tables/facts.js';
import { lintDotted } from './dotted/lint-dotted.js';
import { error } from './finding.js';
import { createTxtLinter } from './txt/lint-txt.js';

/** `model`: the model whose file it is, if it is known. */
export type LintFile = (text: string, model: Model | undefined) => readonly LintFinding[];

export function createLinter(tables: Tables): LintFile {
  const lintTxt = createTxtLinter(tables);
  const { A, dotted } = tables.layout.forms;
  const judge: LintFile = (text, model) => {
    if (text.startsWith(A.firstLine)) return lintTxt(text, model && factsOf(model).dialect);
    if (text.startsWith(dotted.firstLine)) return lintDotted(tables, text);
    const hint = `a file begins with ${A.firstLine} or ${dotted.firstLine}`;
    return [error({ line: 1, col: 1 }, describeStranger(text), hint)];
  };
  return (text, model) => judge(text, model).toSorted((a, b) => a.line - b.line || a.col - b.col);
}

function describeStranger(text: string): string {
  return /^\s*<(\?xml|sysConf|VOIP_CONFIG_FILE)/.test(text)
    ? 'this is XML, not one of the txt and dotted files that are written here'
    : 'this is not a Fanvil configuration file';
}
