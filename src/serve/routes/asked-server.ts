// Who is asked by the routes.

import { systemClock } from '../../core/clock.js';
import type { Log } from '../../core/log.js';
import type { About } from '../about.js';
import type { Release } from '../release-leases.js';
import type { Clocks } from '../story/answers.js';
import type { SiteStory } from '../story/site-story.js';
import type { Story } from '../story/story.js';

export interface AskedServer {
  readonly story: Story;
  readonly site: SiteStory;
  readonly startedMs: number;
  about(): About;
  readonly log: Log;
  /** undefined: it gives no addresses. */
  release(): Release | undefined;
  /** As a SIGHUP. */
  reload(): void;
}

export function clocksNow(): Clocks {
  const nowMs = systemClock.monotonicMs();
  const offset = systemClock.wallMs() - nowMs;
  return { nowMs, wall: (ms) => new Date(ms + offset).toISOString() };
}
