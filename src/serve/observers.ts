// Who hears of requests: the log of those that have ended, and the boot story of all. Each reads the same.

import { systemClock } from '../core/clock.js';
import type { Log } from '../core/log.js';
import { logRequest, type PhoneDirectory, type ServedRequest } from './request-log.js';
import type { ObservedRequest } from './story/event-of-request.js';
import { logStory } from './story/log-story.js';
import type { PhoneStory, Story } from './story/story.js';
import { createStoryWatch, type StoryTold, type StoryWatch } from './story/watch-story.js';

export type Observe = (request: ObservedRequest | ServedRequest) => void;

/** `failed` is told what the story stumbled over: that costs no phone its file. */
export function observeRequests(
  log: Log,
  phones: PhoneDirectory,
  story: Pick<Story, 'request'>,
  failed: (cause: unknown) => void,
): Observe {
  return (request) => {
    if (isEnded(request)) logRequest(log, phones, request);
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

/** Looks at the phones each second until it is closed. */
export function watchStory(
  story: Story,
  log: Log,
  labelOf: (phone: PhoneStory) => string,
): StoryWatch & Pick<StoryTold, 'failed'> & { close(): Promise<void> } {
  const now = () => systemClock.monotonicMs();
  const told = logStory(log, now, labelOf);
  const watch = createStoryWatch(story, now, told);
  const timer = setInterval(watch.sweep, EVERY_MS);
  timer.unref();
  return { ...watch, failed: told.failed, close: async () => clearInterval(timer) };
}
