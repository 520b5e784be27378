// The rollouts of a server that runs, with its clocks and a SIP socket that is opened when the first phone is told.

import { systemClock } from '../../core/clock.js';
import type { Log } from '../../core/log.js';
import type { UserAgent } from '../../sip/agent/user-agent.js';
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
  return createRolloutDesk({
    story,
    served,
    records: () => story.memory?.records,
    pbx: () => pbx,
    notifier: createNotifier({ openAgent: () => openAgent(version), pbx: () => pbx }),
    now: systemClock.monotonicMs,
    wall: systemClock.wallMs,
    log,
  });
}

/** At any port: phones answer to what Via says. */
async function openAgent(version: string): Promise<UserAgent> {
  const { openUserAgent } = await import('../../sip/agent/open-user-agent.js');
  return openUserAgent({
    local: { address: '0.0.0.0', port: 0 },
    transports: ['udp'],
    product: `offhook/${version}`,
  });
}
