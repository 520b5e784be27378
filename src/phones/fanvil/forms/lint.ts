// Tells the forms of file and everything else apart, and has the right one judge.

import { rejected } from '../../../findings/evidence.js';
import { judgeBy, type Rule } from '../../../findings/rule.js';
import type { Position } from '../../../render/xml/tree.js';
import type { Model } from '../../../site/model.js';
import { type LintFinding, lintFindingOf } from '../../lint/lint-finding.js';
import { factsOf } from '../tables/facts.js';
import type { Form } from './form.js';

/** `model`: the model whose file it is, if it is known. */
export type LintFile = (text: string, model: Model | undefined) => readonly LintFinding[];

/** A text that is of no form that is written here. */
interface Stranger {
  readonly text: string;
  readonly forms: readonly Form[];
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
  return ({ forms }) => {
    const written = forms.filter(({ spellings }) => spellings.length > 0);
    const hint = `a file begins with ${written.map(({ beginning }) => beginning).join(' or ')}`;
    return [{ at: { line: 1, col: 1 }, message, hint }];
  };
}

const judgeStranger = judgeBy<Stranger, Position>(FORM_RULES);

export function createLinter(forms: readonly Form[]): LintFile {
  return (text, model) => {
    const form = forms.find((each) => each.recognises(text));
    const found = form
      ? form.lint(text, model && factsOf(model).dialect)
      : judgeStranger({ text, forms });
    return found.map(lintFindingOf).toSorted((a, b) => a.line - b.line || a.col - b.col);
  };
}
