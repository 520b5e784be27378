// A server that is asked by its socket and has nothing to tell but what a test gives it.

import { silentLog } from '../../src/core/log.js';
import type { AskedServer } from '../../src/serve/routes/asked-server.js';
import type { SiteStory } from '../../src/serve/story/site-story.js';
import type { Story } from '../../src/serve/story/story.js';

export function askedServer(given: Partial<AskedServer>): AskedServer {
  const story: Pick<Story, 'note'> = { note() {} };
  const site: Pick<SiteStory, 'rows' | 'upgrading' | 'reloadedMs'> = {
    rows: () => [],
    upgrading: () => 0,
    reloadedMs: () => undefined,
  };
  return {
    story: story as Story,
    site: site as SiteStory,
    startedMs: 0,
    about: () => ({ offhook: '0', inventory: 'lab.yaml', tftp: '127.0.0.1:69', pools: [] }),
    log: silentLog,
    release: () => undefined,
    reload() {},
    ...given,
  };
}
