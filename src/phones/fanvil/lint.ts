// Tells a txt file, a dotted file and everything else apart, and has the right one judged.

import type { LintFinding } from '../driver.js';
import type { Model } from '../model.js';
import type { Tables } from './context.js';
import { factsOf } from './facts.js';
import { error } from './finding.js';
import { lintDotted } from './lint-dotted.js';
import { lintTxt } from './lint-txt.js';

export function lintFile(
  tables: Tables,
  text: string,
  model: Model | undefined,
): readonly LintFinding[] {
  return judge(tables, text, model).toSorted((a, b) => a.line - b.line || a.col - b.col);
}

function judge(tables: Tables, text: string, model: Model | undefined): readonly LintFinding[] {
  const { A, dotted } = tables.dialects.forms;
  if (text.startsWith(A.firstLine)) return lintTxt(tables, text, model && factsOf(model).dialect);
  if (text.startsWith(dotted.firstLine)) return lintDotted(tables, text);
  const message = /^\s*<(\?xml|sysConf|VOIP_CONFIG_FILE)/.test(text)
    ? 'this is XML, not one of the txt and dotted files that are written here'
    : 'this is not a Fanvil configuration file';
  return [
    error({ line: 1, col: 1 }, message, `a file begins with ${A.firstLine} or ${dotted.firstLine}`),
  ];
}
