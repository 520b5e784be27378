// What a page is told while it is open, put together from what the server knows, and the page itself.

import { randomBytes } from 'node:crypto';
import { systemClock } from '../../core/clock.js';
import type { Log } from '../../core/log.js';
import type { Mac } from '../../core/mac.js';
import { createRateLimit } from '../../core/rate-limit.js';
import type { PhoneRow } from '../../page/wire/phone.js';
import { LANGUAGES, type LanguageId } from '../../timeline/texts/languages.js';
import { judgeHealth, type ServingFacts } from '../metrics/health.js';
import type { AskedServer } from '../routes/asked-server.js';
import { type Clocks, rowOf, siteOf } from '../story/answers.js';
import type { PhoneStory } from '../story/story.js';
import { type Changes, createChanges } from './changes.js';
import { type OpenPage, openPage, type PageSources, type PageWanted } from './page.js';

export interface LiveOptions {
  readonly wanted: PageWanted;
  /** Asked for when somebody watches. */
  known(): AskedServer;
  readonly log: Log;
}

export interface Live {
  readonly changes: Readonly<Record<LanguageId, Changes>>;
  heard(mac: Mac): void;
  looked(phone: PhoneStory): void;
  /** Another inventory is in force. */
  reloaded(): void;
  open(
    sources: Pick<PageSources, 'routes' | 'version' | 'stateDir' | 'hasDhcp' | 'hasCalls'> & {
      serving(): ServingFacts;
    },
  ): Promise<OpenPage | undefined>;
}

/** Once for each second that a defect comes back in. */
const OF_FAILURES = { burst: 1, perSecond: 1, maxKeys: 1 };
/** The wall clock was set. */
const JUMP_MS = 500;

export function createLive({ wanted, known, log }: LiveOptions): Live {
  const now = systemClock.monotonicMs;
  const failures = createRateLimit(OF_FAILURES);
  const steady = steadyClocks();
  const changesIn = (lang: LanguageId) => {
    const language = LANGUAGES[lang];
    const clocks = () => ({ ...steady(), language });
    return createChanges({
      macs: () => known().story.macs(),
      size: () => known().story.size(),
      of: (mac) => known().story.of(mac),
      row: (phone): PhoneRow => rowOf(phone, clocks(), known().story.networks()),
      site() {
        const { site, findings } = known();
        const reloadRefused = site.isRefused();
        return { ...siteOf(known(), clocks()), findings: findings.counts(), reloadRefused };
      },
      now,
      wall: () => new Date(systemClock.wallMs()).toISOString(),
      random: () => randomBytes(8),
      failed(cause) {
        if (failures.take('', now())) log.error({ err: cause }, FAILED);
      },
    });
  };
  const changes = { en: changesIn('en'), ru: changesIn('ru') };
  const all = Object.values(changes);
  return {
    changes,
    heard(mac) {
      for (const each of all) each.heard(mac);
    },
    looked(phone) {
      for (const each of all) each.looked(phone);
    },
    reloaded() {
      for (const each of all) each.reloaded();
    },
    open({ serving, ...sources }) {
      return openPage(wanted, {
        ...sources,
        changes,
        log,
        health: () =>
          judgeHealth({ ...serving(), reload: known().site.isRefused() ? 'refused' : 'ok' }),
      });
    },
  };
}

const FAILED = 'a defect of ours: a phone is not shown as it is; it is served all the same';

/** The same moment is written alike each time, as long as nobody sets the clock. */
function steadyClocks(): () => Clocks {
  let offset = Number.NaN;
  return () => {
    const nowMs = systemClock.monotonicMs();
    const fresh = systemClock.wallMs() - nowMs;
    if (!(Math.abs(fresh - offset) < JUMP_MS)) offset = fresh;
    return { nowMs, wall: (ms) => new Date(ms + offset).toISOString() };
  };
}
