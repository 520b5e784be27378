// The boot story as JSON: what the socket answers, and the commands read. Times are ISO 8601.

import { ENDLESS_MS } from '../../core/duration.js';
import { formatIpv4, formatSubnet, parseIpv4, subnetContains } from '../../core/ipv4.js';
import type { Mac } from '../../core/mac.js';
import type { BootAnswer, LineAnswer, PhoneAnswer, PhoneRow } from '../../page/wire/phone.js';
import type {
  About,
  SiteAnswer,
  StatusAnswer,
  StrangerAnswer,
  WordCounts,
} from '../../page/wire/site.js';
import type { Network } from '../../site/site.js';
import { describePhone } from '../../timeline/describe.js';
import type { PhoneEvent } from '../../timeline/events.js';
import type { Expected } from '../../timeline/expected.js';
import { type Here, hereOf } from '../../timeline/here.js';
import { type Boot, type History, lastHeardMs } from '../../timeline/history.js';
import { tellSiteDiagnosis } from '../../timeline/site-rows.js';
import { stepText } from '../../timeline/step-text.js';
import type { Language } from '../../timeline/texts/shape.js';
import { expectedText } from '../../timeline/timeline-rows.js';
import { noWords, type Word } from '../../timeline/word.js';
import { takeCensus } from './census.js';
import { countStrangers, isIgnored, strangerMacs } from './ignoring.js';
import type { SiteStory } from './site-story.js';
import type { Memory, PhoneStory, Story } from './story.js';

export interface Clocks {
  /** In which all is said; absent: English. */
  readonly language?: Language;
  readonly nowMs: number;
  /** The wall clock for a time of the story. */
  wall(ms: number): string;
}

export function rowOf(
  phone: PhoneStory,
  clocks: Clocks,
  networks: readonly Network[] = [],
): PhoneRow {
  const { mac, label, groups, history, facts, diagnosis, word, place } = phone;
  const { sentence, todo, remark, id, grade, stage } = describePhone(
    history,
    facts,
    diagnosis,
    word,
    clocks.nowMs,
    phone.progress,
    clocks.language,
  );
  // Each block of a file that goes on is confirmed; it asked for it long ago.
  const isMoving = phone.progress?.bytesPerSecond !== undefined;
  const heardMs = isMoving ? clocks.nowMs : lastHeardMs(history);
  // What is reserved says nothing of where a phone is that nobody heard.
  const at = place?.by === 'reserved' ? undefined : place;
  const network = networkOf(at?.address, networks);
  const fetchedMs = history.boot?.configuredMs ?? facts.configuredMs;
  return {
    mac,
    ...(label !== undefined && { label }),
    ...(facts.model && { model: facts.model.id }),
    lines: facts.lines,
    groups,
    ...(at && { address: at.address, addressBy: at.by }),
    ...(network !== undefined && { network }),
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
    ...(facts.use !== undefined && { use: facts.use }),
  };
}

/** What is known of a phone beside its story. */
export interface Beside {
  readonly memory?: Pick<Memory, 'records' | 'syncs'> | undefined;
  readonly networks?: readonly Network[];
  /** What should come next. */
  readonly next?: readonly Expected[];
  /** Where the inventory has it. */
  readonly place?: string | undefined;
  /** Names of the files that it is given. */
  readonly files?: readonly string[];
  /** What PBXes tell of its lines. */
  readonly registrations?: readonly LineAnswer[];
  readonly csta?: true | undefined;
}

export function answerOf(phone: PhoneStory, clocks: Clocks, beside: Beside = {}): PhoneAnswer {
  const { boot, past, lease } = phone.history;
  const { memory, networks = [], next = [], place, files, registrations = [], csta } = beside;
  const known: PhoneAnswer = {
    ...rowOf(phone, clocks, networks),
    ...keptOf(phone, memory),
    ...(lease && {
      lease: { address: formatIpv4(lease.address), until: untilText(lease.untilMs, clocks) },
    }),
    ...(registrations.length > 0 && { registrations }),
    heardBy: heardOf(phone.history, clocks),
    ...(place !== undefined && { place }),
    ...(files && { files }),
    ...(csta && { csta }),
    earlier: past.map(({ beganMs, reached, configured }) => ({
      began: clocks.wall(beganMs),
      reached,
      configured,
    })),
  };
  if (!boot) return known;
  const here = hereOf(boot, phone.word, phone.diagnosis);
  return { ...known, boot: bootOf(boot, here, next, clocks) };
}

function bootOf(
  boot: Boot,
  here: Here | undefined,
  next: readonly Expected[],
  clocks: Clocks,
): BootAnswer {
  const { number, beganMs, leftOut } = boot;
  const since = (ms: number) => Math.round(ms - beganMs);
  return {
    number,
    began: clocks.wall(beganMs),
    leftOut,
    steps: boot.steps.map((step) => {
      const { first, last, count, everyMs } = step;
      return {
        ...{ atMs: since(first.atMs), lastMs: since(last.atMs) },
        ...stepText(last, clocks.language),
        count,
        ...(everyMs !== undefined && { everyMs: Math.round(everyMs) }),
        ...(here?.step === step && { mark: here.mark }),
        ...firstOf(first, last, clocks.language),
      };
    }),
    next: next.map(({ dueMs, ...expected }) => ({
      ...expectedText(expected, clocks.language),
      ...(dueMs !== undefined && { dueMs: since(dueMs) }),
      ...(dueMs !== undefined &&
        dueMs < clocks.nowMs && { overdueMs: Math.round(clocks.nowMs - dueMs) }),
    })),
  };
}

function firstOf(first: PhoneEvent, last: PhoneEvent, language: Language | undefined) {
  if (first === last) return {};
  const text = stepText(first, language);
  const { what, outcome } = stepText(last, language);
  return text.what === what && text.outcome === outcome ? {} : { first: text };
}

function heardOf({ heard }: History, { wall }: Clocks): NonNullable<PhoneAnswer['heardBy']> {
  const { dhcp, file, sip } = heard;
  return {
    ...(dhcp !== undefined && { dhcp: wall(dhcp) }),
    ...(file !== undefined && { file: wall(file) }),
    ...(sip !== undefined && { sip: wall(sip) }),
  };
}

/** `untilMs`: of the story. */
export function untilText(untilMs: number, { nowMs, wall }: Clocks): string | 'never' {
  return untilMs - nowMs > ENDLESS_MS ? 'never' : wall(untilMs);
}

/** `10.20.1.0/24`; undefined: it is in none of these. */
function networkOf(address: string | undefined, networks: readonly Network[]): string | undefined {
  const ip = address === undefined ? undefined : parseIpv4(address);
  const found = ip && networks.find(({ subnet }) => subnetContains(subnet, ip));
  return found && formatSubnet(found.subnet);
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
  readonly site: Pick<SiteStory, 'rows' | 'upgrading' | 'reloadedMs' | 'isRefused'>;
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
    site: site.rows().map((row) => tellSiteDiagnosis(row, clocks.language)),
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
  return strangerMacs(story).map((mac) => strangerAnswer(story, mac, clocks));
}

/** Undefined: it is none. */
export function strangerOf(story: Story, mac: Mac, clocks: Clocks): StrangerAnswer | undefined {
  return strangerMacs(story).includes(mac) ? strangerAnswer(story, mac, clocks) : undefined;
}

function strangerAnswer(story: Story, mac: Mac, clocks: Clocks): StrangerAnswer {
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
}
