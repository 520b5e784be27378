// What was last told of each phone's line, so that only what is new is told, and a refusal stands until the phone has registered
// after it: that an older registration still runs is no sign that its file is right.

import { alike } from '../../core/alike.js';
import type { Mac } from '../../core/mac.js';
import { createNewest } from '../../core/newest.js';
import type { SipEvent } from '../../timeline/events.js';

export interface Told {
  /** `isRenewed`: told also where it was told before, unless just now. */
  tell(mac: Mac, event: SipEvent, isRenewed?: boolean): void;
  last(mac: Mac, line: string): SipEvent | undefined;
}

/** The same of one line is no news for so long; a phone repeats a request after half a second at the earliest (T1). */
const REPEAT_MS = 250;
/** More lines than a site has. */
const MAX = 65_536;

/** That which is told of a line. */
const SAID = ['state', 'address', 'agent', 'source', 'by'] as const;

export function createTold(report: (mac: Mac, event: SipEvent) => void): Told {
  /** `renewedMs`: when the last was that was told because it happened again, or happened. */
  const told = createNewest<{ readonly event: SipEvent; readonly renewedMs?: number }>(MAX);
  const keyOf = (mac: Mac, line: string) => `${mac} ${line}`;
  return {
    tell(mac, event, isRenewed = false) {
      const key = keyOf(mac, event.line);
      const before = told.get(key);
      if (before && alike(SAID, before.event, event)) {
        // What a list told, and so late, is not what happens now.
        if (!isRenewed || event.atMs - (before.renewedMs ?? -REPEAT_MS) < REPEAT_MS) return;
      }
      told.set(key, { event, ...(isRenewed && { renewedMs: event.atMs }) });
      report(mac, event);
    },
    last: (mac, line) => told.get(keyOf(mac, line))?.event,
  };
}
