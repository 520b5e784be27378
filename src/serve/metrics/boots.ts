// How boots end. What is told of a phone is seen at each look at it; a boot is counted once, when it has its file and
// rests, or when the next one has begun.

import type { Mac } from '../../core/mac.js';
import { UNKNOWN_MODEL } from '../story/census.js';
import type { PhoneStory } from '../story/story.js';
import type { Tally } from './tally.js';

export interface BootCounts {
  /** At each look at a phone of the inventory. */
  looked(phone: PhoneStory): void;
  /** It has its file and rests, `ms` after the boot began. */
  booted(phone: PhoneStory, ms: number): void;
}

interface Seen {
  readonly number: number;
  /** At the last look. */
  isStuck: boolean;
  isCounted: boolean;
}

export function createBootCounts(tally: Pick<Tally, 'bootEnded' | 'configured'>): BootCounts {
  /** Phones whose boot was not counted yet, or was lately; of each one. */
  const seen = new Map<Mac, Seen>();

  function seenOf(phone: PhoneStory): Seen | undefined {
    const { boot } = phone.history;
    const before = seen.get(phone.mac);
    if (boot === undefined || !phone.facts.known) {
      seen.delete(phone.mac);
      return undefined;
    }
    if (before?.number === boot.number) return before;
    if (before && !before.isCounted) {
      tally.bootEnded(modelOf(phone), before.isStuck ? 'stuck' : 'abandoned');
    }
    const fresh = { number: boot.number, isStuck: false, isCounted: false };
    seen.set(phone.mac, fresh);
    return fresh;
  }

  return {
    looked(phone) {
      const now = seenOf(phone);
      if (now) now.isStuck = phone.word === 'stuck';
    },
    booted(phone, ms) {
      const now = seenOf(phone);
      if (now === undefined || now.isCounted) return;
      now.isCounted = true;
      const model = modelOf(phone);
      tally.bootEnded(model, phone.word === 'registered' ? 'registered' : 'fetched');
      tally.configured(model, fetchedFirmware(phone), ms);
    },
  };
}

function modelOf({ facts }: PhoneStory): string {
  return facts.model?.id ?? UNKNOWN_MODEL;
}

function fetchedFirmware({ history: { boot } }: PhoneStory): boolean {
  return (boot?.steps ?? []).some(
    ({ last }) => last.kind === 'file' && last.role === 'part' && last.outcome === 'sent',
  );
}
