// A text that a template has printed, and the places where texts of its view stand in it: another view that differs in nothing
// but these needs no template. What a template does with a text is not believed but seen: it runs once with things in place
// of texts that can be printed, and that end the run as soon as anything else is asked of them. docs/decisions/0019.

import type { Printed } from './printed.js';
import { fits, replaceTexts, shapeOf, type ViewShape } from './view-shape.js';

export interface Stencils {
  /** What `print` would print of the view; undefined: nobody knows, or it cannot be printed. */
  fill(view: object): Printed | undefined;
  /** It has just printed this. */
  learn(view: object, text: string): void;
}

export interface StencilPress {
  /** Runs the template; throws where it cannot. */
  readonly print: (view: object) => string;
  /** The same, with `show` for what is no text, number or flag. Throws for a template that looks at what it prints. */
  readonly trace: (view: object, show: (value: object) => string | undefined) => string;
  /** How a value is written; throws for one that cannot be. */
  readonly write: (value: unknown) => string;
}

/** Views of the same shape, and those of their texts that were others. */
interface Stencil {
  readonly shape: ViewShape;
  readonly texts: readonly string[];
  readonly literals: readonly string[];
  /** Between these: which text stands there. */
  readonly gaps: readonly number[];
  readonly varying: ReadonlySet<number>;
  /** These must not vary: the template looks at them. */
  readonly looked: ReadonlySet<number>;
}

/** A site has as many as its phones have combinations of keys. */
const MAX_STENCILS = 64;
/** No value holds one: escaping refuses it. */
const MARK = '\0';
const MARKED = /\0(\d+)\0/;

export function createStencils(press: StencilPress): Stencils {
  /** That which was of use last is first. */
  const stencils: Stencil[] = [];
  function putFirst(stencil: Stencil, from: number): void {
    stencils.copyWithin(1, 0, from);
    stencils[0] = stencil;
  }
  return {
    fill(view) {
      for (const [index, stencil] of stencils.entries()) {
        const texts = [...stencil.texts];
        if (!fits(stencil.shape, view, texts)) continue;
        const news = newTexts(stencil, texts);
        const wider = news.length === 0 ? stencil : widen(press, stencil, view, texts, news);
        stencils[index] = wider;
        if (news.some((each) => wider.looked.has(each))) continue;
        putFirst(wider, index);
        return fillGaps(wider, texts, press.write);
      }
      return undefined;
    },
    learn(view, text) {
      const texts: string[] = [];
      const shape = shapeOf(view, texts);
      if (!shape) return;
      if (stencils.length >= MAX_STENCILS) stencils.pop();
      stencils.push(undefined as never);
      putFirst({ shape, texts, ...NOTHING_VARIES, literals: [text] }, stencils.length - 1);
    },
  };
}

const NOTHING_VARIES = { gaps: [], varying: new Set<number>(), looked: new Set<number>() } as const;

/** Texts that are others, and were the same in all views so far. */
function newTexts({ texts: own, varying }: Stencil, texts: readonly string[]): readonly number[] {
  const news: number[] = [];
  for (let index = 0; index < own.length; index++) {
    if (own[index] !== texts[index] && !varying.has(index)) news.push(index);
  }
  return news;
}

/** With `news` varying as well; where they must not, that is known from then on. */
function widen(
  press: StencilPress,
  stencil: Stencil,
  view: object,
  texts: readonly string[],
  news: readonly number[],
): Stencil {
  const varying = new Set([...stencil.varying, ...news]);
  const looked = lookedAt(news);
  try {
    const [first = '', ...rest] = trace(press, stencil.shape, varying).split(MARKED);
    const literals = [first, ...rest.filter((_, index) => index % 2 === 1)];
    const gaps = rest.filter((_, index) => index % 2 === 0).map(Number);
    const wider: Stencil = { ...stencil, literals, gaps, varying };
    // Handlebars takes no template with marks of its own in it; this would show it all the same.
    const isTrue = fillGaps(wider, texts, press.write)?.text === press.print(view);
    return isTrue ? wider : looked();
  } catch (cause) {
    return cause instanceof LookedAt ? looked(cause.index) : looked();
  }

  function lookedAt(all: readonly number[]) {
    return (index?: number): Stencil => {
      const more = index !== undefined && all.includes(index) ? [index] : all;
      return { ...stencil, looked: new Set([...stencil.looked, ...more]) };
    };
  }
}

/** The text with a mark for each that varies. Throws LookedAt. */
function trace(press: StencilPress, shape: ViewShape, varying: ReadonlySet<number>): string {
  const shown = new Map<object, string>();
  const view = replaceTexts(shape, (index) => {
    if (!varying.has(index)) return undefined;
    const standIn = printableOnly(index);
    shown.set(standIn, `${MARK}${index}${MARK}`);
    return standIn;
  });
  return press.trace(Object(view), (value) => shown.get(value));
}

/** A template has asked of a text more than to be printed, and whether it is empty. */
class LookedAt extends Error {
  constructor(readonly index: number) {
    super('looked at');
  }
}

function printableOnly(index: number): object {
  const refuse = () => {
    throw new LookedAt(index);
  };
  return new Proxy({}, Object.fromEntries(TRAPS.map((name) => [name, refuse])));
}

/** All that one can ask of an object. */
const TRAPS = [
  'apply',
  'construct',
  'defineProperty',
  'deleteProperty',
  'get',
  'getOwnPropertyDescriptor',
  'getPrototypeOf',
  'has',
  'isExtensible',
  'ownKeys',
  'preventExtensions',
  'set',
  'setPrototypeOf',
] as const satisfies readonly (keyof ProxyHandler<object>)[];

function fillGaps(
  { literals, gaps }: Stencil,
  texts: readonly string[],
  write: StencilPress['write'],
): Printed | undefined {
  const values: string[] = [];
  let text = literals[0] ?? '';
  try {
    for (let at = 0; at < gaps.length; at++) {
      const value = write(texts[gaps[at] ?? 0]);
      values.push(value);
      text += value + (literals[at + 1] ?? '');
    }
  } catch {
    return undefined;
  }
  return { text, literals, values };
}
