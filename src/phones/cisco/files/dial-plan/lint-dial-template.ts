// Dial templates: each rule as the phone would read it.

import { ignored, rejected } from '../../../../findings/evidence.js';
import { didYouMean } from '../../../../findings/near.js';
import { judgeBy, type Rule } from '../../../../findings/rule.js';
import type { Position, XmlAttribute, XmlElement } from '../../../../render/xml/tree.js';
import type { Linter } from '../../lint/lint-finding.js';
import { isPattern, isRewrite, TONES } from './patterns.js';

const RULE = 'TEMPLATE';

interface AttributeForm {
  fits(value: string): boolean;
  readonly hint: string;
}

/** Names are read in any case. */
const ATTRIBUTES: Readonly<Record<string, AttributeForm>> = {
  MATCH: { fits: isPattern, hint: 'digits, #, . * \\* and , make a pattern' },
  TIMEOUT: { fits: (value) => /^\d+$/.test(value), hint: 'write whole seconds' },
  REWRITE: { fits: isRewrite, hint: 'after % comes 0 to 5, %, or .' },
  USER: { fits: (value) => /^(phone|ip)$/i.test(value), hint: 'Phone or IP' },
  TONE: { fits: (value) => TONES.includes(value), hint: `one of: ${TONES.join(', ')}` },
  LINE: { fits: (value) => /^\d+$/.test(value), hint: 'write the number of a line' },
  ROUTE: { fits: () => true, hint: '' },
};

const isRule = ({ name }: XmlElement) => name === RULE;
const isStray = ({ name }: XmlElement) => name !== RULE && name !== 'versionStamp';
const isSmall = ({ name }: XmlElement) => name.toUpperCase() === RULE;
const formOf = ({ name }: XmlAttribute) => ATTRIBUTES[name.toUpperCase()];
const noRule = (at: XmlElement) => [{ at, message: `<${at.name}> is no <${RULE}>` }];

export const DIAL_TEMPLATE_RULES = {
  'cisco/template-in-small': {
    ...rejected('A dial rule in small letters', 'the phone passes over it'),
    applies: (element) => isStray(element) && isSmall(element),
    run: noRule,
  },
  'cisco/no-template': {
    ...ignored('Something in a dial template that is no rule', 'the phone passes over it'),
    applies: (element) => isStray(element) && !isSmall(element),
    run: noRule,
  },
  'cisco/rule-without-match': {
    ...rejected('A dial rule without a pattern', 'say which digits'),
    applies: isRule,
    run: (element) =>
      element.attributes.some(({ name }) => name.toUpperCase() === 'MATCH')
        ? []
        : [{ at: element, message: 'the rule has no MATCH' }],
  },
  'cisco/unknown-dial-attribute': {
    ...ignored('An attribute that no dial rule has', 'it passes over it'),
    applies: isRule,
    run: ({ attributes }) =>
      attributes
        .filter((attribute) => !formOf(attribute))
        .map((at) => {
          const near = didYouMean(at.name, Object.keys(ATTRIBUTES));
          return { at, message: `the phone knows no attribute ${at.name} of a rule${near}` };
        }),
  },
  'cisco/dial-value': {
    ...ignored('A value that the attribute of a dial rule cannot have', 'write one that it can'),
    applies: isRule,
    run: ({ attributes }) =>
      attributes.flatMap((at) => {
        const form = formOf(at);
        if (!form || form.fits(at.value)) return [];
        return [{ at, message: `${at.name} "${at.value}" is not what it may be`, hint: form.hint }];
      }),
  },
} as const satisfies Readonly<Record<`cisco/${string}`, Rule<XmlElement, Position>>>;

const judgeRule = judgeBy<XmlElement, Position>(DIAL_TEMPLATE_RULES);

export const lintDialTemplate: Linter = (root) => root.children.flatMap(judgeRule);
