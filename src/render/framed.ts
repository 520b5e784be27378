// Texts of the same kind differ in little. Apart from what may be another text in each of them there is the frame: what is known
// of it need not be found again. One that was printed from a stencil is taken apart by what is known of that.

import { createSeen, oncePer, onceWhileSame } from '../core/once-per.js';
import { printedParts } from './printed.js';

/** A text taken apart. */
export interface Framed {
  /** All but the texts. */
  readonly frame: string;
  /** In their order, as they are written. */
  readonly texts: readonly string[];
}

export interface SeenFrame extends Framed {
  /** Another text of this frame was there before: of a frame of one text alone nothing is worth being remembered. */
  readonly seen: boolean;
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

/** Frames that are known again. */
const MAX_SEEN = 64;

export type Framing = (text: string) => SeenFrame | undefined;

/** Who asks again for the same text gets the same answer. Undefined: as `split` says. */
export function createFraming({ split, isPlain }: FrameKind): Framing {
  const marked = oncePer((literals: readonly string[]) => ({ found: mark(literals, split) }));
  const isSeen = createSeen(MAX_SEEN);
  return onceWhileSame((text) => {
    const framed = takeApart(text);
    return framed && { ...framed, seen: isSeen(framed.frame) };
  });

  function takeApart(text: string): Framed | undefined {
    const parts = printedParts(text);
    const known = parts && marked(parts.literals).found;
    if (!known || !parts.values.every(isPlain)) return split(text);
    return { frame: known.frame, texts: fill(known, parts.values) };
  }
}

/** After so many texts in a row of which each had a frame of its own, one in so many is taken apart. */
const PATIENCE = 32;
const ONE_IN = 8;

/** Of texts that have nothing in common each would be taken apart for nothing: then most of them are not. */
export function createPatience(takeApart: Framing): Framing {
  let strangers = 0;
  return onceWhileSame((text) => {
    const isResting = strangers > PATIENCE && strangers % ONE_IN !== 0;
    const framed = isResting ? undefined : takeApart(text);
    strangers = framed?.seen ? 0 : strangers + 1;
    return framed;
  });
}

/** Undefined: values stand elsewhere, too. */
function mark(literals: readonly string[], split: FrameKind['split']): MarkedFrame | undefined {
  if (literals.some((each) => each.includes(MARK))) return undefined;
  const framed = split(literals.join(MARK));
  if (!framed || framed.frame.includes(MARK)) return undefined;
  const holes = framed.texts.flatMap((text, index) =>
    text.includes(MARK) ? [{ index, around: text.split(MARK) }] : [],
  );
  const values = holes.reduce((sum, { around }) => sum + around.length - 1, 0);
  return values === literals.length - 1 ? { ...framed, holes } : undefined;
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
