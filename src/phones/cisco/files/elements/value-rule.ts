// What a rule about the value of an element is, and what it says.

import type { CodeRow } from '../../../../findings/evidence.js';
import type { CiscoData } from '../../tables/data.js';
import type { ElementKind, ElementRule } from '../../tables/element-tree.js';

export interface Fault {
  /** Completes the sentence "phoneLabel …". */
  readonly what: string;
  /** Stands in for the rule's own. */
  readonly hint?: string;
}

export interface ValueRule extends CodeRow {
  /** Kinds of elements and attributes that it looks at. */
  readonly of: readonly ElementKind[];
  find(text: string, rule: ElementRule, data: CiscoData, isSecret: boolean): Fault | undefined;
  /** The value that was meant, where it can be no other. */
  fix?(text: string, rule: ElementRule, data: CiscoData): string | undefined;
}

export type ValueRules = Readonly<Record<`cisco/${string}`, ValueRule>>;
