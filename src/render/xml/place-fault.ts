// A fault of no special kind at a place in a text.

import type { XmlFault } from './failure.js';
import { type Position, positions } from './tree.js';

export function faultAt(text: string, offset: number, message: string): XmlFault {
  return { code: 'xml/not-well-formed', message, ...placeAt(text, offset) };
}

export function placeAt(text: string, offset: number): Position {
  return positions(text)(offset);
}
