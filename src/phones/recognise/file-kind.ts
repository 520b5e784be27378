// A kind of file that phones read, as a row: what it is called, what is in it, and whether it is judged.

import type { Found } from '../../findings/rule.js';
import type { Position } from '../../render/xml/tree.js';
import type { Content } from './content.js';

export interface FileKind {
  /** Unique among those of the vendor. */
  readonly id: string;
  /** Completes "this is …". */
  readonly what: string;
  /** Names under which phones ask for it; absent: only other files say its name. */
  readonly name?: RegExp;
  /** Of these elements one is outermost; the first is the usual one. */
  readonly roots?: readonly string[];
  /** Whether the content is of it, where that takes more than the root, or there is none. */
  holds?(content: Content, name: string): boolean;
  /** Completes "it is not judged: …"; absent: its vendor's linter judges it as text, or `judge` does. */
  readonly unjudged?: string;
  /** Lines in which an export keeps a secret to itself; without the flag `g`. */
  readonly masked?: RegExp;
  /** Of what is no text. */
  judge?(name: string, bytes: Uint8Array): readonly Found<Position>[];
}
