// Dial templates: each rule as the phone would read it.

import { didYouMean } from '../../../../findings/near.js';
import type { XmlAttribute, XmlElement } from '../../../../render/xml/tree.js';
import type { LintFinding } from '../../../driver.js';
import { finding, type Linter } from '../../lint/lint-finding.js';
import { isPattern, isRewrite, TONES } from './patterns.js';

const RULE = 'TEMPLATE';

export const lintDialTemplate: Linter = (root) => root.children.flatMap(lintRule);

function lintRule(element: XmlElement): readonly LintFinding[] {
  const { name, attributes } = element;
  if (name !== RULE) {
    if (name === 'versionStamp') return [];
    const upper = name.toUpperCase() === RULE;
    const hint = 'the phone passes over it';
    return [finding(upper ? 'error' : 'warning', element, `<${name}> is no <${RULE}>`, hint)];
  }
  const matches = attributes.some((attribute) => attribute.name.toUpperCase() === 'MATCH');
  return [
    ...(matches ? [] : [finding('error', element, 'the rule has no MATCH', 'say which digits')]),
    ...attributes.flatMap(lintAttribute),
  ];
}

interface AttributeRule {
  fits(value: string): boolean;
  readonly hint: string;
}

/** Names are read in any case. */
const ATTRIBUTES: Readonly<Record<string, AttributeRule>> = {
  MATCH: { fits: isPattern, hint: 'digits, #, . * \\* and , make a pattern' },
  TIMEOUT: { fits: (value) => /^\d+$/.test(value), hint: 'write whole seconds' },
  REWRITE: { fits: isRewrite, hint: 'after % comes 0 to 5, %, or .' },
  USER: { fits: (value) => /^(phone|ip)$/i.test(value), hint: 'Phone or IP' },
  TONE: { fits: (value) => TONES.includes(value), hint: `one of: ${TONES.join(', ')}` },
  LINE: { fits: (value) => /^\d+$/.test(value), hint: 'write the number of a line' },
  ROUTE: { fits: () => true, hint: '' },
};

function lintAttribute(attribute: XmlAttribute): readonly LintFinding[] {
  const { name, value } = attribute;
  const rule = ATTRIBUTES[name.toUpperCase()];
  if (!rule) {
    const near = didYouMean(name, Object.keys(ATTRIBUTES));
    const message = `the phone knows no attribute ${name} of a rule${near}`;
    return [finding('warning', attribute, message, 'it passes over it')];
  }
  if (rule.fits(value)) return [];
  return [finding('warning', attribute, `${name} "${value}" is not what it may be`, rule.hint)];
}
