// The boot story as JSON: what the socket answers, and the commands read. Times are ISO 8601.

import type { Mac } from '../../core/mac.js';
import type { Progress } from '../../firmware/progress.js';
import { describePhone, type PhoneDescription } from '../../timeline/describe.js';
import { addressOf, lastHeardMs } from '../../timeline/history.js';
import type { Grade } from '../../timeline/rows/row.js';
import type { SiteDiagnosis } from '../../timeline/site-rows.js';
import { stepText } from '../../timeline/step-text.js';
import { noWords, type Word } from '../../timeline/word.js';
import type { About } from '../about.js';
import { takeCensus } from './census.js';
import { countStrangers, isIgnored, strangerMacs } from './ignoring.js';
import type { KnownAs } from './known-as.js';
import type { SiteStory } from './site-story.js';
import type { Memory, PhoneStory, Story } from './story.js';
import type { SyncState } from './sync.js';

/** One phone in a list. */
export interface PhoneRow {
  readonly mac: Mac;
  readonly label?: string;
  readonly model?: string;
  readonly lines: readonly string[];
  readonly groups: readonly string[];
  readonly address?: string;
  readonly word: Word;
  readonly stage: PhoneDescription['stage'];
  /** What it does, or where it is stuck. */
  readonly sentence: string;
  readonly todo?: string;
  /** What looks strange and is normal. */
  readonly remark?: string;
  /** Of the table of diagnoses. */
  readonly diagnosis?: string;
  readonly grade?: Grade;
  readonly heard?: string;
  /** When it last got its configuration. */
  readonly fetched?: string;
  /** Whether what it has is what it would be given now. */
  readonly sync: SyncState;
  /** Of its firmware, while it fetches that. */
  readonly progress?: Progress;
}

/** One phone with what it did. */
export interface PhoneAnswer extends PhoneRow {
  /** Keyed digests of its files: when it got its configuration, and of what it would get. */
  readonly has?: { readonly at: string; readonly digest?: string };
  readonly wouldGet?: string;
  /** What it said that it has. */
  readonly firmware?: string;
  readonly boot?: {
    readonly number: number;
    readonly began: string;
    readonly leftOut: number;
    readonly steps: readonly StepAnswer[];
  };
  readonly earlier: readonly {
    readonly began: string;
    readonly reached: string;
    readonly configured: boolean;
  }[];
}

export interface StepAnswer {
  /** Since the boot began. */
  readonly atMs: number;
  readonly what: string;
  readonly outcome: string;
  readonly count: number;
  readonly everyMs?: number;
}

/** What is known of all without a look at each. */
export interface SiteAnswer {
  readonly version: 1;
  readonly started: string;
  readonly server: About;
  /** New phones, without those that are ignored. */
  readonly strangers: number;
  readonly ignored: number;
  /** Devices that are no phones, as far as is known. */
  readonly others: number;
  /** When another inventory came into force; absent: since the start none did. */
  readonly reloaded?: string;
  /** Phones that fetch firmware or write it to their flash. */
  readonly upgrading: number;
  /** What is to be said of all together. */
  readonly site: readonly SiteDiagnosis[];
}

export interface StatusAnswer extends SiteAnswer {
  readonly phones: number;
  readonly words: WordCounts;
}

export type WordCounts = Readonly<Record<Word, number>>;

export interface StrangerAnswer {
  readonly mac: Mac;
  /** Absent: it may be any, of `vendor` if that is there. */
  readonly model?: string;
  readonly vendor?: string;
  readonly knownBy?: KnownAs['by'];
  /** A phone of the inventory whose MAC is nearly the same and that was never heard: a typing error? */
  readonly similar?: Mac;
  readonly vendorClass?: string;
  readonly agent?: string;
  readonly address?: string;
  /** Absent: not since the server began. */
  readonly heard?: string;
  readonly sentence: string;
  readonly ignored?: true;
}

export interface Clocks {
  readonly nowMs: number;
  /** The wall clock for a time of the story. */
  wall(ms: number): string;
}

export function rowOf(phone: PhoneStory, clocks: Clocks): PhoneRow {
  const { mac, label, groups, history, facts, diagnosis, word } = phone;
  const { sentence, todo, remark, id, grade, stage } = describePhone(
    history,
    facts,
    diagnosis,
    word,
    clocks.nowMs,
    phone.progress,
  );
  const heardMs = lastHeardMs(history);
  const address = addressOf(history);
  const fetchedMs = history.boot?.configuredMs ?? facts.configuredMs;
  return {
    mac,
    ...(label !== undefined && { label }),
    ...(facts.model && { model: facts.model.id }),
    lines: facts.lines,
    groups,
    ...(address !== undefined && { address }),
    word,
    stage,
    sentence,
    ...(todo !== undefined && { todo }),
    ...(remark !== undefined && { remark }),
    ...(id !== undefined && { diagnosis: id }),
    ...(grade !== undefined && { grade }),
    ...(Number.isFinite(heardMs) && { heard: clocks.wall(heardMs) }),
    ...(fetchedMs !== undefined && { fetched: clocks.wall(fetchedMs) }),
    sync: phone.sync,
    ...(phone.progress && { progress: phone.progress }),
  };
}

export function answerOf(
  phone: PhoneStory,
  clocks: Clocks,
  memory?: Pick<Memory, 'records' | 'syncs'>,
): PhoneAnswer {
  const { boot, past } = phone.history;
  const known = { ...rowOf(phone, clocks), ...keptOf(phone, memory) };
  const earlier = past.map(({ beganMs, reached, configured }) => ({
    began: clocks.wall(beganMs),
    reached,
    configured,
  }));
  if (!boot) return { ...known, earlier };
  const steps = boot.steps.map(({ first, last, count, everyMs }) => {
    const { what, outcome } = stepText(last);
    const atMs = Math.round(first.atMs - boot.beganMs);
    return {
      atMs,
      what,
      outcome,
      count,
      ...(everyMs !== undefined && { everyMs: Math.round(everyMs) }),
    };
  });
  const { number, beganMs, leftOut } = boot;
  return {
    ...known,
    boot: { number, began: clocks.wall(beganMs), leftOut, steps },
    earlier,
  };
}

function keptOf({ mac, facts }: PhoneStory, memory: Pick<Memory, 'records' | 'syncs'> | undefined) {
  const { served, firmware = facts.firmwareSeen } = memory?.records.get(mac) ?? {};
  const wouldGet = memory?.syncs.wouldGet(mac);
  return {
    ...(served && {
      has: {
        at: new Date(served.atMs).toISOString(),
        ...(served.digest && { digest: served.digest }),
      },
    }),
    ...(wouldGet !== undefined && { wouldGet }),
    ...(firmware !== undefined && { firmware }),
  };
}

/** What a server knows of all its phones. */
export interface KnownSite {
  readonly story: Story;
  readonly site: Pick<SiteStory, 'rows' | 'upgrading' | 'reloadedMs'>;
  readonly startedMs: number;
  about(): About;
}

export function siteOf({ story, site, startedMs, about }: KnownSite, clocks: Clocks): SiteAnswer {
  const { phone, ignored } = countStrangers(story);
  const reloadedMs = site.reloadedMs();
  return {
    version: 1,
    started: clocks.wall(startedMs),
    server: about(),
    ...(reloadedMs !== undefined && { reloaded: clocks.wall(reloadedMs) }),
    strangers: phone,
    ignored,
    others: story.histories.others(),
    upgrading: site.upgrading(),
    site: site.rows(),
  };
}

/** In pieces, for all phones are looked at. */
export async function statusOf(known: KnownSite, clocks: Clocks): Promise<StatusAnswer> {
  const { phones, words } = await takeCensus(known.story);
  return { ...siteOf(known, clocks), phones, words };
}

/** Of so many phones each word holds. */
export function countWords(phones: Iterable<{ readonly word: Word }>): WordCounts {
  const counts = noWords();
  for (const { word } of phones) counts[word] += 1;
  return counts;
}

export function strangersOf(story: Story, clocks: Clocks): readonly StrangerAnswer[] {
  return strangerMacs(story).map((mac) => {
    const phone = story.of(mac);
    const { heard, sentence, address } = rowOf(phone, clocks);
    const { vendorClass, agent } = phone.history;
    const known = story.knownAs(mac);
    const similar = story.similarTo(mac);
    return {
      mac,
      ...(known?.model && { model: known.model.id }),
      ...(known && { vendor: known.vendor, knownBy: known.by }),
      ...(similar !== undefined && { similar }),
      ...(vendorClass !== undefined && { vendorClass }),
      ...(agent !== undefined && { agent }),
      ...(address !== undefined && { address }),
      ...(heard !== undefined && { heard }),
      sentence,
      ...(isIgnored(story, mac) && { ignored: true }),
    };
  });
}
