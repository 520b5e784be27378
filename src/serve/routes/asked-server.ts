// Who is asked by the routes.

import { systemClock } from '../../core/clock.js';
import type { Log } from '../../core/log.js';
import type { Mac } from '../../core/mac.js';
import type { PoolHistoryAnswer } from '../../page/wire/lists.js';
import type { About } from '../../page/wire/site.js';
import { languageOf } from '../../timeline/texts/languages.js';
import type { PhoneControl } from '../csta/phone-control.js';
import type { Desk } from '../desk/desk.js';
import type { KeptFindings } from '../kept-findings.js';
import type { Numbering } from '../numbering.js';
import type { CallsDesk } from '../pbx/calls-desk.js';
import type { PhoneLine } from '../pbx/links.js';
import type { RecentRequests } from '../recent-requests.js';
import type { PhoneDirectory } from '../request-log.js';
import type { RolloutDesk } from '../rollout/rollout-desk.js';
import type { ServedSite } from '../served-site.js';
import type { SiteDhcp } from '../site-dhcp.js';
import type { SiteFiles } from '../site-files.js';
import type { Clocks } from '../story/answers.js';
import type { SiteStory } from '../story/site-story.js';
import type { RunningFile, Story } from '../story/story.js';

export interface AskedServer {
  readonly story: Story;
  readonly site: SiteStory;
  readonly startedMs: number;
  about(): About;
  readonly log: Log;
  /** In force. */
  served(): ServedSite;
  /** undefined: it gives no addresses. */
  dhcp(): Pick<SiteDhcp, 'state' | 'holderOf' | 'leases' | 'release'> | undefined;
  /** What PBXes tell of a phone's lines. */
  linesOf(mac: Mac): readonly PhoneLine[];
  /** In the last day. */
  pools(): readonly PoolHistoryAnswer[];
  readonly phones: Pick<PhoneDirectory, 'macOf'>;
  readonly look: SiteFiles['look'];
  readonly desk: Desk;
  readonly recent: Pick<RecentRequests, 'seq' | 'since'>;
  readonly findings: Pick<KeptFindings, 'answer' | 'counts'>;
  /** What is being sent, to whomever. */
  transfers(): Iterable<RunningFile & { readonly client: { readonly address: string } }>;
  readonly numbering: Numbering;
  readonly rollouts: RolloutDesk;
  readonly calls: CallsDesk;
  readonly csta: PhoneControl;
  /** As a SIGHUP. */
  reload(): void;
}

/** `query`: of who asks; `?lang=ru`: in Russian. */
export function clocksNow(query?: URLSearchParams): Clocks {
  const nowMs = systemClock.monotonicMs();
  const offset = systemClock.wallMs() - nowMs;
  const language = languageOf(query?.get('lang'));
  return { language, nowMs, wall: (ms) => new Date(ms + offset).toISOString() };
}
