// The calls of one PBX while its manager interface is connected: begun anew with each connection.

import type { Clock } from '../../core/clock.js';
import type { AmiMessage } from '../../pbx/ami/message.js';
import type { AmiAsking } from '../../pbx/ami/session.js';
import { askCalls } from '../../pbx/calls/ask-calls.js';
import { type Calls, createCalls } from '../../pbx/calls/calls.js';

export interface FollowedCalls {
  /** Undefined: nobody tells. */
  readonly calls: Calls | undefined;
  /** What Asterisk would not tell. */
  readonly refused: readonly string[];
}

export interface CallsFollower {
  seen(): FollowedCalls;
  /** Rejects where the connection does not last so long. */
  look(asking: AmiAsking): Promise<void>;
  hear(event: AmiMessage): void;
  lost(): void;
}

const NOTHING: FollowedCalls = { calls: undefined, refused: [] };

export function followCalls({ wallMs }: Pick<Clock, 'wallMs'>): CallsFollower {
  let seen = NOTHING;
  return {
    seen: () => seen,
    async look(asking) {
      const { entries, refused } = await askCalls(asking);
      seen = { calls: createCalls(entries), refused };
    },
    hear: (event) => void seen.calls?.note(event, wallMs()),
    lost() {
      seen = NOTHING;
    },
  };
}
