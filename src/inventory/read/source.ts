// Text -> plain values that still know where they were written. Knows syntax (YAML, JSON, CSV), not meaning.

import type { Finding, Place } from '../../findings/finding.js';

export type Path = readonly (string | number)[];

/** `key`: where the name stands in front of this value; `name`: where the name is given, in CSV for all rows. */
export type Part = 'key' | 'name' | 'value';

/** One parsed file. Values are plain; places are found when someone asks, which is seldom. */
export interface Source {
  /** As the user knows it. */
  readonly file: string;
  readonly value: unknown;
  readonly diagnostics: readonly Finding[];
  /** Every value is text and must be turned into what the schema wants (CSV). */
  readonly untyped: boolean;
  /** Whether it is known that no text in it has a character that may be wrong there. */
  readonly isClean?: boolean;
  /** Of a table: the names of its columns. */
  readonly columns?: readonly string[];
  /** Where the value at `path` stands, or the nearest thing around it. */
  locate(path: Path, part?: Part): Place;
  /** Where, in a text over several lines, the line with this sign stands; absent: where the text begins (YAML). */
  readonly locateIn?: (path: Path, sign: string) => Place;
  /** Whether a place lies within the value at `path`: in a table, in its row. */
  holds(path: Path, place: Place): boolean;
  /** The scalar at `path` as written, without quotes: `0123`, not 123. */
  written(path: Path): string | undefined;
  /** Whether a `#` stands where the value at `path` would begin, so that what follows is a comment (YAML). */
  readonly isCommentedOut?: (path: Path) => boolean;
}

/** A value in a source: what diagnostics point to. */
export interface Origin {
  readonly source: Source;
  readonly path: Path;
}

export function childOf(origin: Origin, ...path: Path): Origin {
  return { source: origin.source, path: [...origin.path, ...path] };
}

export function placeOf(origin: Origin, part: Part = 'value'): Place {
  return origin.source.locate(origin.path, part);
}
