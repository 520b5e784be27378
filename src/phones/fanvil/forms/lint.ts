// Tells the forms of file and everything else apart, and has the right one judge.

import { rejected, risky } from '../../../findings/evidence.js';
import { WHOLE_FILE } from '../../../findings/finding.js';
import { judgeBy, type Rule } from '../../../findings/rule.js';
import type { Position } from '../../../render/xml/tree.js';
import type { Model } from '../../../site/model.js';
import type { LintHow } from '../../driver.js';
import { type LintFinding, lintFindingOf } from '../../lint/lint-finding.js';
import { makerOfText } from '../../other-makers.js';
import { factsOf } from '../tables/facts.js';
import { saidBy } from '../tables/sources.js';
import type { Form } from './form.js';

/** `model`: the model whose file it is, if it is known. */
export type LintFile = (
  text: string,
  model: Model | undefined,
  how?: LintHow,
) => readonly LintFinding[];

/** A text that is of no form that is written here. */
interface Stranger {
  readonly text: string;
  readonly forms: readonly Form[];
}

const isXml = ({ text }: Stranger) => /^\s*<(\?xml|sysConf|VOIP_CONFIG_FILE)/.test(text);
const BEGINNING = 'a file begins with <<VOIP CONFIG FILE>> or #<Voip Config File>#';

export const FORM_RULES = {
  'fanvil/xml': {
    ...rejected(
      'XML, which is not written for these phones here',
      BEGINNING,
      saidBy('exports', 'xml'),
    ),
    applies: isXml,
    run: ({ forms }) => [
      {
        at: WHOLE_FILE,
        message: 'this is XML, not one of the txt and dotted files that are written here',
        hint: hintOf(forms),
      },
    ],
  },
  'fanvil/first-line': {
    ...rejected('A file whose first line is not that of its form', BEGINNING, saidBy('exports')),
    run: (stranger) =>
      headlessForms(stranger).map(({ form, line, why }) => ({
        at: { line, col: 1 },
        message: `${why}, and a file has to begin with ${form.beginning}`,
        hint: `let ${form.beginning} be the very first that stands in the file`,
      })),
  },
  'fanvil/no-configuration': {
    ...rejected('A file that is no configuration of these phones', BEGINNING, saidBy('exports')),
    applies: (stranger) => !isXml(stranger) && headlessForms(stranger).length === 0,
    run({ text, forms }) {
      const maker = makerOfText(text);
      const other = maker === undefined ? '' : `, but one of ${maker} phones by its names`;
      const message = `this is not a Fanvil configuration file${other}`;
      return [{ at: WHOLE_FILE, message, hint: hintOf(forms) }];
    },
  },
} as const satisfies Readonly<Record<`fanvil/${string}`, Rule<Stranger, Position>>>;

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

interface ForFirmware {
  readonly form: Form;
  readonly firmware: string;
}

export const FIRMWARE_RULES = {
  // Others have a V67 that takes it: what was reported is told as that.
  'fanvil/sys-conf-firmware': {
    ...risky(
      'A form of XML that newer firmware is said to pass over',
      'export the configuration of such a phone, and look which form it has; or write txt',
      saidBy('sysConf'),
    ),
    run({ form, firmware }) {
      const [major = 0, minor = 0] = firmware.split('.').map(Number);
      const isNewer = major > 2 || (major === 2 && minor >= 12);
      if (form.beginning !== '<sysConf>' || !isNewer) return [];
      const message = `owners of V phones with firmware 2.12 and later say that they keep the settings of the factory with <sysConf>`;
      return [{ at: WHOLE_FILE, message }];
    },
  },
} as const satisfies Readonly<Record<`fanvil/${string}`, Rule<ForFirmware, Position>>>;

const judgeForFirmware = judgeBy<ForFirmware, Position>(FIRMWARE_RULES);

export function createLinter(forms: readonly Form[]): LintFile {
  return (text, model, { firmware, memory } = {}) => {
    const form = forms.find((each) => each.recognises(text));
    const found = form
      ? [
          ...form.lint(text, model && factsOf(model).dialect, memory),
          ...(firmware === undefined ? [] : judgeForFirmware({ form, firmware })),
        ]
      : judgeStranger({ text, forms });
    return found.map(lintFindingOf).toSorted((a, b) => a.line - b.line || a.col - b.col);
  };
}
