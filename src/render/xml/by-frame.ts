// What follows from the texts of a few elements of a file, found once for all files of the same frame in which these texts are
// the same.

import { oncePer } from '../../core/once-per.js';
import type { FileMemory } from '../file-memory.js';
import type { Framed } from '../framed.js';
import { descendant, type Position, type XmlElement } from './tree.js';

/** The first element at a path below the root; absent: the file has none. */
export type ElementAt = (path: string) => XmlElement | undefined;

interface KnownFrame<T> {
  /** Among the texts, those that were read. */
  readonly read: readonly number[];
  /** By these texts. */
  readonly found: Map<string, T>;
}

/** Frames, and answers of each. */
const MAX_KNOWN = 64;

/**
 * `find` reads nothing of a file but what it is given. Its answers name the lines and columns of elements, `placesOf` them;
 * where these may differ in texts of one frame, each is asked for anew. `read`: undefined for what is no XML. Without the
 * memory of a run each text is read.
 */
export function createByFrame<T>(
  read: (text: string) => XmlElement | undefined,
  find: (elementAt: ElementAt) => T,
  placesOf: (found: T) => readonly Position[],
): (text: string, memory?: FileMemory) => T | undefined {
  const framesIn = oncePer((_memory: FileMemory) => new Map<string, KnownFrame<T>>());
  return (text, memory) => {
    const framed = memory?.takeApart(text);
    const known = memory && framed && framesIn(memory).get(framed.frame);
    const found = known?.found.get(keyOf(known.read, framed?.texts));
    return found ?? findAnew(text, memory);
  };

  function findAnew(text: string, memory: FileMemory | undefined): T | undefined {
    const root = read(text);
    if (!root) return undefined;
    const asked = new Set<XmlElement>();
    const found = find((path) => {
      const element = descendant(root, path);
      if (element) asked.add(element);
      return element;
    });
    const framed = memory?.takeApart(text);
    if (memory && framed?.seen && staysInPlace(placesOf(found), text)) {
      remember(framesIn(memory), framed, root, asked, found);
    }
    return found;
  }

  function remember(
    frames: Map<string, KnownFrame<T>>,
    framed: Framed,
    root: XmlElement,
    asked: Set<XmlElement>,
    found: T,
  ): void {
    const leaves = [...leavesOf(root)];
    // Texts of all other elements are in the frame.
    if (leaves.length !== framed.texts.length) return;
    const read = [...leaves.keys()].filter((index) => asked.has(leaves[index] ?? root));
    if (frames.size >= MAX_KNOWN) frames.clear();
    const before = frames.get(framed.frame);
    // Which elements are asked for may depend on what others say.
    const known = before && `${before.read}` === `${read}` ? before.found : new Map<string, T>();
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(keyOf(read, framed.texts), found);
    frames.set(framed.frame, { read, found: known });
  }
}

/** No text holds the sign between them. */
function keyOf(read: readonly number[], texts: readonly string[] = []): string {
  return read.map((index) => texts[index]).join('\0');
}

/** Elements that hold none, in the order of the text. */
function* leavesOf(element: XmlElement): Generator<XmlElement> {
  if (element.children.length === 0) yield element;
  for (const child of element.children) yield* leavesOf(child);
}

/** Whether these places are at the same line and column in every text of the same frame. */
export function staysInPlace(places: readonly Position[], text: string): boolean {
  if (places.length === 0) return true;
  const lines = text.split('\n');
  // What may be longer in another text ends before the tag of an end, or a comment.
  return places.every(
    ({ line, col }) => !/<\/|-->/.test((lines[line - 1] ?? '').slice(0, col - 1)),
  );
}
