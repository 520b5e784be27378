// A finding that somebody does not want to hear of, as an inventory says it. Types only.

import type { Mac } from '../core/mac.js';
import type { Place } from '../findings/finding.js';

export interface Allowance {
  /** Id of a rule, as it is written. */
  readonly rule: string;
  readonly reason: string;
  readonly place: Place;
  /** Absent: all, and the site itself. */
  readonly phones?: ReadonlySet<Mac>;
}
