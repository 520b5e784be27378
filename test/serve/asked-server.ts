// A server that is asked by its socket and has nothing to tell but what a test gives it.

import { silentLog } from '../../src/core/log.js';
import type { Release } from '../../src/serve/release-leases.js';
import type { AskedServer } from '../../src/serve/routes/asked-server.js';
import type { SiteStory } from '../../src/serve/story/site-story.js';
import type { Story } from '../../src/serve/story/story.js';
import { servedSiteOf } from './snapshot-under-test.js';

export function askedServer(given: Partial<AskedServer>): AskedServer {
  const story: Pick<Story, 'note'> = { note() {} };
  const site: Pick<SiteStory, 'rows' | 'upgrading' | 'reloadedMs' | 'otherServers' | 'isRefused'> =
    {
      rows: () => [],
      upgrading: () => 0,
      reloadedMs: () => undefined,
      otherServers: () => [],
      isRefused: () => false,
    };
  return {
    story: story as Story,
    site: site as SiteStory,
    startedMs: 0,
    about: () => ({ offhook: '0', inventory: 'lab.yaml', tftp: '127.0.0.1:69', pools: [] }),
    log: silentLog,
    served: () => servedSiteOf('{}'),
    dhcp: () => undefined,
    linesOf: () => [],
    pools: () => [],
    phones: { macOf: () => undefined },
    look: () => ({ kind: 'not-found', expected: false }),
    desk: {
      ask: async () => ({ failed: 'nobody has an inventory here' }),
    },
    recent: { seq: 0, since: () => [] },
    findings: {
      answer: () => ({ findings: [] }),
      counts: () => ({ error: 0, warning: 0, info: 0 }),
    },
    transfers: () => [],
    csta: {
      linesOf: async () => ({ refused: 'no phone here has uaCSTA' }),
      desk: {
        look: () => Promise.reject(new Error('no line is looked at here')),
        open: () => Promise.reject(new Error('no line is looked at here')),
      },
    },
    numbering: { plan: async () => undefined },
    rollouts: NO_ROLLOUTS,
    calls: { answers: () => [], act: async () => ({ kind: 'gone' }) },
    reload() {},
    ...given,
  };
}

const NO_ROLLOUTS: AskedServer['rollouts'] = {
  get: () => undefined,
  all: () => [],
  begin: () => ({ refused: 'nobody has rollouts here' }),
  become: () => false,
  choose: () => [],
  pathOf: () => ({ why: 'no-way' }),
  beside: { labelOf: () => undefined, isTalking: () => false, howOf: () => undefined },
  isReady: () => true,
  told() {},
  recall() {},
  close: async () => {},
};

/** It gives addresses, has none yet, and takes back as it is told. */
export function dhcpThat(release: Release): NonNullable<ReturnType<AskedServer['dhcp']>> {
  return {
    release,
    holderOf: () => undefined,
    leases: () => [],
    state() {
      throw new Error('nobody asks for that here');
    },
  };
}
