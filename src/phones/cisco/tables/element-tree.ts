// The elements that the phone's parser knows, as a tree, so that a file is walked beside it.

import type { Only } from './trains.js';

/** All but a section hold a value. */
export const ELEMENT_KINDS = [
  ...(['section', 'text', 'boolean', 'integer', 'enum', 'host'] as const),
  ...(['label', 'time', 'zone'] as const),
] as const;
export type ElementKind = (typeof ELEMENT_KINDS)[number];

/** What an element or attribute may hold. */
export interface ElementRule {
  readonly type: ElementKind;
  readonly required?: boolean;
  /** May stand several times in its parent. */
  readonly many?: boolean;
  readonly min?: number;
  /** Largest integer, or longest text that a source vouches for. */
  readonly max?: number;
  /** Longest text that the phone has room for. */
  readonly limit?: number;
  readonly values?: readonly string[];
  /** The phone takes the values in any case. */
  readonly anyCase?: boolean;
  /** Known to make the phone refuse the file, not only the value. */
  readonly fatal?: boolean;
  /** Absent: every model and train knows it. */
  readonly only?: Only;
}

export interface ElementNode {
  readonly name: string;
  readonly rule: ElementRule;
  readonly children: ReadonlyMap<string, ElementNode>;
  readonly attributes: ReadonlyMap<string, ElementRule>;
  /** Names of those without which the phone does not do. */
  readonly requiredChildren: readonly string[];
  readonly requiredAttributes: readonly string[];
}

interface Draft extends ElementNode {
  readonly children: Map<string, Draft>;
  readonly attributes: Map<string, ElementRule>;
  readonly requiredChildren: string[];
  readonly requiredAttributes: string[];
}

/** `table` by path from the root: `device/sipProfile`, an attribute as `…/line@button`. Throws if a path hangs in the air. */
export function growElements(table: Readonly<Record<string, ElementRule>>): ElementNode {
  const top: Draft = draft('', { type: 'section' });
  for (const [path, rule] of Object.entries(table)) {
    const [elementPath = '', attribute] = path.split('@');
    const steps = elementPath.split('/');
    const name = attribute === undefined ? steps.pop() : undefined;
    const parent = steps.reduce<Draft | undefined>((at, step) => at?.children.get(step), top);
    if (!parent) throw new Error(`cisco/elements.json: nothing is above ${path}`);
    if (name !== undefined) {
      parent.children.set(name, draft(name, rule));
      if (rule.required) parent.requiredChildren.push(name);
    } else if (attribute !== undefined) {
      parent.attributes.set(attribute, rule);
      if (rule.required) parent.requiredAttributes.push(attribute);
    }
  }
  return top;
}

export interface KnownElement {
  readonly name: string;
  readonly parent: string;
  readonly only: Only | undefined;
}

/** Where an element of this name, in whatever case, has its place. */
export function findElement(node: ElementNode, name: string): KnownElement | undefined {
  for (const child of node.children.values()) {
    if (child.name.toLowerCase() === name.toLowerCase()) {
      return { name: child.name, parent: node.name, only: child.rule.only };
    }
    const found = findElement(child, name);
    if (found) return found;
  }
  return undefined;
}

function draft(name: string, rule: ElementRule): Draft {
  return {
    name,
    rule,
    children: new Map(),
    attributes: new Map(),
    requiredChildren: [],
    requiredAttributes: [],
  };
}
