// Which phones the inventory gives what firmware to, who has it by their own account, and who fetches what: that need not be what
// the inventory says.

import type { Mac } from '../../core/mac.js';
import { createTurns } from '../../core/turns.js';
import type { FirmwareHad } from '../../page/wire/lists.js';
import { firmwareMs } from '../../timeline/describe.js';
import { loadOf } from '../../timeline/firmware-progress.js';
import { isVersionOf } from '../../timeline/rows/firmware.js';
import type { ServedSite } from '../served-site.js';
import type { Story } from './story.js';

interface Counted extends FirmwareHad {
  wanted: number;
  have: number;
  readonly upgrading: Mac[];
}

/**
 * One for each model and name: as the inventory says it, and of what is fetched besides as its list is called. Looks at some phones
 * at a time, and no further at those that are given none and fetch none.
 */
export async function firmwareHad(
  { of, memory, histories }: Pick<Story, 'of' | 'memory' | 'histories'>,
  { phones }: Pick<ServedSite, 'phones'>,
  macs: Iterable<Mac>,
): Promise<readonly FirmwareHad[]> {
  const sets = new Map<string, Counted>();
  const setOf = (model: string, name: string): Counted => {
    const key = `${model} ${loadName(name)}`;
    const set = sets.get(key) ?? { model, name, wanted: 0, have: 0, upgrading: [] };
    sets.set(key, set);
    return set;
  };
  const { next } = createTurns();
  for (const mac of macs) {
    const turn = next();
    if (turn) await turn;
    const { boot } = histories.get(mac);
    const isFetching = boot !== undefined && firmwareMs(boot) !== undefined;
    if (phones.textsOf(mac)?.firmware === undefined && !isFetching) continue;
    const { facts, word } = of(mac);
    const { model, firmware: given } = facts;
    if (model === undefined) continue;
    if (given !== undefined) {
      const set = setOf(model.id, given);
      const seen = facts.firmwareSeen ?? memory?.records.get(mac).firmware;
      set.wanted += 1;
      if (seen !== undefined && isVersionOf(seen, given)) set.have += 1;
    }
    const fetched = word === 'upgrading' ? loadOf(boot, given) : undefined;
    if (fetched !== undefined) setOf(model.id, fetched).upgrading.push(mac);
  }
  return [...sets.values()].toSorted((a, b) => b.wanted - a.wanted);
}

/** Phones ask for it with this ending, and the inventory names it without. */
export function loadName(name: string): string {
  return name.replace(/\.loads$/, '');
}
