// A view as a tree of its values, and another one held against it: which of its texts differ, if nothing else does.

/** Texts are numbered in the order of the tree. */
export type ViewShape = ShapeText | ShapeFixed | ShapeBranch;

interface ShapeText {
  readonly kind: 'text';
  readonly value: string;
  readonly index: number;
}

/** A number, a flag, an empty text, or what templates know nothing of: another one is another shape. */
interface ShapeFixed {
  readonly kind: 'fixed';
  readonly value: unknown;
}

interface ShapeBranch {
  readonly kind: 'branch';
  readonly value: object;
  /** Absent: a list. */
  readonly keys?: readonly string[];
  readonly children: readonly ViewShape[];
}

/** Deeper is no view, or one that has itself in it. */
const MAX_DEPTH = 32;

/** `texts` are filled in. Undefined: it is too deep. */
export function shapeOf(value: unknown, texts: string[], depth = 0): ViewShape | undefined {
  if (typeof value === 'string' && value !== '') {
    return { kind: 'text', value, index: texts.push(value) - 1 };
  }
  if (!isBranch(value)) return { kind: 'fixed', value };
  if (depth >= MAX_DEPTH) return undefined;
  const children: ViewShape[] = [];
  const keys = Array.isArray(value) ? undefined : Object.keys(value);
  for (const each of keys ? Object.values(value) : (value as readonly unknown[])) {
    const child = shapeOf(each, texts, depth + 1);
    if (!child) return undefined;
    children.push(child);
  }
  return { kind: 'branch', value, ...(keys && { keys }), children };
}

function isBranch(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whether it is of this shape; its texts go to their places in `texts`, which hold those of the shape. */
export function fits(shape: ViewShape, value: unknown, texts: string[]): boolean {
  // What is one object has the same texts.
  if (value === shape.value) return true;
  switch (shape.kind) {
    case 'text':
      if (typeof value !== 'string' || value === '') return false;
      texts[shape.index] = value;
      return true;
    case 'fixed':
      return false;
    case 'branch':
      return fitsBranch(shape, value, texts);
  }
}

function fitsBranch({ value: own, keys, children }: ShapeBranch, value: unknown, texts: string[]) {
  if (typeof value !== 'object' || value === null) return false;
  if (Object.getPrototypeOf(value) !== Object.getPrototypeOf(own)) return false;
  let at = 0;
  if (Array.isArray(value)) {
    if (keys || value.length !== children.length) return false;
    for (const child of children) if (!fits(child, value[at++], texts)) return false;
    return true;
  }
  if (!keys) return false;
  const record = value as Readonly<Record<string, unknown>>;
  // In their order, in which lists of entries are: no prototype brings names of its own.
  for (const name in record) {
    const child = children[at];
    if (!child || keys[at] !== name || !fits(child, record[name], texts)) return false;
    at += 1;
  }
  return at === keys.length;
}

/** The same view with others in place of some of its texts. */
export function replaceTexts(shape: ViewShape, replacement: (index: number) => unknown): unknown {
  if (shape.kind === 'fixed') return shape.value;
  if (shape.kind === 'text') return replacement(shape.index) ?? shape.value;
  const { value, keys } = shape;
  const children = shape.children.map((child) => replaceTexts(child, replacement));
  if (!keys) return children;
  const entries = keys.map((key, index) => [key, children[index]]);
  return Object.setPrototypeOf(Object.fromEntries(entries), Object.getPrototypeOf(value));
}
