// What is known of files that were looked at, so that those that are like them need not be looked at as a whole. It changes
// no answer, only how soon it is there.

import { createPatience, type Framing } from './framed.js';
import { createXmlFraming } from './xml/frame.js';

/** One for each run. Others may tie to it what they know themselves, by `oncePer`. */
export interface FileMemory {
  /** Of XML, once for all who look at a file. Undefined also where files have had nothing in common for long. */
  readonly takeApart: Framing;
  /** Frames of well-formed texts. A site has as many as its phones have combinations of keys. */
  readonly wellFormed: Set<string>;
}

export function createFileMemory(): FileMemory {
  return { takeApart: createPatience(createXmlFraming()), wellFormed: new Set() };
}
