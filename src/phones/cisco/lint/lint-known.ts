// Files in which there was nothing to find, and others that are the same but for the texts of their elements: only these are
// looked at again. Where one of them is not as it should be, the whole file is, by who knows the places.

import { takeApart } from '../../../render/xml/frame.js';
import type { XmlElement } from '../../../render/xml/tree.js';
import { TOGETHER } from '../files/sep/lint-device.js';
import type { CiscoData } from '../tables/data.js';
import type { ElementNode, ElementRule } from '../tables/element-tree.js';
import type { LintInput } from './lint-finding.js';
import { lintValue } from './lint-value.js';

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
}

interface KnownFrame {
  readonly leaves: readonly Leaf[];
  /** What is to be judged together was this. */
  readonly together: Set<string>;
}

/** The linter has a word to say of other names. */
const NAME = /^SEP[0-9A-F]{12}\.cnf\.xml$/;
/** A site has as many as its phones have combinations of keys. */
const MAX_KNOWN = 64;

export function createKnownFiles(data: CiscoData): KnownFiles {
  const frames = new Map<string, KnownFrame>();
  return {
    isClean(input) {
      const framed = NAME.test(input.name) ? takeApart(input.text) : undefined;
      const known = framed && frames.get(keyOf(framed.frame, input));
      if (!known) return false;
      const { leaves, together } = known;
      const texts = framed.texts.map((text) => text.trim());
      return (
        together.has(joinTogether(leaves, texts)) &&
        leaves.every(({ name, rule }, index) => isRight(name, texts[index] ?? '', rule, data))
      );
    },
    remember(input, root) {
      const framed = NAME.test(input.name) ? takeApart(input.text) : undefined;
      const node = data.elements.children.get(root.name);
      if (!framed || !node) return;
      const leaves = [...leavesOf(root, node)];
      if (leaves.length !== framed.texts.length) return;
      const key = keyOf(framed.frame, input);
      if (frames.size >= MAX_KNOWN) frames.clear();
      const known = frames.get(key) ?? { leaves, together: new Set() };
      if (known.together.size >= MAX_KNOWN) known.together.clear();
      const texts = framed.texts.map((text) => text.trim());
      frames.set(key, { ...known, together: known.together.add(joinTogether(leaves, texts)) });
    },
  };
}

/** A file of nobody's model is judged more leniently, and models know different elements. */
function keyOf(frame: string, { model }: LintInput): string {
  return `${model?.id} ${frame}`;
}

function joinTogether(leaves: readonly Leaf[], texts: readonly string[]): string {
  return texts.filter((_, index) => TOGETHER.has(leaves[index]?.name ?? '')).join('\n');
}

/** Where it stands does not matter, for what is wrong is looked at again. */
function isRight(name: string, text: string, rule: ElementRule, data: CiscoData): boolean {
  return lintValue({ name, text, line: 0, col: 0 }, rule, data).length === 0;
}

/** In the order of the text. The linter, which found nothing, knows them all. */
function* leavesOf({ name, children }: XmlElement, node: ElementNode): Generator<Leaf> {
  if (children.length === 0) yield { name, rule: node.rule };
  for (const child of children) {
    const known = node.children.get(child.name);
    if (known) yield* leavesOf(child, known);
  }
}
