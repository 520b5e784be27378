// What a capture or recording comes to: each phone's history, what it is doing at the end, and what is wrong.

import type { Snapshot } from '../artifacts/snapshot.js';
import type { Mac } from '../core/mac.js';
import { makerOf } from '../serve/dhcp-policy.js';
import { factsOf, type PhoneOfInventory } from '../serve/story/facts.js';
import type { Key } from '../site/site.js';
import { type Diagnosis, diagnose } from '../timeline/diagnose.js';
import { type PhoneEvent, type Told, whoDid } from '../timeline/events.js';
import { createHistories } from '../timeline/histories.js';
import type { History } from '../timeline/history.js';
import type { PhoneFacts } from '../timeline/view.js';
import { type Word, wordOf } from '../timeline/word.js';

export interface PhoneStory {
  readonly mac: Mac;
  /** What people call it; empty: the inventory does not have it. */
  readonly label: string;
  readonly facts: PhoneFacts;
  readonly history: History;
  readonly word: Word;
  readonly diagnosis?: Diagnosis;
}

export interface ReplayStories {
  note(told: Told): void;
  /** At the time at which the capture ends. Phones alone, in the order in which each was first heard. */
  phones(nowMs: number): readonly PhoneStory[];
  /** Devices that are no phones, as far as is known. */
  others(): number;
  /** Events of addresses behind which nobody is known. */
  unknown(): number;
}

/** More than a site has; who makes MACs up does not fill memory. */
const MAX_PHONES = 20_000;

export function createReplayStories(snapshot: Snapshot): ReplayStories {
  const models = [...snapshot.packs.models.values()].map((model) => ({ ...model, options: [] }));
  const heard = new Set<Mac>();
  const others = new Set<Mac>();
  let unknown = 0;
  let answersSeen = false;
  let registrationsSeen = false;
  const histories = createHistories({
    isPhone: (mac) => heard.has(mac),
    isLikePhone: () => false,
  });

  function isPhone(mac: Mac, event: PhoneEvent): boolean {
    if (snapshot.phones.has(mac) || event.kind === 'sip') return true;
    if (event.kind === 'file') return event.role !== 'other';
    const vendorClass = event.kind === 'dhcp' ? event.vendorClass : undefined;
    return makerOf({ models }, mac, vendorClass) !== undefined;
  }

  function phoneOf(mac: Mac): PhoneOfInventory | undefined {
    const phone = snapshot.phones.get(mac);
    if (!phone) return undefined;
    const { options, keys, firmware } = phone;
    return {
      model: models.find(({ id }) => id === phone.model),
      options,
      lines: keys.flatMap(lineOf),
      ...(firmware !== undefined && { firmware }),
    };
  }

  return {
    note({ mac: teller, event }) {
      const mac = whoDid(event, teller);
      answersSeen ||= event.kind === 'dhcp' && event.reply !== undefined;
      registrationsSeen ||= event.kind === 'sip';
      if (mac === undefined) {
        unknown++;
      } else if (heard.has(mac) || (heard.size < MAX_PHONES && isPhone(mac, event))) {
        heard.add(mac);
        others.delete(mac);
        histories.note(mac, event);
      } else if (others.size < MAX_PHONES) {
        others.add(mac);
      }
    },
    phones: (nowMs) =>
      [...heard].map((mac) => {
        const history = histories.get(mac);
        const facts = factsOf(mac, history, {
          phone: phoneOf(mac),
          models,
          dhcp: answersSeen,
          pbxLink: registrationsSeen,
          transfers: [],
        });
        const diagnosis = diagnose(history, facts, nowMs);
        const word = wordOf(history, facts, diagnosis, false, nowMs);
        const label = snapshot.phones.get(mac)?.label ?? '';
        return { mac, label, facts, history, word, ...(diagnosis && { diagnosis }) };
      }),
    others: () => others.size,
    unknown: () => unknown,
  };
}

const lineOf = (key: Key): readonly string[] => (key.type === 'line' ? [key.line.number] : []);
