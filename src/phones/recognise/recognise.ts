// Whose file is it, and what kind of file? Told by what is in it, then by its name; what neither tells is unknown, and
// is never guessed.

import { oncePer } from '../../core/once-per.js';
import type { Content } from './content.js';
import type { FileKind } from './file-kind.js';

export interface Recognised {
  readonly vendor: string;
  readonly kind: FileKind;
  /** `name`: what is in it tells nothing. */
  readonly by: 'content' | 'name';
}

export interface KindsOf {
  readonly vendor: string;
  readonly kinds: readonly FileKind[];
}

const rowsOf = oncePer((vendors: readonly KindsOf[]) =>
  vendors.flatMap(({ vendor, kinds }) => kinds.map((kind) => ({ vendor, kind }))),
);

/** `name`: without its folders. Undefined: nobody's. */
export function recognise(
  vendors: readonly KindsOf[],
  name: string,
  content: Content,
): Recognised | undefined {
  const rows = rowsOf(vendors);
  const held = rows.filter(({ kind }) => holds(kind, name, content));
  // Of two that fit, the one that has the name as well.
  const byContent = held.find(({ kind }) => kind.name?.test(name)) ?? held[0];
  if (byContent) return { ...byContent, by: 'content' };
  const byName = rows.find(({ kind }) => kind.name?.test(name) && !isSpecial(kind));
  return byName && { ...byName, by: 'name' };
}

/** Of several kinds with the same root and name: no name tells that it is this one. */
function isSpecial({ roots, holds }: FileKind): boolean {
  return roots !== undefined && holds !== undefined;
}

function holds({ roots, holds: has }: FileKind, name: string, content: Content): boolean {
  if (!roots && !has) return false;
  const isRooted = !roots || (content.root !== undefined && roots.includes(content.root));
  return isRooted && (has?.(content, name) ?? true);
}
