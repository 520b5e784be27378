// What a rule about a phone is, whether an inventory says it or a file.

import type { CodeRow } from '../../../../findings/evidence.js';
import type { Complaint } from '../../../../findings/rule.js';
import type { PhoneView } from './phone-view.js';

/** Of inventories and of files. */
export interface PhoneRule extends CodeRow {
  /** Elements of a SEP file whose texts it looks at. */
  readonly reads: readonly string[];
  run<At>(view: PhoneView<At>): readonly Complaint<At>[];
}
