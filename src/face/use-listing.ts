// The list on the screen: it is made anew when somebody asks for another one, and stays as it is while the phones change.

import { useMemo, useRef, useState } from 'preact/hooks';
import { createFinder, type Drift, driftOf } from './listing.js';
import type { Phones } from './phones.js';
import type { Filter } from './route.js';
import { t } from './texts/language.js';

export interface Listing {
  /** As they stand on the screen. */
  readonly macs: readonly string[];
  /** How many there would be now. */
  readonly fitting: number;
  readonly isFitting: (mac: string) => boolean;
  readonly drift: Drift;
  /** Shows them as they would be now. */
  renew(): void;
}

const NO_DRIFT: Drift = { more: 0, isMoved: false };

export function useListing(phones: Phones, filter: Filter): Listing {
  const { rows, isWhole, generation } = phones;
  const { lang } = t;
  const [round, setRound] = useState(0);
  const shown = useRef<{ readonly of: string; readonly macs: readonly string[] }>(undefined);

  const finder = useMemo(() => createFinder(lang, (word) => t.word[word]), [lang]);
  // Until all are there they stand as they come: sorting is for once.
  // The rows are the same map; `generation` and `round` tell that it has changed.
  const order = useMemo(
    () => (isWhole ? finder.order(rows, filter.sort) : [...rows.keys()]),
    [finder, rows, isWhole, generation, filter.sort, round],
  );
  const now = finder.find(rows, order, filter);
  const of = JSON.stringify([filter, lang, isWhole || generation, round]);
  if (shown.current?.of !== of) shown.current = { of, macs: now };

  const macs = useKnown(shown.current.macs, phones);
  // Just made: nothing is to be compared, and a key in the filter is answered the sooner.
  const isFresh = macs === now;
  let fitting: ReadonlySet<string> | undefined;
  return {
    macs,
    fitting: now.length,
    isFitting(mac) {
      if (isFresh) return true;
      fitting ??= new Set(now);
      return fitting.has(mac);
    },
    drift: isFresh ? NO_DRIFT : driftOf(macs, now),
    renew: () => setRound((before) => before + 1),
  };
}

/** Without those that the inventory has no more. */
function useKnown(macs: readonly string[], { rows, generation }: Phones): readonly string[] {
  return useMemo(
    () => (macs.every((mac) => rows.has(mac)) ? macs : macs.filter((mac) => rows.has(mac))),
    [macs, rows, generation],
  );
}
