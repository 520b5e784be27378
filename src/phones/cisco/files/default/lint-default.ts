// XMLDefault.cnf.xml: which firmware an unknown phone gets.

import { ignored, risky, style } from '../../../../findings/evidence.js';
import { judgeBy, type Rule } from '../../../../findings/rule.js';
import { attributeOf, type Position, type XmlElement } from '../../../../render/xml/tree.js';
import type { CiscoData } from '../../tables/data.js';
import { saidBy } from '../../tables/sources.js';
import { type Reader, readerOf } from '../../tables/trains.js';
import { lintElements } from '../elements/lint-elements.js';
import type { Linter } from '../lint-finding.js';
import { isLoadFor } from '../load-names.js';
import { PHONE_RULES } from '../sep/phone-rules.js';
import type { PhoneView } from '../sep/phone-view.js';

const LOAD = /^loadInformation(\d*)$/;

interface Load {
  readonly element: XmlElement;
  /** Of the model, as written; empty: none. */
  readonly number: string;
  readonly data: CiscoData;
}

/** The phone that the attribute names, and its number. */
function namedIn(element: XmlElement, { modelNumbers }: CiscoData) {
  const model = attributeOf(element, 'model');
  const [, name] = / (\d{4}(?:G-GE)?)\b/.exec(model?.value ?? '') ?? [];
  return { model, name, right: name === undefined ? undefined : modelNumbers[name] };
}

const startsWithZero = (number: string) => /^0/.test(number) && number !== '00007';

export const DEFAULT_RULES = {
  'cisco/load-without-number': {
    ...ignored(
      'A load for no model',
      'add the number of the model: only SEP files have it without',
      saidBy('image'),
    ),
    run: ({ element, number }) =>
      number === ''
        ? [{ at: element, message: 'loadInformation lacks the number of a model' }]
        : [],
  },
  'cisco/load-zeros': {
    ...ignored('The number of a model with zeros before it', 'write it without', saidBy('image')),
    run: ({ element, number }) =>
      startsWithZero(number)
        ? [
            {
              at: element,
              message: `${element.name} begins with a zero`,
              hint: `write loadInformation${Number(number)}`,
            },
          ]
        : [],
  },
  'cisco/load-of-other-model': {
    ...ignored(
      'The number of another model than the one that is named',
      'write the number of it',
      saidBy('stack', 'sccp'),
    ),
    applies: ({ number }) => number !== '' && !startsWithZero(number),
    run({ element, number, data }) {
      const { model, name, right } = namedIn(element, data);
      if (!model || right === undefined || right === Number(number)) return [];
      const message = `${element.name} is not the ${name}'s`;
      return [{ at: model, message, hint: `its number is ${right}` }];
    },
  },
  'cisco/load-for-other-phones': {
    ...risky(
      'A load for other phones than those with the number of the element',
      'write a load of these phones, or the number of those for which it is',
      saidBy('firmware', 'image'),
    ),
    // Where the number is wrong, it is that, and not the load.
    applies: ({ element, number, data }) =>
      [undefined, Number(number)].includes(namedIn(element, data).right),
    run({ element, number, data }) {
      const entry = Object.entries(data.modelNumbers).find(([, each]) => each === Number(number));
      const [phone] = entry ?? [];
      if (phone === undefined || isLoadFor(phone, element.text)) return [];
      return [{ at: element, message: `${element.text} is no load for a ${phone}` }];
    },
  },
} as const satisfies Readonly<Record<`cisco/${string}`, Rule<Load, Position>>>;

export const DEFAULT_ROOT_RULES = {
  'cisco/default-address': {
    ...style(
      'An address in the file of unknown phones',
      'write it into SEP files as well: firmware 9.x reads nothing here once a phone has a file of its own',
      saidBy('sccp'),
    ),
    run: ({ children }) =>
      children
        .filter(({ name, text }) => name.endsWith('URL') && text !== '')
        .map((at) => ({ at, message: `${at.name} is for phones without a file of their own` })),
  },
} as const satisfies Readonly<Record<`cisco/${string}`, Rule<XmlElement, Position>>>;

const judgeLoad = judgeBy<Load, Position>(DEFAULT_RULES);
const ENDING = 'cisco/load-ending';
const judgePhone = judgeBy<PhoneView<Position>, Position>({ [ENDING]: PHONE_RULES[ENDING] });

const judgeRoot = judgeBy<XmlElement, Position>(DEFAULT_ROOT_RULES);

export const lintDefault: Linter = (root, { data, model, firmware }) => [
  ...lintKnown(root, data, readerOf(data.trains, '', model, firmware)),
  ...judgeRoot(root),
  ...root.children.flatMap((element) => {
    const number = LOAD.exec(element.name)?.[1];
    if (number === undefined) return [];
    const load = { text: element.text, at: element };
    return [
      ...judgeLoad({ element, number, data }),
      ...judgePhone({ from: 'file', at: element, load, numbers: () => [] }),
    ];
  }),
];

/** A load without a number is told of by itself, and numbers that 8.5 does not know are those of other phones. */
function lintKnown(root: XmlElement, data: CiscoData, reader: Reader) {
  const node = data.elements.children.get(root.name);
  if (!node) return [];
  const children = root.children.filter(({ name }) => !LOAD.test(name) || node.children.has(name));
  return lintElements({ ...root, children }, node, { data, reader });
}
