// Whom a reload is told: who keeps what is known of the site, and the log.

import type { Log } from '../core/log.js';
import type { Finding } from '../findings/finding.js';
import type { KeptFindings } from '../serve/kept-findings.js';
import type { ReloadTold } from '../serve/reloader.js';
import type { App } from '../serve/running-app.js';
import type { Refusal } from '../timeline/site-rows.js';
import { reloadWords } from './reload-words.js';

type Known = Pick<App, 'keepPrivate' | 'live'> & {
  readonly story: Pick<App['story'], 'reloaded'>;
  readonly site: Pick<App['site'], 'reloaded' | 'refused'>;
};

export function toldOfReloads(
  app: Known,
  findings: Pick<KeptFindings, 'taken' | 'more' | 'refused'>,
  log: Log,
): Omit<ReloadTold, 'reading' | 'resting'> {
  const words = reloadWords(log);
  const refuse = (why: Refusal, found: readonly Finding[] = []): void => {
    app.site.refused(why);
    findings.refused(found);
  };
  return {
    ...words,
    read: ({ filesBehind }) => app.keepPrivate(filesBehind),
    reloaded(site, changes, reading) {
      app.story.reloaded(site, changes);
      app.site.reloaded(changes.changed.length);
      findings.taken(reading.findings);
      app.live?.reloaded();
      words.reloaded(site, changes, reading);
    },
    refused(reading) {
      refuse(reading.failure ? 'failure' : 'errors', reading.findings);
      words.refused(reading);
    },
    shrunk(...loss) {
      refuse('loss');
      words.shrunk(...loss);
    },
    unfit(cause) {
      refuse('failure');
      words.unfit(cause);
    },
    unneeded(found) {
      findings.more(found);
      words.unneeded(found);
    },
  };
}
