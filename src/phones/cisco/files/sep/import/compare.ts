// Two SEP files, element by element: in what ours, made again, says otherwise than the one that somebody brought. Order,
// blanks and comments mean nothing.

import { namesPassword } from '../../../../../core/secret-in-text.js';
import {
  attributeOf,
  childrenNamed,
  type XmlAttribute,
  type XmlElement,
} from '../../../../../render/xml/tree.js';
import { type Difference, isSecretValue } from '../../../../importer.js';
import type { ElementNode, ElementRule } from '../../../tables/element-tree.js';
import { isSameValue } from '../../../tables/same-value.js';
import { parseRawPath } from '../raw.js';

/** Below `device`. */
export function compareDevices(
  theirs: XmlElement,
  ours: XmlElement,
  elements: ElementNode,
): readonly Difference[] {
  const found: Difference[] = [];
  const tell: Tell = (kind, path, said) => {
    const answer = parseRawPath(path, elements);
    const text = said.theirs?.text ?? said.ours ?? '';
    const name = path.split(/[/@]/).at(-1) ?? '';
    const why = said.why ?? (answer.ok ? undefined : name.includes(':') ? PREFIXED : answer.why);
    found.push({
      kind,
      path,
      ...said,
      ...(why !== undefined && { why }),
      isSecret: isSecretValue(name, text),
    });
  };
  compare(theirs, ours, elements.children.get('device'), '', tell);
  return found;
}

const PREFIXED = 'raw knows no names with a colon';

type Tell = (
  kind: Difference['kind'],
  path: string,
  said: Pick<Difference, 'theirs' | 'ours' | 'why'>,
) => void;

function compare(
  theirs: XmlElement,
  ours: XmlElement,
  node: ElementNode | undefined,
  path: string,
  tell: Tell,
): void {
  compareText(theirs, ours, node?.rule, path, tell);
  compareAttributes(theirs, ours, path, tell);
  const names = new Set([...theirs.children, ...ours.children].map(({ name }) => name));
  for (const name of names) {
    const child = node?.children.get(name);
    const pairs = pairUp(childrenNamed(theirs, name), childrenNamed(ours, name), child);
    for (const { a, b, where, why } of pairs) {
      const below = `${path === '' ? '' : `${path}/`}${name}${where}`;
      if (a && b) compare(a, b, child, below, tell);
      else if (a) tellAll(a, below, child, why, tell);
      else if (b) tellAdded(b, below, child, tell);
    }
  }
}

function compareText(
  theirs: XmlElement,
  ours: XmlElement,
  rule: ElementRule | undefined,
  path: string,
  tell: Tell,
): void {
  if (theirs.text === ours.text) return;
  const said = { theirs: { text: theirs.text, at: theirs }, ours: ours.text };
  // Exports keep passwords to themselves: one from elsewhere contradicts nothing.
  if (theirs.text === '' && namesPassword(ours.name)) {
    tell('added', path, { ours: ours.text });
    return;
  }
  const isSame = isSameValue(ours.name, theirs.text, ours.text, rule);
  const why = theirs.children.length > 0 ? 'it stands between elements' : undefined;
  tell(isSame ? 'same' : 'other', path, { ...said, ...(why !== undefined && { why }) });
}

function compareAttributes(theirs: XmlElement, ours: XmlElement, path: string, tell: Tell): void {
  for (const attribute of theirs.attributes) {
    const own = attributeOf(ours, attribute.name);
    if (own?.value === attribute.value) continue;
    tellAttribute(attribute, path, own?.value, tell);
  }
}

function tellAttribute(
  attribute: XmlAttribute,
  path: string,
  ours: string | undefined,
  tell: Tell,
): void {
  const { name, value } = attribute;
  if (name === 'xmlns' || name.startsWith('xmlns:')) return;
  const theirs = { text: value, at: attribute };
  const at = `${path === '' ? '' : `${path}/`}@${name}`;
  if (ours === undefined) tell('lacking', at, { theirs });
  else tell('other', at, { theirs, ours });
}

interface Pair {
  readonly a?: XmlElement;
  readonly b?: XmlElement;
  /** `[@button="2"]`. */
  readonly where: string;
  /** Why `raw` cannot name it. */
  readonly why?: string;
}

const TWICE = 'it stands there twice, and the phone reads one';
const UNNAMED = 'nothing tells it from others of its name';

function pairUp(
  theirs: readonly XmlElement[],
  ours: readonly XmlElement[],
  node: ElementNode | undefined,
): readonly Pair[] {
  const choice = choiceOf(node);
  return choice === undefined ? pairByOrder(theirs, ours, node) : pairBy(choice, theirs, ours);
}

/** The attribute that tells elements of one name from one another. */
function choiceOf(node: ElementNode | undefined): string | undefined {
  const [choice] = node?.rule.many ? node.attributes.keys() : [];
  return choice;
}

function pairByOrder(
  theirs: readonly XmlElement[],
  ours: readonly XmlElement[],
  node: ElementNode | undefined,
): readonly Pair[] {
  const length = Math.max(theirs.length, ours.length);
  return Array.from({ length }, (_, index) => {
    const [a, b] = [theirs[index], ours[index]];
    const why = index === 0 ? undefined : node?.rule.many ? UNNAMED : TWICE;
    return { ...(a && { a }), ...(b && { b }), where: '', ...(why !== undefined && { why }) };
  });
}

function pairBy(
  choice: string,
  theirs: readonly XmlElement[],
  ours: readonly XmlElement[],
): readonly Pair[] {
  const valueIn = (element: XmlElement) => attributeOf(element, choice)?.value;
  const left = new Set(ours);
  const taken = new Set<string>();
  const pairs = theirs.map((a, index): Pair => {
    const value = valueIn(a) ?? (ours[index] && valueIn(ours[index])) ?? String(index + 1);
    const where = `[@${choice}="${value}"]`;
    if (taken.has(value)) return { a, where, why: TWICE };
    taken.add(value);
    const b = ours.find((each) => valueIn(each) === value);
    if (b) left.delete(b);
    return { a, ...(b && { b }), where };
  });
  return [...pairs, ...[...left].map((b) => ({ b, where: `[@${choice}="${valueIn(b)}"]` }))];
}

/** Everything in an element that only they have. */
function tellAll(
  element: XmlElement,
  path: string,
  node: ElementNode | undefined,
  why: string | undefined,
  tell: Tell,
): void {
  const because = why === undefined ? {} : { why };
  for (const attribute of element.attributes) {
    if (path.endsWith(`[@${attribute.name}="${attribute.value}"]`)) continue;
    if (attribute.name.startsWith('xmlns')) continue;
    tell('lacking', `${path}/@${attribute.name}`, {
      theirs: { text: attribute.value, at: attribute },
      ...because,
    });
  }
  const theirs = { text: element.text, at: element };
  if (element.text !== '') tell('lacking', path, { theirs, ...because });
  else if (element.children.length === 0) tell('empty', path, { theirs });
  const names = new Set(element.children.map(({ name }) => name));
  for (const name of names) {
    const child = node?.children.get(name);
    for (const pair of pairUp(childrenNamed(element, name), [], child)) {
      if (pair.a) tellAll(pair.a, `${path}/${name}${pair.where}`, child, why ?? pair.why, tell);
    }
  }
}

/** An element of ours that is empty says nothing. */
function tellAdded(
  element: XmlElement,
  path: string,
  node: ElementNode | undefined,
  tell: Tell,
): void {
  if (element.text !== '') tell('added', path, { ours: element.text });
  for (const child of element.children) {
    const below = node?.children.get(child.name);
    const choice = choiceOf(below);
    const value = choice === undefined ? undefined : attributeOf(child, choice)?.value;
    const where = value === undefined ? '' : `[@${choice}="${value}"]`;
    tellAdded(child, `${path}/${child.name}${where}`, below, tell);
  }
}
