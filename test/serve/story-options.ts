// A story of a site of which a test tells what happens to whom.

import type { ServedSite } from '../../src/serve/served-site.js';
import type { StoryOptions } from '../../src/serve/story/story.js';

/** Nobody is known by an address, nothing is under way, and both clocks stand still. */
export const storyOptions = (site: ServedSite): StoryOptions => ({
  site,
  dhcp: true,
  now: () => 0,
  wall: () => Date.UTC(2026, 10, 28),
  namedBy: () => undefined,
  holderOf: () => undefined,
  transfersTo: () => [],
  told() {},
  heard() {},
});
