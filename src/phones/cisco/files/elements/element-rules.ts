// Which elements a file has, held to the tree of those that the phone's parser knows. One row a rule.

import { oncePerKey } from '../../../../core/once-per.js';
import { ignored, rejected, risky, style } from '../../../../findings/evidence.js';
import { createMeant, didYouMean, nearestName } from '../../../../findings/near.js';
import type { Complaint, Rule } from '../../../../findings/rule.js';
import type { Position, XmlElement } from '../../../../render/xml/tree.js';
import type { CiscoData } from '../../tables/data.js';
import type { ElementNode } from '../../tables/element-tree.js';
import { saidBy } from '../../tables/sources.js';
import { type Only, type Reader, whyForeign } from '../../tables/trains.js';
import { whyPassedOver } from './passed-over.js';

/** Who reads the file. */
export interface ReadBy {
  readonly data: CiscoData;
  readonly reader: Reader;
  /** What is to be done of something unknown, where it does not matter which firmware reads the file. */
  readonly unknownHint?: string | undefined;
}

/** An element, and what the tree says of it. */
export interface Visit extends ReadBy {
  readonly element: XmlElement;
  readonly node: ElementNode;
  /** Those of its children, in their order; undefined: the phone knows no such element here. */
  readonly nodes: readonly (ElementNode | undefined)[];
  /** Some of its children are one and the same element, of which there may be one. */
  readonly repeats: boolean;
}

/** Each child is looked up once for all rules. */
export function visitOf(element: XmlElement, node: ElementNode, by: ReadBy): Visit {
  const nodes: (ElementNode | undefined)[] = [];
  for (const { name } of element.children) nodes.push(node.children.get(name));
  const { data, reader, unknownHint } = by;
  // Written out, for a copy with other words takes V8 ten times as long.
  return { element, node, nodes, repeats: hasRepeated(nodes), data, reader, unknownHint };
}

const IGNORED = 'remove it or correct its spelling: the firmware of the phone passes over it';
const ONCE = 'keep one: a phone was seen to refuse a file for it';

type Part = 'children' | 'attributes';
type Urgency = 'required' | 'expected';

const WANTED = {
  children: { required: 'requiredChildren', expected: 'expectedChildren' },
  attributes: { required: 'requiredAttributes', expected: 'expectedAttributes' },
} as const;

/** Of what is only expected, other capitals are told by themselves. */
const IS_THERE = { required: isThereAsWritten, expected: isThere } as const;

/** What the tree wants to be there, and is not. */
function lackingIn({ element, node }: Visit, part: Part, urgency: Urgency): readonly string[] {
  const isThereAs = IS_THERE[urgency];
  return node[WANTED[part][urgency]].filter((name) => !isThereAs(name, element[part]));
}

function lacks(part: Part, urgency: Urgency): Pick<Rule<Visit, Position>, 'applies' | 'run'> {
  const wanted = WANTED[part][urgency];
  const [sayMissing, saySlip] =
    part === 'children'
      ? [(name: string) => `<${name}>`, (name: string) => `<${name}>`]
      : [(name: string) => `its attribute ${name}`, (name: string) => name];
  return {
    applies: ({ node }) => node[wanted].length > 0,
    run: (visit) =>
      lackingIn(visit, part, urgency).map((name) => {
        const { element, node } = visit;
        const slip = findSlip(element[part], name, node[part]);
        const message = `<${node.name}> lacks ${sayMissing(name)}`;
        if (!slip) return { at: element, message };
        const hint = `write ${name} in place of ${slip.name}: the phone tells capitals`;
        return { at: slip, message: `${message}: ${saySlip(slip.name)} is nearly that`, hint };
      }),
  };
}

const expected = (title: string) =>
  risky(
    title,
    'add it: no file without it is known to work',
    saidBy('softKeys', 'policy', 'pictures', 'schema'),
  );

export const ELEMENT_RULES = {
  'cisco/unknown-attribute': {
    ...ignored('An attribute that the phone does not know', IGNORED, saidBy('image')),
    applies: ({ element }) => element.attributes.length > 0,
    run(visit) {
      const { element, node, ...by } = visit;
      const unknown = element.attributes.filter(
        ({ name }) => !node.attributes.has(name) && !name.startsWith('xmlns'),
      );
      if (unknown.length === 0) return [];
      const told = toldAsLacking(visit, 'attributes');
      return unknown
        .filter((at) => !told.has(at))
        .map((at) => {
          const near = didYouMean(at.name, node.attributes.keys());
          return {
            at,
            message: `the phone knows no attribute ${at.name} of <${node.name}>${near}`,
            hint: passedOver(by),
          };
        });
    },
  },
  'cisco/missing-element': {
    ...rejected(
      'An element without which the phone does not do',
      'add it: the phone needs it',
      saidBy('minimal', 'codec'),
    ),
    ...lacks('children', 'required'),
  },
  'cisco/missing-attribute': {
    ...rejected(
      'An attribute without which the phone does not do',
      'add it: the phone needs it',
      saidBy('image'),
    ),
    ...lacks('attributes', 'required'),
  },
  'cisco/expected-element': {
    ...expected('An element without which nobody describes such a file'),
    ...lacks('children', 'expected'),
  },
  'cisco/expected-attribute': {
    ...expected('An attribute without which nobody describes such an element'),
    ...lacks('attributes', 'expected'),
  },
  'cisco/too-many-elements': {
    ...risky(
      'An element more often than phones are said to take',
      'remove the rest',
      saidBy('softKeys', 'pictures', 'schema'),
    ),
    applies: ({ node }) => node.counts,
    run: ({ element, node, nodes }) =>
      [...node.children.values()].flatMap((known) => {
        const most = known.rule.most ?? Number.POSITIVE_INFINITY;
        const all = element.children.filter((_, index) => nodes[index] === known);
        const surplus = all[most];
        const message = `<${node.name}> has ${all.length} of <${known.name}>; ${most} are said to be the most`;
        return surplus ? [{ at: surplus, message }] : [];
      }),
  },
  'cisco/contradiction': {
    ...rejected('An element twice, and each time with another value', ONCE, saidBy('codec')),
    applies: ({ repeats }) => repeats,
    run: (visit) => repeated(visit, 'different'),
  },
  'cisco/repetition': {
    ...risky('An element twice, with the same value', ONCE, saidBy('codec')),
    applies: ({ repeats }) => repeats,
    run: (visit) => repeated(visit, 'same'),
  },
  'cisco/unknown-element': {
    ...ignored('An element that the phone does not know at this place', IGNORED, saidBy('image')),
    applies: ({ nodes }) => nodes.includes(undefined),
    run(visit) {
      const meant = createMeant();
      const told = toldAsLacking(visit, 'children');
      return visit.element.children
        .filter((_, index) => !visit.nodes[index])
        .filter((at) => !told.has(at))
        .map((at) => ({
          at,
          message: `the phone knows no <${at.name}> in <${visit.node.name}>${whyPassedOver(at.name, visit, meant)}`,
          hint: passedOver(visit),
        }));
    },
  },
  'cisco/later-firmware': {
    ...ignored(
      'An element that only later firmware knows',
      'remove it, or give the phone firmware that knows it: until then it passes over it',
      saidBy('image'),
    ),
    applies: ({ node }) => node.varies,
    run: (visit) =>
      foreignChildren(visit, 'train').map(({ at, only }) => ({
        at,
        message: `<${at.name}> in <${visit.node.name}> is known from firmware ${only.from} on`,
        hint: passedOver(visit),
      })),
  },
  'cisco/other-model': {
    ...style('An element of another model', 'leave it out', saidBy('files', 'cisco')),
    applies: ({ node }) => node.varies,
    run: (visit) =>
      foreignChildren(visit, 'model').map(({ at, only }) => ({
        at,
        message: `<${at.name}> in <${visit.node.name}> is of another model: ${only.models?.join(', ')}`,
      })),
  },
} as const satisfies Readonly<Record<`cisco/${string}`, Rule<Visit, Position>>>;

interface Named extends Position {
  readonly name: string;
}

/** Of what phones do not know here, what is nearly called so. Of very many nobody looks for it. */
function findSlip(
  all: readonly Named[],
  meant: string,
  known: ReadonlyMap<string, unknown>,
): Named | undefined {
  if (all.length > FEW) return undefined;
  return all.find(({ name }) => {
    if (known.has(name)) return false;
    return name.toLowerCase() === meant.toLowerCase() || nearestName(name, known.keys()) === meant;
  });
}

/** Slips for what is lacking, which are told as that: one cause, one finding. Found once for all that is unknown here. */
function toldAsLacking(visit: Visit, part: Part): ReadonlySet<Named | undefined> {
  const { element, node } = visit;
  const lacking = [...lackingIn(visit, part, 'required'), ...lackingIn(visit, part, 'expected')];
  return new Set(lacking.map((name) => findSlip(element[part], name, node[part])));
}

function isThereAsWritten(name: string, all: readonly { readonly name: string }[]): boolean {
  return all.some((each) => each.name === name);
}

/** In other capitals as well: that is told by itself. */
function isThere(name: string, all: readonly { readonly name: string }[]): boolean {
  return all.some((each) => each.name.toLowerCase() === name.toLowerCase());
}

/** Whether phones of the vendor know the element, and not this one. */
export function isForeign({ rule }: ElementNode, { reader, data }: ReadBy): boolean {
  return whyForeign(rule.only, reader, data.trains) !== undefined;
}

function foreignChildren({ element, nodes, reader, data }: Visit, why: 'train' | 'model') {
  const found: { readonly at: XmlElement; readonly only: Only }[] = [];
  for (let index = 0; index < nodes.length; index++) {
    const only = nodes[index]?.rule.only;
    const at = element.children[index];
    if (at && only && whyForeign(only, reader, data.trains) === why) found.push({ at, only });
  }
  return found;
}

function passedOver({ reader, unknownHint }: ReadBy): string {
  return unknownHint ?? `the ${reader.train.name} firmware passes over it`;
}

/** So many are sooner compared than put in order. */
const FEW = 64;

function hasRepeated(nodes: readonly (ElementNode | undefined)[]): boolean {
  if (nodes.length > FEW) return hasRepeatedOfMany(nodes);
  for (let at = 1; at < nodes.length; at++) {
    const node = nodes[at];
    if (node && !node.rule.many && nodes.indexOf(node) < at) return true;
  }
  return false;
}

function hasRepeatedOfMany(nodes: readonly (ElementNode | undefined)[]): boolean {
  const single = nodes.filter((node) => node && !node.rule.many);
  return new Set(single).size < single.length;
}

function repeated(
  { element, nodes }: Visit,
  texts: 'same' | 'different',
): readonly Complaint<Position>[] {
  const textsOf = oncePerKey((_name: string) => new Set<string>());
  for (const { name, text } of element.children) textsOf(name).add(text);
  const seen = new Set<string>();
  return element.children.flatMap((child, index) => {
    const rule = nodes[index]?.rule;
    if (!rule || rule.many) return [];
    if (!seen.has(child.name)) {
      seen.add(child.name);
      return [];
    }
    const are = textsOf(child.name).size === 1 ? 'same' : 'different';
    if (are !== texts) return [];
    return [{ at: child, message: `<${child.name}> stands twice in <${element.name}>` }];
  });
}
