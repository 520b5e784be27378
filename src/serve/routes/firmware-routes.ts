// Asked of firmware: what phones of the inventory are told to load, whether it is there, and who has it or fetches it.

import type { Mac } from '../../core/mac.js';
import { createTurns } from '../../core/turns.js';
import { json, type Route } from '../../page/route.js';
import type { FirmwareAnswer } from '../../page/wire/lists.js';
import { isVersionOf } from '../../timeline/rows/firmware.js';
import type { NeededSet } from '../desk/questions.js';
import type { Story } from '../story/story.js';
import type { AskedServer } from './asked-server.js';
import { fromDesk } from './from-desk.js';

export function firmwareRoutes(server: AskedServer): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/firmware',
      async answer() {
        const said = await server.desk.ask('firmware', {});
        const phones = await phonesBySet(server.story);
        return fromDesk(said, (sets) => json(sets.map((set) => firmwareAnswer(set, phones))));
      },
    },
  ];
}

interface PhonesOfSet {
  wanted: number;
  have: number;
  readonly upgrading: Mac[];
}

type PhonesBySet = ReadonlyMap<string, PhonesOfSet>;

const keyOf = (model: string, firmware: string): string => `${model} ${firmware}`;

/** Some phones at a time. */
async function phonesBySet(story: Story): Promise<PhonesBySet> {
  const sets = new Map<string, PhonesOfSet>();
  const { next } = createTurns();
  for (const { mac, facts, word } of story.phones()) {
    const { model, firmware } = facts;
    const turn = next();
    if (turn) await turn;
    if (model === undefined || firmware === undefined) continue;
    const key = keyOf(model.id, firmware);
    const set = sets.get(key) ?? { wanted: 0, have: 0, upgrading: [] };
    sets.set(key, set);
    const seen = facts.firmwareSeen ?? story.memory?.records.get(mac).firmware;
    set.wanted += 1;
    if (seen !== undefined && isVersionOf(seen, firmware)) set.have += 1;
    if (word === 'upgrading') set.upgrading.push(mac);
  }
  return sets;
}

function firmwareAnswer({ set, model }: NeededSet, phones: PhonesBySet): FirmwareAnswer {
  const { name, parts, bytes } = set;
  const load = name.replace(/\.loads$/, '');
  const found = phones.get(keyOf(model, load)) ?? phones.get(keyOf(model, name));
  const { wanted = 0, have = 0, upgrading = [] } = found ?? {};
  const trouble = parts.flatMap(({ name: part, fault }) => (fault ? [`${part} ${fault}`] : []));
  const foreign = set.foreignTo.includes(model) ? [`${name} is not for the ${model}`] : [];
  return {
    ...{ name, model, trouble: [...trouble, ...foreign], bytes, parts: parts.length },
    ...{ wanted, have, upgrading },
  };
}
