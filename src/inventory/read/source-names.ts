// A source in which some names stand for others: what is misspelt is read under the name that is meant, and its places
// stay where it was written.

import type { Path, Source } from './source.js';

export interface Rename {
  /** Of the map in which it stands, by the names that earlier renames gave. */
  readonly holder: Path;
  readonly written: string;
  readonly meant: string;
}

/** `source` with the places of values that are asked for by the meant names. `renames`: in the order in which they were made. */
export function withNames(source: Source, renames: readonly Rename[]): Source {
  if (renames.length === 0) return source;
  const asWritten = (path: Path): Path => renames.reduceRight(renameStep, path);
  const { locateIn, isCommentedOut } = source;
  return {
    ...source,
    locate: (path, part) => source.locate(asWritten(path), part),
    holds: (path, place) => source.holds(asWritten(path), place),
    written: (path) => source.written(asWritten(path)),
    ...(locateIn && { locateIn: (path, sign) => locateIn(asWritten(path), sign) }),
    ...(isCommentedOut && { isCommentedOut: (path) => isCommentedOut(asWritten(path)) }),
  };
}

function renameStep(path: Path, { holder, written, meant }: Rename): Path {
  const at = holder.length;
  const isHere =
    String(path[at]) === meant && holder.every((step, i) => `${step}` === `${path[i]}`);
  return isHere && path.length > at ? path.with(at, written) : path;
}
