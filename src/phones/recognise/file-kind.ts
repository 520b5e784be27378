// A kind of file that phones read, as a row: what it is called, what is in it, and whether it is judged.

import type { Found } from '../../findings/rule.js';
import type { FileMemory } from '../../render/file-memory.js';
import type { Position } from '../../render/xml/tree.js';
import type { Content } from './content.js';

export interface FileKind {
  /** Unique among those of the vendor. */
  readonly id: string;
  /** Completes "this is …". */
  readonly what: string;
  /** Names that it has, in whatever case; absent: any. */
  readonly name?: RegExp;
  /** Of these names, those that phones ask for by themselves; absent: all. `never`: another file has to say its name. */
  readonly asked?: RegExp | 'never';
  /** Each phone has one, named after its MAC. */
  readonly own?: true;
  /** Of these elements one is outermost; the first is the usual one. */
  readonly roots?: readonly string[];
  /** Whether the content is of it, where that takes more than the root, or there is none. */
  holds?(content: Content, name: string): boolean;
  /** Completes "it is not judged: …"; absent: its vendor's linter judges it as text, or `judge` does. */
  readonly unjudged?: string;
  /** It is no text, and looks like noise where nothing is wrong with it. */
  readonly noisy?: true;
  /** Nobody makes it from an inventory: who has it puts it where phones ask for it. */
  readonly asItIs?: true;
  /** Lines in which an export keeps a secret to itself; without the flag `g`. */
  readonly masked?: RegExp;
  /** Files that a phone asks for because of this one. `memory`: of a run that looks at more files. */
  refers?(content: Content, memory?: FileMemory): readonly Reference[];
  /** Of what is no text: its beginning, and the size of all of it. */
  judge?(name: string, bytes: Uint8Array, size: number): readonly Found<Position>[];
}

/** A file that another one names. */
export interface Reference extends Position {
  /** As a phone asks for it; with a slash at its end, a folder of which it asks for something. */
  readonly name: string;
  /** Completes "the … NAME is not there". */
  readonly what: string;
  /** `part`: without it the file that names it is of no use; `optional`: phones go on without it. */
  readonly need: 'part' | 'required' | 'optional';
  /** Its folder is that of some server: a file with the last part of the name will do, wherever it lies. */
  readonly anywhere?: true;
  /** What to do where it is not there; absent: what is done of most. */
  readonly hint?: string;
}
