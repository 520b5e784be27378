// How a linter of this vendor's files is called and what it returns.

import type { Found } from '../../../findings/rule.js';
import type { FileMemory } from '../../../render/file-memory.js';
import type { Position, XmlElement } from '../../../render/xml/tree.js';
import type { Model } from '../../../site/model.js';
import type { CiscoData } from '../tables/data.js';

export interface LintInput {
  /** As the phone asks for it; decides what the file has to be. */
  readonly name: string;
  readonly text: string;
  /** Absent: whoever's file this is. */
  readonly model?: Model | undefined;
  /** Of the phone, `8.5.3`, whatever load the file names. */
  readonly firmware?: string | undefined;
  /** Whether what is only worth knowing is told. */
  readonly remarks: boolean;
  /** Of a run that looks at more files. */
  readonly memory?: FileMemory | undefined;
  readonly data: CiscoData;
}

export type Linter = (root: XmlElement, input: LintInput) => readonly Found<Position>[];
