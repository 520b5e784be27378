// Events that come while somebody looks at what there is: they are told afterwards, in their order, for a list of what was
// may come after the event that changed it.

import type { AmiMessage } from './message.js';

/** Some minutes of a busy PBX, about 50 MB. */
export const MAX_HELD = 50_000;

export interface HeldEvents {
  /** False: too many are held, and this one is lost. */
  take(event: AmiMessage): boolean;
  hold(): void;
  /** Tells all that were held, and from now on each at once. */
  release(): void;
}

/** Holds from the start. */
export function holdEvents(tell: (event: AmiMessage) => void): HeldEvents {
  let held: AmiMessage[] | undefined = [];
  return {
    take(event) {
      if (!held) tell(event);
      else if (held.length >= MAX_HELD) return false;
      else held.push(event);
      return true;
    },
    hold() {
      held ??= [];
    },
    release() {
      const all = held ?? [];
      held = undefined;
      for (const event of all) tell(event);
    },
  };
}
