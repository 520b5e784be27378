// Dial templates: each rule as the phone would read it.

import { ignored, rejected, style } from '../../../../findings/evidence.js';
import { didYouMean, nearestName } from '../../../../findings/near.js';
import { judgeBy, type Rule } from '../../../../findings/rule.js';
import type { Position, XmlAttribute, XmlElement } from '../../../../render/xml/tree.js';
import { saidBy } from '../../tables/sources.js';
import type { Linter } from '../lint-finding.js';
import { DIAL_RULES, type DialRuleView } from './dial-rules.js';
import { type PatternAt, SAME_PATTERN_RULES } from './same-pattern.js';

const RULE = 'TEMPLATE';
/** A version of the whole. */
const STAMP = 'versionStamp';

/** What is known of its values; absent: what an inventory says as well (dial-rules.ts), or nothing. */
interface AttributeForm {
  fits?(value: string): boolean;
  readonly hint?: string;
}

/** Names are read in any case. */
const ATTRIBUTES: Readonly<Record<string, AttributeForm>> = {
  MATCH: {},
  TIMEOUT: { fits: (value) => /^\d+$/.test(value), hint: 'write whole seconds' },
  REWRITE: {},
  USER: { fits: (value) => /^(phone|ip)$/i.test(value), hint: 'Phone or IP' },
  TONE: {},
  LINE: { fits: (value) => /^\d+$/.test(value), hint: 'write the number of a line' },
  ROUTE: {},
};

const isRule = ({ name }: XmlElement) => name === RULE;
const isStray = ({ name }: XmlElement) => name !== RULE && name !== STAMP;
const isSmall = ({ name }: XmlElement) => name.toUpperCase() === RULE;
const formOf = ({ name }: XmlAttribute) => ATTRIBUTES[name.toUpperCase()];
const hasMatch = ({ attributes }: XmlElement) =>
  attributes.some(({ name }) => name.toUpperCase() === 'MATCH');
const isMatchMisspelt = ({ name }: XmlAttribute) =>
  nearestName(name.toUpperCase(), Object.keys(ATTRIBUTES)) === 'MATCH';
const noRule = (at: XmlElement) => [{ at, message: `<${at.name}> is no <${RULE}>` }];

export const DIAL_TEMPLATE_RULES = {
  'cisco/template-in-small': {
    ...rejected(
      'A dial rule in small letters',
      'write TEMPLATE in capitals: the phone passes over it',
      saidBy('guide'),
    ),
    applies: (element) => isStray(element) && isSmall(element),
    run: noRule,
  },
  'cisco/no-template': {
    ...ignored(
      'Something in a dial template that is no rule',
      'remove it: the phone passes over it',
      saidBy('image'),
    ),
    applies: (element) => isStray(element) && !isSmall(element),
    run: noRule,
  },
  'cisco/rule-without-match': {
    ...rejected(
      'A dial rule without a pattern',
      'add MATCH, and the digits that it is for',
      saidBy('image'),
    ),
    applies: isRule,
    run(element) {
      if (hasMatch(element)) return [];
      const meant = element.attributes.find(isMatchMisspelt);
      if (!meant) return [{ at: element, message: 'the rule has no MATCH' }];
      const hint = `write MATCH in place of ${meant.name}`;
      return [
        { at: meant, message: `the rule has no MATCH, and ${meant.name} is nearly one`, hint },
      ];
    },
  },
  'cisco/unknown-dial-attribute': {
    ...ignored(
      'An attribute that no dial rule has',
      'remove it or correct its spelling: the phone passes over it',
      saidBy('image'),
    ),
    applies: isRule,
    run(element) {
      // Where it has no MATCH, what is nearly one is told already.
      const isTold = hasMatch(element) ? () => false : isMatchMisspelt;
      return element.attributes
        .filter((attribute) => !formOf(attribute) && !isTold(attribute))
        .map((at) => {
          const near = didYouMean(at.name, Object.keys(ATTRIBUTES));
          return { at, message: `the phone knows no attribute ${at.name} of a rule${near}` };
        });
    },
  },
  'cisco/dial-value': {
    ...ignored(
      'A value that the attribute of a dial rule cannot have',
      'write one that it can',
      saidBy('image'),
    ),
    applies: isRule,
    run: ({ attributes }) =>
      attributes.flatMap((at) => {
        const form = formOf(at);
        if (form?.fits?.(at.value) ?? true) return [];
        const message = `${at.name} "${at.value}" is not what it may be`;
        return [{ at, message, ...(form?.hint !== undefined && { hint: form.hint }) }];
      }),
  },
} as const satisfies Readonly<Record<`cisco/${string}`, Rule<XmlElement, Position>>>;

/** About the template as a whole. */
export const DIAL_TEMPLATE_ROOT_RULES = {
  'cisco/no-dial-rule': {
    ...style(
      'A dial template without a rule',
      'add one, such as <TEMPLATE MATCH="*" Timeout="5"/>: without any, nothing but time, or a key, tells the phone that a number is complete',
      saidBy('guide'),
    ),
    // What is there and is no rule has been told.
    applies: ({ children }) => children.every(({ name }) => name === STAMP),
    run: (at) => [{ at, message: 'there is no dial rule in it' }],
  },
} as const satisfies Readonly<Record<`cisco/${string}`, Rule<XmlElement, Position>>>;

const judgeRoot = judgeBy<XmlElement, Position>(DIAL_TEMPLATE_ROOT_RULES);
const judgeElement = judgeBy<XmlElement, Position>(DIAL_TEMPLATE_RULES);
const judgeRule = judgeBy<DialRuleView<Position>, Position>(DIAL_RULES);
const judgePatterns = judgeBy<readonly PatternAt<Position>[], Position>(SAME_PATTERN_RULES);

export const lintDialTemplate: Linter = (root) => [
  ...judgeRoot(root),
  ...root.children.flatMap((element) => [
    ...judgeElement(element),
    ...(isRule(element) ? judgeRule(viewOf(element)) : []),
  ]),
  ...judgePatterns(root.children.filter(isRule).flatMap(patternOf)),
];

function patternOf(at: XmlElement): readonly PatternAt<Position>[] {
  const textOf = (wanted: string) =>
    at.attributes.find(({ name }) => name.toUpperCase() === wanted)?.value;
  const [match, line] = [textOf('MATCH'), textOf('LINE')];
  return match === undefined ? [] : [{ match, at, ...(line !== undefined && { line }) }];
}

function viewOf({ attributes }: XmlElement): DialRuleView<Position> {
  const said = (wanted: string) =>
    attributes
      .filter(({ name }) => name.toUpperCase() === wanted)
      .map((at) => ({ text: at.value, at }));
  return { patterns: said('MATCH'), rewrites: said('REWRITE'), tones: said('TONE') };
}
