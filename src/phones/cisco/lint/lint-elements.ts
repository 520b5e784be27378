// Holds a file's elements to the tree of those that the phone's parser knows: names, numbers, values.

import { oncePerKey } from '../../../core/once-per.js';
import { didYouMean } from '../../../findings/near.js';
import type { XmlElement } from '../../../render/xml/tree.js';
import type { LintFinding } from '../../driver.js';
import type { CiscoData } from '../tables/data.js';
import { type ElementNode, findElement } from '../tables/element-tree.js';
import { type Only, type Reader, whyForeign } from '../tables/trains.js';
import { finding } from './lint-finding.js';
import { lintValue } from './lint-value.js';

interface Context {
  readonly data: CiscoData;
  readonly reader: Reader;
}

/** What is below an element that the reader does not know is not looked at. */
export function lintElements(
  element: XmlElement,
  node: ElementNode,
  context: Context,
): readonly LintFinding[] {
  const found: LintFinding[] = [];
  collect(element, node, context, found);
  return found;
}

function collect(
  element: XmlElement,
  node: ElementNode,
  context: Context,
  found: LintFinding[],
): void {
  const ofValue = lintValue(element, node.rule, context.data);
  if (ofValue.length > 0) found.push(...ofValue);
  if (isPlain(element, node)) return;
  found.push(
    ...lintAttributes(element, node, context),
    ...lintMissing(element, node),
    ...lintRepeated(element, node),
  );
  for (const child of element.children) {
    const known = node.children.get(child.name);
    const foreign = known ? foreignElement(child, node, known.rule.only, context) : undefined;
    if (foreign) found.push(foreign);
    else if (known) collect(child, known, context, found);
    else found.push(unknownElement(child, node, context));
  }
}

/** Nearly all of them are: nothing but a value is there to be looked at. */
function isPlain({ attributes, children }: XmlElement, node: ElementNode): boolean {
  const empty = attributes.length === 0 && children.length === 0;
  return empty && node.attributes.size === 0 && node.children.size === 0;
}

function lintAttributes(
  { attributes }: XmlElement,
  node: ElementNode,
  { data, reader }: Context,
): readonly LintFinding[] {
  return attributes.flatMap((attribute) => {
    const { name, value } = attribute;
    if (name.startsWith('xmlns')) return [];
    const rule = node.attributes.get(name);
    if (rule) return lintValue({ ...attribute, text: value }, rule, data);
    const near = didYouMean(name, node.attributes.keys());
    const message = `the phone knows no attribute ${name} of <${node.name}>${near}`;
    return [finding('info', attribute, message, ignored(reader))];
  });
}

function lintMissing(element: XmlElement, node: ElementNode): readonly LintFinding[] {
  const missing = (what: string) =>
    finding('error', element, `<${node.name}> lacks ${what}`, 'the phone needs it');
  return [
    ...node.requiredChildren
      .filter((name) => !element.children.some((it) => it.name === name))
      .map((name) => missing(`<${name}>`)),
    ...node.requiredAttributes
      .filter((name) => !element.attributes.some((it) => it.name === name))
      .map((name) => missing(`its attribute ${name}`)),
  ];
}

function lintRepeated(element: XmlElement, node: ElementNode): readonly LintFinding[] {
  if (!hasRepeated(element.children)) return [];
  const textsOf = oncePerKey((_name: string) => new Set<string>());
  for (const { name, text } of element.children) textsOf(name).add(text);
  const seen = new Set<string>();
  return element.children.flatMap((child) => {
    const rule = node.children.get(child.name)?.rule;
    if (!rule || rule.many) return [];
    if (!seen.has(child.name)) {
      seen.add(child.name);
      return [];
    }
    const same = textsOf(child.name).size === 1;
    const message = `<${child.name}> stands twice in <${element.name}>`;
    const hint = 'keep one: a phone was seen to refuse a file for it';
    return [finding(same ? 'warning' : 'error', child, message, hint)];
  });
}

function hasRepeated(children: readonly XmlElement[]): boolean {
  const names = new Set<string>();
  for (const { name } of children) names.add(name);
  return names.size < children.length;
}

function ignored({ train }: Reader): string {
  return `the ${train.name} firmware passes over it`;
}

/** One that phones of the vendor know, but not this one. */
function foreignElement(
  element: XmlElement,
  parent: ElementNode,
  only: Only | undefined,
  { data, reader }: Context,
): LintFinding | undefined {
  const what = `<${element.name}> in <${parent.name}>`;
  switch (whyForeign(only, reader, data.trains)) {
    case 'train':
      return finding(
        'warning',
        element,
        `${what} is known from firmware ${only?.from} on`,
        ignored(reader),
      );
    case 'model': {
      const models = only?.models?.join(', ');
      return finding('info', element, `${what} is of another model: ${models}`, 'leave it out');
    }
    default:
      return undefined;
  }
}

function unknownElement(element: XmlElement, parent: ElementNode, context: Context): LintFinding {
  const { name } = element;
  const message = `the phone knows no <${name}> in <${parent.name}>${nearElement(name, parent, context)}`;
  return finding('warning', element, message, ignored(context.reader));
}

function nearElement(name: string, parent: ElementNode, { data, reader }: Context): string {
  const known = findElement(data.elements, name);
  if (known) {
    const later = whyForeign(known.only, reader, data.trains) === 'train';
    const from = later ? `, from firmware ${known.only?.from} on` : '';
    return ` - <${known.name}> belongs in <${known.parent}>${from}`;
  }
  if (data.laterElements.has(name)) return ': it belongs to other firmware';
  return didYouMean(name, parent.children.keys());
}
