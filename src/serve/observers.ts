// Who hears of requests: the log of those that have ended, and the boot story of all. Each reads the same.

import { systemClock } from '../core/clock.js';
import type { Log } from '../core/log.js';
import { logRequest, type PhoneDirectory, type ServedRequest } from './request-log.js';
import type { ObservedRequest } from './story/event-of-request.js';
import { logStory } from './story/log-story.js';
import type { PhoneStory, Story } from './story/story.js';
import { createStoryWatch, type StoryWatch } from './story/watch-story.js';

export type Observe = (request: ObservedRequest | ServedRequest) => void;

export function observeRequests(log: Log, phones: PhoneDirectory, story: Story): Observe {
  return (request) => {
    if (isEnded(request)) logRequest(log, phones, request);
    story.request(request);
  };
}

function isEnded(request: ObservedRequest | ServedRequest): request is ServedRequest {
  return request.outcome !== undefined;
}

const EVERY_MS = 1_000;

/** Looks at the phones each second until it is closed. */
export function watchStory(
  story: Story,
  log: Log,
  labelOf: (phone: PhoneStory) => string,
): StoryWatch & { close(): Promise<void> } {
  const now = () => systemClock.monotonicMs();
  const watch = createStoryWatch(story, now, logStory(log, now, labelOf));
  const timer = setInterval(watch.sweep, EVERY_MS);
  timer.unref();
  return { ...watch, close: async () => clearInterval(timer) };
}
