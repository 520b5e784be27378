// Texts of the same kind differ in little. Apart from what may be another text in each of them there is the frame: what is known
// of it need not be found again. One that was printed from a stencil is taken apart by what is known of that.

import { oncePer } from '../core/once-per.js';
import { printedParts } from './printed.js';

/** A text taken apart. */
export interface Framed {
  /** All but the texts. */
  readonly frame: string;
  /** In their order, as they are written. */
  readonly texts: readonly string[];
}

export interface FrameKind {
  /** Undefined: there is more in it than this can tell apart. */
  readonly split: (text: string) => Framed | undefined;
  /** What can stand for a part of a text whatever that part is, and stays there. */
  readonly isPlain: (value: string) => boolean;
}

/** Stands for a value; a text that has it in it is taken apart as a whole. */
const MARK = '\ue000';

/** Of a stencil: where its values are among the texts. */
interface MarkedFrame {
  readonly frame: string;
  /** Without what varies. */
  readonly texts: readonly string[];
  /** In the order of the values. */
  readonly holes: readonly Hole[];
}

/** A text with one value or several. */
interface Hole {
  readonly index: number;
  /** What stands around the values. */
  readonly around: readonly string[];
}

/** Who asks again for the same text gets the same answer. Undefined: as `split` says. */
export function createFraming({ split, isPlain }: FrameKind): (text: string) => Framed | undefined {
  const marked = oncePer((literals: readonly string[]) => ({ found: mark(literals, split) }));
  let last: { readonly text: string; readonly framed: Framed | undefined } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, framed: takeApart(text) };
    return last.framed;
  };

  function takeApart(text: string): Framed | undefined {
    const parts = printedParts(text);
    const known = parts && marked(parts.literals).found;
    if (!known || !parts.values.every(isPlain)) return split(text);
    return { frame: known.frame, texts: fill(known, parts.values) };
  }
}

/** Undefined: values stand elsewhere, too. */
function mark(literals: readonly string[], split: FrameKind['split']): MarkedFrame | undefined {
  if (literals.some((each) => each.includes(MARK))) return undefined;
  const framed = split(literals.join(MARK));
  if (!framed || framed.frame.includes(MARK)) return undefined;
  const holes = framed.texts.flatMap((text, index) =>
    text.includes(MARK) ? [{ index, around: text.split(MARK) }] : [],
  );
  return { ...framed, holes };
}

function fill({ texts, holes }: MarkedFrame, values: readonly string[]): readonly string[] {
  const filled = [...texts];
  let next = 0;
  for (const { index, around } of holes) {
    let text = around[0] ?? '';
    for (let at = 1; at < around.length; at++) text += (values[next++] ?? '') + around[at];
    filled[index] = text;
  }
  return filled;
}
