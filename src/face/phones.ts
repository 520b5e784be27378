// All phones as they were last told: first pieces, then changes. Knows no wire and no screen.

import type { PhonesChange } from '../page/wire/live.js';
import type { PhoneRow } from '../page/wire/phone.js';

export interface Phones {
  /** Whether all were told. */
  readonly isWhole: boolean;
  readonly rows: ReadonlyMap<string, PhoneRow>;
  /** Grows when a phone comes or goes. */
  readonly generation: number;
  /** From now on they are told from the beginning; until that is over, what is known stays. */
  beginAgain(): void;
  take(change: PhonesChange): void;
}

export function keepPhones(): Phones {
  const rows = new Map<string, PhoneRow>();
  /** Of those who were told since the beginning; undefined: the beginning is over. */
  let told: Set<string> | undefined = new Set();
  let isWhole = false;
  let generation = 0;

  function forget(mac: string): void {
    if (rows.delete(mac)) generation += 1;
  }

  return {
    get isWhole() {
      return isWhole;
    },
    rows,
    get generation() {
      return generation;
    },
    beginAgain() {
      told = new Set();
    },
    take({ phones, gone, more }) {
      for (const row of phones) {
        if (!rows.has(row.mac)) generation += 1;
        rows.set(row.mac, row);
        told?.add(row.mac);
      }
      for (const mac of gone) forget(mac);
      if (more || told === undefined) return;
      for (const mac of [...rows.keys()]) if (!told.has(mac)) forget(mac);
      told = undefined;
      isWhole = true;
    },
  };
}
