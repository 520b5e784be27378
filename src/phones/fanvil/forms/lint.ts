// Tells a txt file, a dotted file and everything else apart, and has the right one judged.

import { rejected } from '../../../findings/evidence.js';
import { judgeBy, type Rule } from '../../../findings/rule.js';
import type { Position } from '../../../render/xml/tree.js';
import type { Model } from '../../../site/model.js';
import { type LintFinding, lintFindingOf } from '../../lint/lint-finding.js';
import type { Tables } from '../settings/context.js';
import { factsOf } from '../tables/facts.js';
import { lintDotted } from './dotted/lint-dotted.js';
import { createTxtLinter } from './txt/lint-txt.js';

/** `model`: the model whose file it is, if it is known. */
export type LintFile = (text: string, model: Model | undefined) => readonly LintFinding[];

/** A text that is of no form that is written here. */
interface Stranger {
  readonly text: string;
  readonly tables: Tables;
}

const isXml = ({ text }: Stranger) => /^\s*<(\?xml|sysConf|VOIP_CONFIG_FILE)/.test(text);
const BEGINNING = 'a file begins with <<VOIP CONFIG FILE>> or #<Voip Config File>#';

export const FORM_RULES = {
  'fanvil/xml': {
    ...rejected('XML, which is not written for these phones here', BEGINNING),
    applies: isXml,
    run: stranger('this is XML, not one of the txt and dotted files that are written here'),
  },
  'fanvil/no-configuration': {
    ...rejected('A file that is no configuration of these phones', BEGINNING),
    applies: (given) => !isXml(given),
    run: stranger('this is not a Fanvil configuration file'),
  },
} as const satisfies Readonly<Record<`fanvil/${string}`, Rule<Stranger, Position>>>;

function stranger(message: string): Rule<Stranger, Position>['run'] {
  return ({ tables }) => {
    const { A, dotted } = tables.layout.forms;
    const hint = `a file begins with ${A.firstLine} or ${dotted.firstLine}`;
    return [{ at: { line: 1, col: 1 }, message, hint }];
  };
}

const judgeStranger = judgeBy<Stranger, Position>(FORM_RULES);

export function createLinter(tables: Tables): LintFile {
  const lintTxt = createTxtLinter(tables);
  const { A, dotted } = tables.layout.forms;
  const judge = (text: string, model: Model | undefined) => {
    if (text.startsWith(A.firstLine)) return lintTxt(text, model && factsOf(model).dialect);
    return text.startsWith(dotted.firstLine)
      ? lintDotted(tables, text)
      : judgeStranger({ text, tables });
  };
  return (text, model) =>
    judge(text, model)
      .map(lintFindingOf)
      .toSorted((a, b) => a.line - b.line || a.col - b.col);
}
