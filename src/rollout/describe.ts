// A rollout and its phones in words: values of the table of texts, which a language says.

import { type Said, say } from '../timeline/texts/said.js';
import type { Pause } from './plan.js';
import type { Progress, Reason } from './progress.js';

/** What a phone of it is about, from its name on. */
export function describeProgress(progress: Progress, isTalking: boolean): Said {
  const { phase, at, why, isSilent, isUnseen } = progress;
  const since = (ms: number | undefined) => ({ ms: Math.max(0, (ms ?? 0) - (at.asked ?? 0)) });
  if (why) return describeReason(why.reason, why.detail ?? '', since(at.failed));
  switch (phase) {
    case 'waiting':
      return say(isTalking ? 'phase-talking' : 'phase-waiting');
    case 'asked':
      return say(isSilent ? 'phase-silent' : 'phase-asked');
    case 'back':
      return isUnseen ? say('phase-unseen') : say('phase-back', { time: since(at.back) });
    case 'answered':
      return say('phase-answered');
    default:
      return say('phase-fetched');
  }
}

/** `detail` is printable. `time`: from being asked until then. */
export function describeReason(
  reason: Reason,
  detail: string,
  time: { readonly ms: number } = { ms: 0 },
): Said {
  switch (reason) {
    case 'refused':
    case 'needs-password':
    case 'unknown-line':
    case 'not-sent':
    case 'stuck':
    case 'no-path':
      return say(`why-${reason}`, { detail });
    case 'not-fetched':
      return say('why-not-fetched', { time });
    default:
      return say(`why-${reason}`);
  }
}

export function describePause(pause: Pause): Said {
  return say(`pause-${pause}`);
}
