// What a capture or recording comes to: each phone's history, what it is doing at the end, and what is wrong.

import type { Mac } from '../core/mac.js';
import type { ServedSite } from '../serve/served-site.js';
import { isLikePhone } from '../serve/story/like-phone.js';
import { type Looked, lookAt } from '../serve/story/look-at.js';
import { type PhoneEvent, type Told, whoDid } from '../timeline/events.js';
import { createHistories } from '../timeline/histories.js';
import type { History } from '../timeline/history.js';
import { beganMs } from '../timeline/steps.js';
import { isRequest, type Transfer } from '../timeline/view.js';

export interface PhoneStory extends Looked {
  readonly mac: Mac;
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

export function createReplayStories(site: ServedSite): ReplayStories {
  const heard = new Set<Mac>();
  const others = new Set<Mac>();
  let unknown = 0;
  let answersSeen = false;
  let registrationsSeen = false;
  const histories = createHistories({
    isPhone: (mac) => heard.has(mac),
    isLikePhone: () => false,
    // Without an inventory there are no strangers: a capture is looked at for what is in it.
    isStranger: (mac) => site.phones.size > 0 && !site.phones.has(mac),
  });

  function isPhone(mac: Mac, event: PhoneEvent): boolean {
    return site.phones.has(mac) || event.kind === 'sip' || isLikePhone(site, mac, event);
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
        const transfers = transfersIn(history);
        const linkOf = () => ({ pbxLink: registrationsSeen });
        const known = { dhcp: answersSeen, linkOf, transfers };
        const rateOf = (bytes: number, sinceMs: number) => averageRate(bytes, nowMs - sinceMs);
        return { mac, ...lookAt(mac, history, site, known, { nowMs, isStale: false, rateOf }) };
      }),
    others: () => others.size,
    unknown: () => unknown,
  };
}

/** Files that are under way at the end. */
function transfersIn({ boot }: History): readonly Transfer[] {
  return (boot?.steps ?? []).filter(isRequest).flatMap(({ first, last }) => {
    const { name, role, outcome, bytes, size = 0 } = last;
    return outcome === 'running' ? [{ name, role, beganMs: beganMs(first), bytes, size }] : [];
  });
}

/** Bytes a second, since the firmware began: nobody looks at a capture meanwhile. */
function averageRate(bytes: number, ms: number): number | undefined {
  return bytes > 0 && ms > 0 ? Math.round((bytes * 1_000) / ms) : undefined;
}
