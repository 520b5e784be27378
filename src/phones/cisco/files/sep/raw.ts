// `raw`: what the inventory puts into a phone's file by path, past the templates. Paths are judged before, applied after.

import { createRequire } from 'node:module';
import type { create } from 'xmlbuilder2';
import { readXml } from '../../../../render/xml/check.js';
import { isBeyond } from '../../../../render/xml/tree.js';
import type { ElementNode } from '../../tables/element-tree.js';

type XmlBuilder = ReturnType<typeof create>;

/** Two hundred modules, which only an inventory with `raw` needs. */
const loadXmlBuilder = (): typeof import('xmlbuilder2') =>
  createRequire(import.meta.url)('xmlbuilder2');

interface Step {
  readonly name: string;
  /** `[@button="2"]`: the one of several. */
  readonly where?: { readonly attribute: string; readonly value: string };
}

export interface RawPath {
  /** Elements below the root; empty: the root itself. */
  readonly steps: readonly Step[];
  /** Set instead of the element's text. */
  readonly attribute?: string;
}

export type RawPathAnswer =
  | { readonly ok: true; readonly path: RawPath }
  | { readonly ok: false; readonly why: string };

const NAME = '[A-Za-z_][A-Za-z0-9_.-]*';
const STEP = new RegExp(`^(${NAME})(?:\\[@(${NAME})="([^"<]*)"\\])?$`);
const ATTRIBUTE_STEP = new RegExp(`^@(${NAME})$`);
/** No known element stands half as deep. */
const MOST_STEPS = 20;

/** `vendorConfig/webAccess`, `sipProfile/sipLines/line[@button="2"]/featureLabel`, a last `@name` for an attribute. */
export function parseRawPath(text: string, elements: ElementNode): RawPathAnswer {
  const parts = partsOf(text);
  if (parts.length > MOST_STEPS) {
    return { ok: false, why: `it has ${parts.length} steps, and no element stands so deep` };
  }
  const attribute = ATTRIBUTE_STEP.exec(parts.at(-1) ?? '')?.[1];
  const steps: Step[] = [];
  for (const part of attribute === undefined ? parts : parts.slice(0, -1)) {
    const [, name, by, value] = STEP.exec(part) ?? [];
    if (part === '' && parts.length > 1) return { ok: false, why: describeSlash(text) };
    if (name === undefined) return { ok: false, why: describeStep(part, elements) };
    steps.push({
      name,
      ...(by !== undefined && value !== undefined && { where: { attribute: by, value } }),
    });
  }
  const path = { steps, ...(attribute !== undefined && { attribute }) };
  const why = otherPath(steps, elements) ?? objection(path, elements);
  return why === undefined ? { ok: true, path } : { ok: false, why };
}

/** A slash inside a quoted value does not end a step: an odd number of quotes stands behind it. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let quotesBehind = text.split('"').length - 1;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') quotesBehind -= 1;
    if (sign !== '/' || quotesBehind % 2 !== 0) continue;
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return [...parts, text.slice(from)];
}

function describeSlash(text: string): string {
  const [first, ...others] = partsOf(text).filter((part) => part !== '');
  const plain = first === ROOT && others.length > 0 ? others : [first, ...others];
  return `a slash stands only between two names: write ${plain.map(choiceIn).join('/')}`;
}

/** Paths begin below it. */
const ROOT = 'device';

/** `line[9]`, `line[@button='9']` and `line[button=9]` as the one form that is read. */
const OTHER_CHOICE = new RegExp(`^(${NAME})\\[@?(?:(${NAME})\\s*=\\s*)?["']?(\\w+)["']?\\]$`);

function choiceIn(part = ''): string {
  const [, name, by = 'button', value] = OTHER_CHOICE.exec(part) ?? [];
  return name === undefined ? part : `${name}[@${by}="${value}"]`;
}

function describeStep(part: string, elements: ElementNode): string {
  const meant = slashed(part, elements) ?? choiceIn(part);
  const why = `"${part}" is no element name`;
  return meant === part ? why : `${why}: write ${meant}`;
}

/** How paths are written elsewhere. A dot may stand in a name, but does in none that is known. */
const OTHER_SEPARATOR = /\s*(?:\.|::?|\\|->|>)\s*/;

/** `vendorConfig.webAccess`, `device > vendorConfig > webAccess` as the path that is meant; undefined: it is none. */
function slashed(part: string, elements: ElementNode): string | undefined {
  const [first = '', ...others] = part.split(OTHER_SEPARATOR);
  if (others.length === 0 || part.includes('[')) return undefined;
  if (first === ROOT) return others.join('/');
  const isKnown = elements.children.get(ROOT)?.children.has(first);
  return isKnown ? [first, ...others].join('/') : undefined;
}

/** Against a path that is written as elsewhere, and would be one name. */
function otherPath([first, ...others]: readonly Step[], elements: ElementNode): string | undefined {
  if (first === undefined || others.length > 0) return undefined;
  const meant = slashed(first.name, elements);
  return meant === undefined ? undefined : `a slash stands between names: write ${meant}`;
}

/** What the known elements have against a path, if anything. One that they do not know may be right. */
function objection({ steps, attribute }: RawPath, elements: ElementNode): string | undefined {
  const [first, ...others] = steps;
  if (first?.name === ROOT && others.length > 0) {
    return `paths begin below <${ROOT}>: leave "${ROOT}/" out`;
  }
  let node = elements.children.get(ROOT);
  for (const { name, where } of steps) {
    node = node?.children.get(name);
    const [choice] = node?.attributes.keys() ?? [];
    if (node?.rule.many && choice !== undefined && !where) {
      return `there may be several <${name}>: say which, ${name}[@${choice}="1"]`;
    }
  }
  if (attribute !== undefined || node?.rule.type !== 'section') return undefined;
  return `<${node.name}> holds elements, not a text`;
}

/** Fifty times as many as any published file has. The builder's cost grows with their square. */
const MOST_NODES = 20_000;
const DEEPEST = 50;

/**
 * The file with every value in its place, elements created where there are none, as pretty as before. A
 * text that is not well-formed comes back as it was: its finding must not be hidden by a repair. Undefined: it is too much
 * for that.
 */
export function applyRaw(
  xml: string,
  values: readonly (readonly [RawPath, string])[],
): string | undefined {
  if (values.length === 0) return xml;
  const root = readXml(xml);
  if (!root) return xml;
  if (isBeyond(root, MOST_NODES, DEEPEST)) return undefined;
  const document = loadXmlBuilder().create(xml);
  for (const [path, value] of values) setValue(document.root(), path, value);
  return `${document.end({ prettyPrint: true, wellFormed: true, allowEmptyTags: true })}\n`;
}

function setValue(root: XmlBuilder, { steps, attribute }: RawPath, value: string): void {
  const element = steps.reduce(childAt, root);
  if (attribute === undefined) {
    for (const child of element.toArray()) child.remove();
    element.txt(value);
  } else {
    element.att(attribute, value);
  }
}

function childAt(parent: XmlBuilder, { name, where }: Step): XmlBuilder {
  const found = parent.find(
    ({ node }) =>
      node.nodeName === name && (!where || attributeOf(node, where.attribute) === where.value),
    false,
    false,
  );
  if (found) return found;
  const created = parent.ele(name);
  return where ? created.att(where.attribute, where.value) : created;
}

function attributeOf(node: object, name: string): string | null {
  return hasAttributes(node) ? node.getAttribute(name) : null;
}

function hasAttributes(node: object): node is { getAttribute(name: string): string | null } {
  return 'getAttribute' in node;
}
