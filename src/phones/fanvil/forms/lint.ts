// Tells the forms of file and everything else apart, and has the right one judge.

import { rejected } from '../../../findings/evidence.js';
import { judgeBy, type Rule } from '../../../findings/rule.js';
import type { Position } from '../../../render/xml/tree.js';
import type { Model } from '../../../site/model.js';
import { type LintFinding, lintFindingOf } from '../../lint/lint-finding.js';
import { factsOf } from '../tables/facts.js';
import { makerOfText } from '../tables/other-makers.js';
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
    run: ({ forms }) => [
      {
        at: START,
        message: 'this is XML, not one of the txt and dotted files that are written here',
        hint: hintOf(forms),
      },
    ],
  },
  'fanvil/first-line': {
    ...rejected('A file whose first line is not that of its form', BEGINNING),
    run: (stranger) =>
      headlessForms(stranger).map(({ form, line, why }) => ({
        at: { line, col: 1 },
        message: `${why}, and a file has to begin with ${form.beginning}`,
        hint: `let ${form.beginning} be the very first that stands in the file`,
      })),
  },
  'fanvil/no-configuration': {
    ...rejected('A file that is no configuration of these phones', BEGINNING),
    applies: (stranger) => !isXml(stranger) && headlessForms(stranger).length === 0,
    run({ text, forms }) {
      const maker = makerOfText(text);
      const other = maker === undefined ? '' : `, but one of ${maker} phones by its names`;
      const message = `this is not a Fanvil configuration file${other}`;
      return [{ at: START, message, hint: hintOf(forms) }];
    },
  },
} as const satisfies Readonly<Record<`fanvil/${string}`, Rule<Stranger, Position>>>;

const START: Position = { line: 1, col: 1 };

function hintOf(forms: readonly Form[]): string {
  const written = forms.filter(({ spellings }) => spellings.length > 0);
  return `a file begins with ${written.map(({ beginning }) => beginning).join(' or ')}`;
}

const LETTERS = /[a-z]{4,}/gi;
const MAX_HEAD = 20;

/** Those whose first line stands further down, or is written otherwise than phones write it. */
function headlessForms({ text, forms }: Stranger) {
  const lines = text.split(/\r?\n/, MAX_HEAD);
  return forms
    .filter(({ spellings }) => spellings.length > 0)
    .flatMap((form) => {
      const words = lettersOf(form.beginning);
      const index = lines.findIndex((line) => lettersOf(line).startsWith(words));
      if (index === -1) return [];
      const isExact = lines[index]?.startsWith(form.beginning);
      const why = isExact ? 'lines stand before it' : 'it is written otherwise';
      return [{ form, line: index + 1, why: `this is nearly the first line: ${why}` }];
    })
    .slice(0, 1);
}

/** `<<VOIP CONFIG FILE>>` by its words alone. */
function lettersOf(line: string): string {
  return (line.match(LETTERS) ?? []).join(' ').toLowerCase();
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
