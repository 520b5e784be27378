// The rollouts of a server that runs, with its clocks and a SIP socket that is opened when the first phone is told.

import { systemClock } from '../../core/clock.js';
import type { Log } from '../../core/log.js';
import { openAgent } from '../agent-on-demand.js';
import type { ServedSite } from '../served-site.js';
import type { Story } from '../story/story.js';
import { createNotifier } from './notifier.js';
import type { PbxPath } from './pbx-path.js';
import { createRolloutDesk, type RolloutDesk } from './rollout-desk.js';

export interface OpenRollouts {
  readonly story: Story;
  served(): ServedSite;
  readonly pbx: PbxPath;
  readonly log: Log;
  /** Of offhook. */
  readonly version: string;
}

export function openRollouts({ story, served, pbx, log, version }: OpenRollouts): RolloutDesk {
  const how = { product: `offhook/${version}`, transports: ['udp'] } as const;
  return createRolloutDesk({
    story,
    served,
    records: () => story.memory?.records,
    pbx,
    notifier: createNotifier({ openAgent: () => openAgent(how), pbx }),
    now: systemClock.monotonicMs,
    wall: systemClock.wallMs,
    log,
  });
}
