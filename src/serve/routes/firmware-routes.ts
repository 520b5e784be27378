// Asked of firmware: what phones of the inventory are told to load and what is fetched, whether it is there, and who has it.

import { json, type Route } from '../../page/route.js';
import type { FirmwareAnswer, FirmwareHad } from '../../page/wire/lists.js';
import type { NeededSet } from '../desk/questions.js';
import { firmwareHad, loadName } from '../story/firmware-had.js';
import type { AskedServer } from './asked-server.js';
import { fromDesk } from './from-desk.js';

export function firmwareRoutes({ story, served, desk }: AskedServer): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/firmware',
      async answer() {
        // Devices that nobody wrote down fetch firmware, too, and first of all those without any.
        const macs = [...story.macs(), ...story.histories.strangers().keys()];
        const had = await firmwareHad(story, served(), macs);
        const ungiven = had.filter(({ wanted }) => wanted === 0);
        const fetched = ungiven.map(({ name, model }) => ({ name, model }));
        const said = await desk.ask('firmware', { fetched });
        return fromDesk(said, (sets) => json(sets.map((set) => firmwareAnswer(set, had))));
      },
    },
  ];
}

function firmwareAnswer({ set, model }: NeededSet, phones: readonly FirmwareHad[]): FirmwareAnswer {
  const { name, parts, bytes } = set;
  const found = phones.find(
    (each) => each.model === model && loadName(each.name) === loadName(name),
  );
  const { wanted = 0, have = 0, upgrading = [] } = found ?? {};
  const trouble = parts.flatMap(({ name: part, fault }) => (fault ? [`${part} ${fault}`] : []));
  const foreign = set.foreignTo.includes(model) ? [`${name} is not for the ${model}`] : [];
  return {
    ...{ name, model, trouble: [...trouble, ...foreign], bytes, parts: parts.length },
    ...{ wanted, have, upgrading },
  };
}
