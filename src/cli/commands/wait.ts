// `offhook wait`: until phones have their files, or are registered: real phones in a script.

import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../core/clock.js';
import type { PhoneRow } from '../../page/wire/phone.js';
import { askStory, type StoryAsker } from '../../serve/story/ask-story.js';
import type { SiteDiagnosisText } from '../../timeline/site-rows.js';
import type { SiteRowId } from '../../timeline/texts/shape.js';
import type { Word } from '../../timeline/word.js';
import { EXIT } from '../exit-codes.js';
import { type Io, UsageError } from '../io.js';
import { readMac } from '../mac-argument.js';
import type { WaitFormatName } from '../report/format-names.js';
import { chooseStateDir } from '../state-dir.js';
import { WAIT_FORMATS } from '../wait-words.js';

export interface WaitOptions {
  readonly stateDir?: string;
  readonly group?: string;
  /** Seconds. */
  readonly timeout: number;
  readonly format: WaitFormatName;
}

/** Words that are as good as what is waited for. */
export const CONDITIONS = {
  fetched: ['fetched', 'registered', 'part', 'stale'],
  registered: ['registered'],
  /** As far as can be seen: with its file, where nobody tells who is registered. */
  ready: ['fetched', 'registered'],
} as const satisfies Readonly<Record<string, readonly Word[]>>;

export type Condition = keyof typeof CONDITIONS;

/** What is said of all together and keeps a phone from being seen as what is waited for. */
const REASONS: Readonly<Record<Condition, readonly SiteRowId[]>> = {
  fetched: [],
  registered: ['G7'],
  ready: [],
};

const EVERY_MS = 1_000;

export async function wait(
  condition: Condition,
  macTexts: readonly string[],
  options: WaitOptions,
  io: Io,
): Promise<number> {
  const asker = askStory(chooseStateDir(options.stateDir, io));
  const macs = new Set(macTexts.map(readMac));
  const good: readonly Word[] = CONDITIONS[condition];
  const untilMs = systemClock.monotonicMs() + options.timeout * 1_000;
  for (;;) {
    const rows = wanted(await asker.phones(), macs, options.group);
    const missing = rows.filter(({ word }) => !good.includes(word));
    const isLate = systemClock.monotonicMs() >= untilMs;
    if (missing.length === 0 || isLate || io.stop.aborted) {
      const site = missing.length === 0 ? [] : await reasonsOf(condition, asker);
      io.out(WAIT_FORMATS[options.format]({ condition, rows, missing, site }));
      return missing.length === 0 ? EXIT.ok : EXIT.findings;
    }
    await pause(EVERY_MS, undefined, { signal: io.stop }).catch(() => {});
  }
}

async function reasonsOf(
  condition: Condition,
  asker: StoryAsker,
): Promise<readonly SiteDiagnosisText[]> {
  const reasons = REASONS[condition];
  if (reasons.length === 0) return [];
  return (await asker.site()).site.filter(({ id }) => reasons.includes(id));
}

/** Throws where that is none: to wait for nobody is a mistake. */
function wanted(
  phones: readonly PhoneRow[],
  macs: ReadonlySet<string>,
  group: string | undefined,
): readonly PhoneRow[] {
  const known = new Set<string>(phones.map(({ mac }) => mac));
  const strange = [...macs].find((mac) => !known.has(mac));
  if (strange !== undefined)
    throw new UsageError(`the inventory that is served has no phone ${strange}`);
  const rows = phones.filter(
    ({ mac, groups }) =>
      (macs.size === 0 || macs.has(mac)) && (group === undefined || groups.includes(group)),
  );
  if (rows.length === 0) throw new UsageError('there is no phone to wait for');
  return rows;
}
