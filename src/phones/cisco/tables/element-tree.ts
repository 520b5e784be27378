// The elements that the phone's parser knows, as a tree, so that a file is walked beside it.

import type { SourceKey } from './sources.js';
import type { Only } from './trains.js';

/** All but a section hold a value. */
export const ELEMENT_KINDS = [
  ...(['section', 'text', 'boolean', 'integer', 'enum', 'host', 'url'] as const),
  ...(['label', 'time', 'date', 'zone', 'feature'] as const),
] as const;
export type ElementKind = (typeof ELEMENT_KINDS)[number];

/** Why phones pass over an element that published files have at its place. */
export const PASSED_OVER = [
  /** Firmware of other phones knows it. */
  'other-firmware',
  /** Phones of the SPA family know it. */
  'spa',
  /** It is known elsewhere in the file. */
  'misplaced',
  /** It is known with other capitals, here or elsewhere. */
  'misspelt',
  /** The number of a model belongs into the file of unknown phones. */
  'numbered',
  /** No source tells whether anybody knows it. */
  'unproven',
  /** Nobody is known to know it. */
  'invented',
] as const;
export type PassedOver = (typeof PASSED_OVER)[number];

/** What an element or attribute may hold. */
export interface ElementRule {
  readonly type: ElementKind;
  readonly required?: boolean;
  /** It says nothing if it is empty, and the phone needs it. */
  readonly filled?: boolean;
  /** Not proven to be needed, but nobody describes its parent without it. */
  readonly expected?: boolean;
  /** May stand several times in its parent. */
  readonly many?: boolean;
  /** So many times at most, of what may stand several times. */
  readonly most?: number;
  /** Rows of the table whose elements and attributes it has as well: of a part that many have, `(page)`. */
  readonly has?: readonly string[];
  readonly min?: number;
  /** Largest integer, or longest text that a source vouches for, in bytes. */
  readonly max?: number;
  /** Longest text that the phone has room for, in bytes. */
  readonly limit?: number;
  readonly values?: readonly string[];
  /** The phone takes the values in any case. */
  readonly anyCase?: boolean;
  /** Known to make the phone refuse the file, not only the value. */
  readonly fatal?: boolean;
  /** What values mean; of a switch `on` and `off`, whichever way round it is. */
  readonly means?: Readonly<Record<string, string>>;
  /** What the phone has where nothing is said, or else what nearly all published files say. */
  readonly default?: string;
  /** A host that may be a group of hosts. */
  readonly group?: boolean;
  /** Absent: every model and train knows it. */
  readonly only?: Only;
  /** No model and no train knows it here. */
  readonly passed?: PassedOver;
  /** Who says all this. */
  readonly source: readonly SourceKey[];
}

export interface ElementNode {
  readonly name: string;
  readonly rule: ElementRule;
  readonly children: ReadonlyMap<string, ElementNode>;
  readonly attributes: ReadonlyMap<string, ElementRule>;
  /** Elements and attributes that phones pass over here. */
  readonly passed: ReadonlyMap<string, ElementNode>;
  /** Names of those without which the phone does not do. */
  readonly requiredChildren: readonly string[];
  readonly requiredAttributes: readonly string[];
  readonly expectedChildren: readonly string[];
  readonly expectedAttributes: readonly string[];
  /** Some of its children not every phone knows. */
  readonly varies: boolean;
  /** Of some of its children there may be so many and no more. */
  readonly counts: boolean;
}

interface Draft extends ElementNode {
  readonly children: Map<string, Draft>;
  readonly attributes: Map<string, ElementRule>;
  readonly passed: Map<string, Draft>;
  readonly requiredChildren: string[];
  readonly requiredAttributes: string[];
  readonly expectedChildren: string[];
  readonly expectedAttributes: string[];
  varies: boolean;
  counts: boolean;
}

export interface ElementTree {
  /** Above the roots of all files. */
  readonly root: ElementNode;
  /** Where an element has its place, by its name in small letters; of several, the first. */
  readonly places: ReadonlyMap<string, KnownElement>;
  /** Names that firmware of other phones knows and none of these trains does. */
  readonly ofOthers: ReadonlySet<string>;
}

export interface KnownElement {
  readonly name: string;
  readonly parent: string;
  readonly only: Only | undefined;
}

/** `table` by path from the root: `device/sipProfile`, an attribute as `…/line@button`. Throws if a path hangs in the air. */
export function growElements(table: Readonly<Record<string, ElementRule>>): ElementTree {
  const root: Draft = draft('', { type: 'section', source: [] });
  const places = new Map<string, KnownElement>();
  const ofOthers = new Set<string>();
  for (const [path, rule] of Object.entries(table)) {
    const [elementPath = '', attribute] = path.split('@');
    const steps = elementPath.split('/');
    const name = attribute ?? steps.pop() ?? '';
    const parent = steps.reduce<Draft | undefined>(childAt, root);
    if (!parent) throw new Error(`cisco: nothing is above ${path}`);
    if (rule.passed !== undefined) {
      parent.passed.set(name, draft(name, rule));
      if (rule.passed === 'other-firmware') ofOthers.add(name);
    } else if (attribute !== undefined) addAttribute(parent, name, rule);
    else {
      const node = draft(name, rule);
      for (const part of rule.has ?? []) takeIn(node, root.children.get(part), path);
      addChild(parent, node);
      addPlace(places, { name, parent: parent.name, only: rule.only });
    }
  }
  return { root, places, ofOthers };
}

function addAttribute(parent: Draft, name: string, rule: ElementRule): void {
  parent.attributes.set(name, rule);
  if (rule.required) parent.requiredAttributes.push(name);
  if (rule.expected) parent.expectedAttributes.push(name);
}

function addChild(parent: Draft, node: Draft): void {
  const { name, rule } = node;
  parent.children.set(name, node);
  if (rule.required) parent.requiredChildren.push(name);
  if (rule.expected) parent.expectedChildren.push(name);
  if (rule.only) parent.varies = true;
  if (rule.most !== undefined) parent.counts = true;
}

/** Of several the first. */
function addPlace(places: Map<string, KnownElement>, element: KnownElement): void {
  const key = element.name.toLowerCase();
  if (!places.has(key)) places.set(key, element);
}

/** A part stands above what has it. */
function takeIn(node: Draft, part: Draft | undefined, path: string): void {
  if (!part) throw new Error(`cisco: ${path} has a part that no row before it describes`);
  for (const [name, child] of part.children) node.children.set(name, child);
  for (const [name, rule] of part.attributes) node.attributes.set(name, rule);
  node.expectedChildren.push(...part.expectedChildren);
  node.expectedAttributes.push(...part.expectedAttributes);
  node.counts ||= part.counts;
}

/** Names of one kind of file: what is below its root. */
export function namesBelow(root: ElementNode): Pick<ElementTree, 'places' | 'ofOthers'> {
  const places = new Map<string, KnownElement>();
  let level: readonly ElementNode[] = [root];
  while (level.length > 0) {
    for (const parent of level) {
      for (const name of parent.children.keys()) {
        addPlace(places, { name, parent: parent.name, only: undefined });
      }
    }
    level = level.flatMap(({ children }) => [...children.values()]);
  }
  return { places, ofOthers: new Set() };
}

function childAt(at: Draft | undefined, step: string): Draft | undefined {
  return at?.children.get(step) ?? at?.passed.get(step);
}

function draft(name: string, rule: ElementRule): Draft {
  return {
    name,
    rule,
    children: new Map(),
    attributes: new Map(),
    passed: new Map(),
    requiredChildren: [],
    requiredAttributes: [],
    expectedChildren: [],
    expectedAttributes: [],
    varies: false,
    counts: false,
  };
}
