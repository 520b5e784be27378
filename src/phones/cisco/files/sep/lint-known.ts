// Files of which the findings are known, and others that are the same but for the texts of their elements and for comments:
// only these texts are looked at again. Where one of them is not as it should be, the whole file is, by who knows the places.

import { oncePerKey } from '../../../../core/once-per.js';
import type { FindingId } from '../../../../findings/evidence.js';
import type { Framing } from '../../../../render/framed.js';
import { staysInPlace } from '../../../../render/xml/by-frame.js';
import { readCharacters } from '../../../../render/xml/plain.js';
import type { XmlElement } from '../../../../render/xml/tree.js';
import type { LintFinding } from '../../../lint/lint-finding.js';
import type { CiscoData } from '../../tables/data.js';
import type { ElementNode, ElementRule } from '../../tables/element-tree.js';
import { lintValue } from '../elements/lint-value.js';
import type { LintInput } from '../lint-finding.js';
import { ASKED_FOR, TOGETHER } from './lint-device.js';

export interface KnownFiles {
  /** What the linter would find. Undefined: nobody knows. */
  find(input: LintInput): readonly LintFinding[] | undefined;
  /** The linter has found this in the file, and nothing else. */
  remember(input: LintInput, root: XmlElement, found: readonly LintFinding[]): void;
}

/** An element that holds a text and no elements. */
interface Leaf {
  readonly name: string;
  /** Absent: the phone passes over it, and nobody looks at its text. */
  readonly rule?: ElementRule | undefined;
  /** What of its text is judged together with others, or was found to be wrong; absent: nothing. */
  readonly together?: 'text' | 'presence';
}

interface KnownFrame {
  readonly leaves: readonly Leaf[];
  /** Findings by what is judged together. */
  readonly found: Map<string, readonly LintFinding[]>;
  last: KnownFile;
}

/** A file of which the findings are known. */
interface KnownFile {
  readonly texts: readonly string[];
  readonly found: readonly LintFinding[];
}

/** The linter has a word to say of other names. */
const NAME = /^SEP[0-9A-F]{12}\.cnf\.xml$/;
/** A site has as many as its phones have combinations of keys. */
const MAX_KNOWN = 64;
/** Of a file. Few have more, and each file of those is another. */
const MAX_FINDINGS = 32;
/** They compare texts that no table names. */
const BY_TEXTS: ReadonlySet<FindingId> = new Set(['cisco/contradiction', 'cisco/repetition']);

export function createKnownFiles(data: CiscoData, takeApart: Framing): KnownFiles {
  /** A file of nobody's model is judged more leniently, and models know different elements. */
  const framesOf = oncePerKey((_reader: string) => new Map<string, KnownFrame>());
  return {
    find({ name, text, model, firmware, remarks }) {
      const framed = NAME.test(name) ? takeApart(text) : undefined;
      const known = framed && framesOf(`${model?.id} ${firmware} ${remarks}`).get(framed.frame);
      const found = known && findLike(known, framed.texts, data);
      if (found) known.last = { texts: framed.texts, found };
      return found;
    },
    remember({ name, text, model, firmware, remarks }, root, found) {
      const framed = NAME.test(name) ? takeApart(text) : undefined;
      const node = data.elements.children.get(root.name);
      if (!framed?.seen || !node) return;
      if (!mayStay(found) || !staysInPlace(found, text)) return;
      const { frame, texts } = framed;
      const leaves = [...leavesOf(root, node)].map((leaf) => asJudged(leaf, data));
      if (leaves.length !== texts.length) return;
      const frames = framesOf(`${model?.id} ${firmware} ${remarks}`);
      if (frames.size >= MAX_KNOWN) frames.clear();
      const before = frames.get(frame);
      const known = before && isSame(before.leaves, leaves) ? before.found : new Map();
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(joinTogether(leaves, texts), found);
      frames.set(frame, { leaves, found: known, last: { texts, found } });
    },
  };
}

/** What is as it was needs no second look. Undefined: it has to be looked at as a whole. */
function findLike(
  { leaves, found, last }: KnownFrame,
  texts: readonly string[],
  data: CiscoData,
): readonly LintFinding[] | undefined {
  let isSameTogether = true;
  for (let index = 0; index < leaves.length; index++) {
    const text = texts[index] ?? '';
    const before = last.texts[index];
    const leaf = leaves[index];
    if (!leaf || text === before) continue;
    const { name, rule, together } = leaf;
    if (rule && !isRight(name, said(text), rule, data)) return undefined;
    if (together && partOf(together, text) !== partOf(together, before)) isSameTogether = false;
  }
  return isSameTogether ? last.found : found.get(joinTogether(leaves, texts));
}

function mayStay(found: readonly LintFinding[]): boolean {
  return found.length <= MAX_FINDINGS && !found.some(({ rule }) => BY_TEXTS.has(rule));
}

/** Of a wrong text its words are told. */
function asJudged({ name, rule, text, together }: Leaf & { text: string }, data: CiscoData): Leaf {
  const isWrong = rule !== undefined && !isRight(name, text, rule, data);
  const by = isWrong ? 'text' : together;
  return { name, rule, ...(by && { together: by }) };
}

function isSame(before: readonly Leaf[], leaves: readonly Leaf[]): boolean {
  return leaves.every(({ together }, index) => before[index]?.together === together);
}

function joinTogether(leaves: readonly Leaf[], texts: readonly string[]): string {
  let joined = '';
  for (const [index, { together }] of leaves.entries()) {
    if (together) joined += `${partOf(together, texts[index])}\n`;
  }
  return joined;
}

/** What of a text goes into what is judged together. */
function partOf(together: NonNullable<Leaf['together']>, text: string | undefined): string {
  const words = said(text);
  return together === 'text' ? words : String(words !== '');
}

function said(text = ''): string {
  return (readCharacters(text) ?? text).trim();
}

/** Where it stands does not matter, for what is wrong is looked at again. */
function isRight(name: string, text: string, rule: ElementRule, data: CiscoData): boolean {
  return lintValue({ name, text, line: 0, col: 0 }, rule, data).length === 0;
}

/** In the order of the text. */
function* leavesOf(
  { name, text, children }: XmlElement,
  node: ElementNode | undefined,
  above = '',
): Generator<Leaf & { readonly text: string }> {
  if (children.length === 0) yield { name, text, rule: node?.rule, ...togetherOf(name, above) };
  for (const child of children) yield* leavesOf(child, node?.children.get(child.name), name);
}

function togetherOf(name: string, above: string): Pick<Leaf, 'together'> {
  const isIn = (names: ReadonlySet<string>) => names.has(name) || names.has(`${above}/${name}`);
  if (isIn(TOGETHER)) return { together: 'text' };
  return isIn(ASKED_FOR) ? { together: 'presence' } : {};
}
