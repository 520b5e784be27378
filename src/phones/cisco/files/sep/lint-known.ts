// Files in which there was nothing to find, and others that are the same but for the texts of their elements: only these are
// looked at again. Where one of them is not as it should be, the whole file is, by who knows the places.

import { oncePerKey } from '../../../../core/once-per.js';
import { takeApart } from '../../../../render/xml/frame.js';
import type { XmlElement } from '../../../../render/xml/tree.js';
import type { CiscoData } from '../../tables/data.js';
import type { ElementNode, ElementRule } from '../../tables/element-tree.js';
import { lintValue } from '../elements/lint-value.js';
import type { LintInput } from '../lint-finding.js';
import { ASKED_FOR, TOGETHER } from './lint-device.js';

export interface KnownFiles {
  /** Whether the linter would find nothing. False: nobody knows. */
  isClean(input: LintInput): boolean;
  /** The linter has found nothing in this file. */
  remember(input: LintInput, root: XmlElement): void;
}

/** An element that holds a text and no elements. */
interface Leaf {
  readonly name: string;
  readonly rule: ElementRule;
  /** What of its text is judged together with others; absent: nothing. */
  readonly together?: 'text' | 'presence';
}

interface KnownFrame {
  readonly leaves: readonly Leaf[];
  /** What is to be judged together was this. */
  readonly together: Set<string>;
  /** Of a file in which there was nothing to find. */
  clean: readonly string[];
}

/** The linter has a word to say of other names. */
const NAME = /^SEP[0-9A-F]{12}\.cnf\.xml$/;
/** A site has as many as its phones have combinations of keys. */
const MAX_KNOWN = 64;

export function createKnownFiles(data: CiscoData): KnownFiles {
  /** A file of nobody's model is judged more leniently, and models know different elements. */
  const framesOf = oncePerKey((_reader: string) => new Map<string, KnownFrame>());
  return {
    isClean({ name, text, model, firmware, remarks }) {
      const framed = NAME.test(name) ? takeApart(text) : undefined;
      const known = framed && framesOf(`${model?.id} ${firmware} ${remarks}`).get(framed.frame);
      if (!known || !isLike(known, framed.texts, data)) return false;
      known.clean = framed.texts;
      return true;
    },
    remember({ name, text, model, firmware, remarks }, root) {
      const framed = NAME.test(name) ? takeApart(text) : undefined;
      const node = data.elements.children.get(root.name);
      if (!framed || !node) return;
      const leaves = [...leavesOf(root, node)];
      const { frame, texts } = framed;
      if (leaves.length !== texts.length) return;
      const frames = framesOf(`${model?.id} ${firmware} ${remarks}`);
      if (frames.size >= MAX_KNOWN) frames.clear();
      const { together } = frames.get(frame) ?? { together: new Set<string>() };
      if (together.size >= MAX_KNOWN) together.clear();
      together.add(joinTogether(leaves, texts));
      frames.set(frame, { leaves, together, clean: texts });
    },
  };
}

/** What is as it was in a file without findings needs no second look. */
function isLike(
  { leaves, together, clean }: KnownFrame,
  texts: readonly string[],
  data: CiscoData,
): boolean {
  let isTogetherSame = true;
  for (const [index, { name, rule, together: by }] of leaves.entries()) {
    const text = texts[index] ?? '';
    if (text === clean[index]) continue;
    if (!isRight(name, text.trim(), rule, data)) return false;
    if (by === 'text' || (by && isSaid(text) !== isSaid(clean[index]))) isTogetherSame = false;
  }
  return isTogetherSame || together.has(joinTogether(leaves, texts));
}

function joinTogether(leaves: readonly Leaf[], texts: readonly string[]): string {
  return leaves
    .flatMap(({ together }, index) => {
      if (!together) return [];
      const text = (texts[index] ?? '').trim();
      return together === 'text' ? [text] : [String(isSaid(text))];
    })
    .join('\n');
}

function isSaid(text = ''): boolean {
  return text.trim() !== '';
}

/** Where it stands does not matter, for what is wrong is looked at again. */
function isRight(name: string, text: string, rule: ElementRule, data: CiscoData): boolean {
  return lintValue({ name, text, line: 0, col: 0 }, rule, data).length === 0;
}

/** In the order of the text. The linter, which found nothing, knows them all. */
function* leavesOf({ name, children }: XmlElement, node: ElementNode, above = ''): Generator<Leaf> {
  if (children.length === 0) yield { name, rule: node.rule, ...togetherOf(name, above) };
  for (const child of children) {
    const known = node.children.get(child.name);
    if (known) yield* leavesOf(child, known, name);
  }
}

function togetherOf(name: string, above: string): Pick<Leaf, 'together'> {
  const isIn = (names: ReadonlySet<string>) => names.has(name) || names.has(`${above}/${name}`);
  if (isIn(TOGETHER)) return { together: 'text' };
  return isIn(ASKED_FOR) ? { together: 'presence' } : {};
}
