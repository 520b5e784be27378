// What the PBX said last of a phone's lines.

import type { SipEvent } from './events.js';
import type { History } from './history.js';
import type { PhoneFacts } from './view.js';

/** Said since its boot began: what was true of the boot before need not be. */
export function saidOf({ lines, boot }: History, ...states: readonly SipEvent['state'][]) {
  const beganMs = boot?.beganMs ?? -Infinity;
  return Object.values(lines).filter(
    ({ state, atMs }) => states.includes(state) && atMs >= beganMs,
  );
}

/** The PBX reaches it on none of its lines, as far as it tells now. */
export function isUnreachable(history: History, { lines, pbxLink }: PhoneFacts): boolean {
  if (!pbxLink) return false;
  const states = lines.map((line) => history.lines[line]?.state);
  return !states.includes('registered') && states.includes('unreachable');
}
