// Looks each second at the phones of which something was heard lately, and tells when a diagnosis comes or goes and when
// a boot has ended. Phones that nobody hears cost nothing.

import type { Mac } from '../../core/mac.js';
import type { Diagnosis } from '../../timeline/diagnose.js';
import { lastHeardMs } from '../../timeline/history.js';
import { reachOf } from '../../timeline/reach.js';
import { isOfSite } from '../../timeline/site-rows.js';
import { OVERDUE_MS } from '../../timeline/view.js';
import type { Word } from '../../timeline/word.js';
import type { PhoneStory, Story } from './story.js';
import { isUnseen } from './unseen.js';

export interface StoryTold {
  /** A problem that was not there at the last look; `before`: the one that it takes the place of; so many `others` have it. */
  appeared(phone: PhoneStory, before: string | undefined, others: number): void;
  /** It has gone on by itself, or somebody helped; that it began to boot anew is no sign of either. */
  gone(phone: PhoneStory, diagnosis: string): void;
  /** It has its configuration and rests. */
  booted(phone: PhoneStory, ms: number): void;
  /** A defect of ours: the phone is not judged, and served all the same. */
  failed(cause: unknown): void;
}

export interface StoryWatch {
  heard(mac: Mac): void;
  /** A look at some; true: others are left. To be called each second, and as long as it says so. */
  sweep(): boolean;
  /** Of all phones, what the site may say of many. */
  ofSite(): readonly Diagnosis[];
  /** How many fetch firmware, or write it to their flash. */
  upgrading(): number;
}

/** What was told of a phone. */
interface Problem {
  readonly id: string;
  /** The boot in which it was last seen; undefined: there was none. */
  readonly boot: number | undefined;
  /** How far that came. */
  readonly reach: number;
}

/** What is known of the ends of its boots, also while it is not watched: when those boots began. */
interface Ends {
  /** The last whose end was told. */
  told?: number;
  /** The last in which it had a problem of which nobody sees any more whether it is over. */
  unseen?: number | undefined;
}

interface Watched {
  problem?: Problem;
  isUpgrading: boolean;
  /** The last look, and the next. */
  lookedMs: number;
  dueMs: number;
  readonly ends: Ends;
}

/** Nobody is answered meanwhile: after so long, or so many, others have their turn. */
const SLICE_MS = 0.4;
const SLICE = 500;
/** One of which something is heard all the time is looked at so often. */
const BUSY_MS = 2_000;
/** One that is silent is looked at again after this share of its silence, and after so long at the latest. */
const OFTEN = 0.05;
const SELDOM_MS = 10_000;
/** After so much silence a boot is at its end, where its configuration was sent. */
const REST_MS = 10_000;
/** So long after its last doing a phone without a problem is left alone; rows wait no longer. */
const FORGET_MS = 600_000;

export function createStoryWatch(
  story: Pick<Story, 'of'>,
  now: () => number,
  tell: StoryTold,
): StoryWatch {
  const watched = new Map<Mac, Watched>();
  /** Of phones of the inventory that are not watched. One that leaves it is heard once, and then none of these. */
  const left = new Map<Mac, Ends>();
  /** How many have each problem. */
  const counts = new Map<string, number>();
  const ofSite = new Map<Mac, Diagnosis>();
  let queue: Mac[] = [];

  function count(id: string | undefined, more: number): void {
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + more);
  }

  /** The story watches: what it stumbles over must cost neither this phone its service nor another its look. */
  function tryLook(mac: Mac, before: Watched): void {
    try {
      look(mac, before);
    } catch (cause) {
      tell.failed(cause);
    }
  }

  function look(mac: Mac, before: Watched): void {
    const phone = story.of(mac);
    if (!phone.facts.known) {
      count(before.problem?.id, -1);
      ofSite.delete(mac);
      watched.delete(mac);
      return;
    }
    before.isUpgrading = phone.word === 'upgrading';
    tellProblem(phone, before);
    tellBoot(phone, before);
    const silentMs = now() - lastHeardMs(phone.history);
    before.lookedMs = now();
    before.dueMs = before.lookedMs + Math.min(silentMs * OFTEN, SELDOM_MS);
    const isQuiet = silentMs > FORGET_MS;
    if (isQuiet && !ofSite.has(mac)) {
      watched.delete(mac);
      left.set(mac, before.ends);
    }
  }

  function tellProblem(phone: PhoneStory, before: Watched): void {
    const { diagnosis } = phone;
    const told = before.problem;
    if (diagnosis?.severity === 'problem') {
      before.problem = problemOf(diagnosis, phone);
      ofSite.set(phone.mac, diagnosis);
      if (diagnosis.id === told?.id) return;
      count(told?.id, -1);
      count(diagnosis.id, 1);
      tell.appeared(phone, told?.id, (counts.get(diagnosis.id) ?? 1) - 1);
      return;
    }
    if (told !== undefined && !isOver(phone, told, now())) return;
    if (diagnosis && isOfSite(diagnosis)) ofSite.set(phone.mac, diagnosis);
    else ofSite.delete(phone.mac);
    if (told === undefined) return;
    delete before.problem;
    if (isUnseen(told.id, phone.facts)) before.ends.unseen = phone.history.boot?.beganMs;
    count(told.id, -1);
    tell.gone(phone, told.id);
  }

  function tellBoot(phone: PhoneStory, { ends, problem }: Watched): void {
    const { boot } = phone.history;
    if (boot?.configuredMs === undefined || boot.beganMs === ends.told) return;
    if (boot.beganMs === ends.unseen && !phone.facts.pbxLink) return;
    const isAtRest = now() - lastHeardMs(phone.history) >= REST_MS;
    if (!isAtRest || problem !== undefined || phone.word === 'upgrading') return;
    ends.told = boot.beganMs;
    tell.booted(phone, boot.configuredMs - boot.beganMs);
  }

  return {
    heard(mac) {
      const known = watched.get(mac);
      if (known) known.dueMs = Math.min(known.dueMs, known.lookedMs + BUSY_MS);
      else {
        const ends = left.get(mac) ?? {};
        left.delete(mac);
        watched.set(mac, { ends, isUpgrading: false, lookedMs: 0, dueMs: 0 });
      }
    },
    sweep() {
      if (queue.length === 0) queue = [...watched.keys()].toReversed();
      const untilMs = now() + SLICE_MS;
      for (let looks = 0; looks < SLICE && now() <= untilMs; looks += 1) {
        const mac = queue.pop();
        if (mac === undefined) break;
        const before = watched.get(mac);
        if (before && before.dueMs <= untilMs) tryLook(mac, before);
      }
      return queue.length > 0;
    },
    ofSite: () => [...ofSite.values()],
    upgrading() {
      let phones = 0;
      for (const { isUpgrading } of watched.values()) if (isUpgrading) phones += 1;
      return phones;
    },
  };
}

function problemOf(diagnosis: Diagnosis, { history: { boot } }: PhoneStory): Problem {
  return { id: diagnosis.id, boot: boot?.number, reach: reachOf(boot) };
}

const WELL = new Set<Word>(['fetched', 'registered', 'part', 'stale']);

/** A boot that has begun since shows nothing of it until it comes as far: phones that boot in a loop have it each time. */
function isOver({ history, word }: PhoneStory, { boot, reach }: Problem, nowMs: number): boolean {
  if (history.boot?.number === boot || reachOf(history.boot) > reach) return true;
  return WELL.has(word) && nowMs - lastHeardMs(history) > OVERDUE_MS;
}
