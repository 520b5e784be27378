// Of which phones the inventory gives what firmware to, who has it by their own account, and who fetches it.

import type { Mac } from '../../core/mac.js';
import { createTurns } from '../../core/turns.js';
import type { FirmwareHad } from '../../page/wire/lists.js';
import { isVersionOf } from '../../timeline/rows/firmware.js';
import type { ServedSite } from '../served-site.js';
import type { Story } from './story.js';

interface Counted extends FirmwareHad {
  wanted: number;
  have: number;
  readonly upgrading: Mac[];
}

/** One for each model and name, as the inventory says it. Looks at some phones at a time, and no further at those that are given none. */
export async function firmwareHad(
  { of, memory }: Pick<Story, 'of' | 'memory'>,
  { phones }: Pick<ServedSite, 'phones'>,
  macs: Iterable<Mac>,
): Promise<readonly FirmwareHad[]> {
  const sets = new Map<string, Counted>();
  const { next } = createTurns();
  for (const mac of macs) {
    const turn = next();
    if (turn) await turn;
    if (phones.textsOf(mac)?.firmware === undefined) continue;
    const { facts, word } = of(mac);
    const { model, firmware: name } = facts;
    if (model === undefined || name === undefined) continue;
    const key = `${model.id} ${name}`;
    const set = sets.get(key) ?? { model: model.id, name, wanted: 0, have: 0, upgrading: [] };
    sets.set(key, set);
    const seen = facts.firmwareSeen ?? memory?.records.get(mac).firmware;
    set.wanted += 1;
    if (seen !== undefined && isVersionOf(seen, name)) set.have += 1;
    if (word === 'upgrading') set.upgrading.push(mac);
  }
  return [...sets.values()];
}
