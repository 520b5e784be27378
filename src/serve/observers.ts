// Who hears of requests: the log and the counters of those that have ended, and the boot story of all. Each reads the same.

import { systemClock } from '../core/clock.js';
import type { Log } from '../core/log.js';
import type { Monitor } from './metrics/monitor.js';
import type { RecentRequests } from './recent-requests.js';
import { logRequest, type PhoneDirectory, type ServedRequest } from './request-log.js';
import type { ObservedRequest } from './story/event-of-request.js';
import { logSite, logStory } from './story/log-story.js';
import { createSiteStory, type SiteStory, type SiteStoryOptions } from './story/site-story.js';
import type { PhoneStory, Story } from './story/story.js';
import { createStoryWatch, type StoryTold, type StoryWatch } from './story/watch-story.js';

export type Observe = (request: ObservedRequest | ServedRequest) => void;

/** Absent where nobody asks for metrics. */
export type Counters = Pick<Monitor, 'request' | 'looked' | 'booted'> | undefined;

/** `failed` is told what the story stumbled over: that costs no phone its file. */
export function observeRequests(
  log: Log,
  phones: Pick<PhoneDirectory, 'macOf' | 'modelOf'>,
  story: Pick<Story, 'request' | 'seenAt'>,
  failed: (cause: unknown) => void,
  counters?: Counters,
  recent?: Pick<RecentRequests, 'request'>,
): Observe {
  /** Who was seen there, where another server gives out the addresses; of the inventory alone. */
  const knownAt = (address: string) => {
    const mac = story.seenAt(address);
    return mac !== undefined && phones.modelOf(mac) !== undefined ? mac : undefined;
  };
  return (request) => {
    if (isEnded(request)) {
      const mac = logRequest(log, phones, request);
      recent?.request(request, mac ?? knownAt(request.address));
      counters?.request(request);
    }
    try {
      story.request(request);
    } catch (cause) {
      failed(cause);
    }
  };
}

function isEnded(request: ObservedRequest | ServedRequest): request is ServedRequest {
  return request.outcome !== undefined;
}

const EVERY_MS = 1_000;
/**
 * Slices of half a millisecond, with rests between them, in which all who have asked meanwhile are answered: with thousands of phones
 * at once some wait, as those who are served must not.
 */
const SLICES_MAX = 25;
const REST_MS = 20;
/** Where the loop is kept busy by those who are served. */
const SLICES_BUSY = 4;
const BUSY = 0.2;

/** Whoever wants to see each phone as it is looked at. */
export interface Onlooker {
  looked(phone: PhoneStory): void;
}

/** Looks at the phones each second until it is closed, and then at what they and the servers say of the site. */
export function watchStory(
  story: Story,
  log: Log,
  servers: Pick<SiteStoryOptions, 'throttled' | 'silentPbxes'>,
  counters?: Counters,
  onlookers: readonly Onlooker[] = [],
): StoryWatch & Pick<StoryTold, 'failed'> & { readonly site: SiteStory; close(): Promise<void> } {
  const now = () => systemClock.monotonicMs();
  const words = logStory(log, now, (phone) => phone.label ?? phone.mac);
  const told: StoryTold = {
    ...words,
    booted(phone, ms) {
      words.booted(phone, ms);
      counters?.booted(phone, ms);
    },
  };
  const watch = createStoryWatch(
    { of: lookWith(story, [counters ?? [], onlookers].flat()) },
    now,
    told,
  );
  const site = createSiteStory({
    now,
    ...servers,
    diagnoses: watch.ofSite,
    upgrading: watch.upgrading,
    histories: () => story.histories.known(),
    networks: story.networks,
    ...logSite(log),
  });
  let next: NodeJS.Timeout | undefined;
  function sweep(slices: number): void {
    if (watch.sweep() && slices > 1) next = setTimeout(sweep, REST_MS, slices - 1).unref();
    else site.look();
  }
  let load = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const before = load;
    load = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(load, before);
    clearTimeout(next);
    sweep(utilization > BUSY ? SLICES_BUSY : SLICES_MAX);
  }, EVERY_MS);
  timer.unref();
  return {
    ...watch,
    site,
    failed: told.failed,
    async close() {
      clearInterval(timer);
      clearTimeout(next);
    },
  };
}

/** Each look is theirs, too. */
function lookWith({ of }: Pick<Story, 'of'>, onlookers: readonly Onlooker[]): Story['of'] {
  return (mac) => {
    const phone = of(mac);
    for (const { looked } of onlookers) looked(phone);
    return phone;
  };
}
