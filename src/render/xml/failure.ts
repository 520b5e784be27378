// Where the parser gave up, and what is made of it for people.

import type { XmlCode } from './codes.js';
import type { Position, XmlElement } from './tree.js';

export interface XmlFault extends Position {
  readonly code: XmlCode;
  readonly message: string;
  /** Stands in for the code's own. */
  readonly hint?: string;
  /** Other places of the text that belong to it. */
  readonly related?: readonly XmlNote[];
  /** What has to be written at the place instead, where nobody could mean anything else. */
  readonly fix?: { readonly from: string; readonly to: string };
}

export interface XmlNote extends Position {
  readonly message: string;
}

/** Where the parser stood when it gave up. */
export interface Failure {
  /** Its own words. */
  readonly message: string;
  readonly text: string;
  /** All before this offset was understood. */
  readonly understood: number;
  /** Behind the character at which it gave up. */
  readonly at: number;
  /** Elements without an end, the innermost last. */
  readonly open: readonly XmlElement[];
  /** The last one that ended. */
  readonly closed: XmlElement | undefined;
}
