// A file of soft keys: every element by its row, then what the keys and the states of calls say of one another.

import { judgeBy } from '../../../../findings/rule.js';
import {
  attributeOf,
  childrenNamed,
  descendant,
  type Position,
  type XmlElement,
} from '../../../../render/xml/tree.js';
import { lintSide } from '../elements/lint-side.js';
import type { Linter } from '../lint-finding.js';
import { type KeyAt, SOFT_KEY_RULES, type SoftKeysView } from './soft-key-rules.js';

const judge = judgeBy<SoftKeysView, Position>(SOFT_KEY_RULES);

export const lintSoftKeys: Linter = (root, input) => [
  ...lintSide(root, input),
  ...judge({
    defined: below(root, 'typeSoftKey', 'softKeyDef').flatMap((element) =>
      named(element, 'keyID').map((key) => ({ ...key, numbers: numbersOf(element) })),
    ),
    states: below(root, 'softKeySets', 'softKeySet').flatMap((element) =>
      named(element, 'id').map((state) => ({
        ...state,
        keys: childrenNamed(element, 'softKey').flatMap((key) => named(key, 'keyID')),
      })),
    ),
    table: input.data.softKeys(),
  }),
];

function below(root: XmlElement, parent: string, name: string): readonly XmlElement[] {
  return childrenNamed(root, parent).flatMap((each) => childrenNamed(each, name));
}

/** Without the attribute it is told as that. */
function named(at: XmlElement, attribute: string): readonly KeyAt[] {
  const text = attributeOf(at, attribute)?.value;
  return text === undefined ? [] : [{ text, at }];
}

/** What is no number is told as that. */
function numbersOf(key: XmlElement) {
  return (['tag', 'eventID', 'helpID'] as const).flatMap((name) => {
    const at = descendant(key, name);
    return at && /^\d+$/.test(at.text) ? [{ name, text: at.text, at }] : [];
  });
}
