// Asked of firmware: what phones of the inventory are told to load, whether it is there, and who has it or fetches it.

import { json, type Route } from '../../page/route.js';
import type { FirmwareAnswer, FirmwareHad } from '../../page/wire/lists.js';
import type { NeededSet } from '../desk/questions.js';
import { firmwareHad } from '../story/firmware-had.js';
import type { AskedServer } from './asked-server.js';
import { fromDesk } from './from-desk.js';

export function firmwareRoutes(server: AskedServer): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/firmware',
      async answer() {
        const said = await server.desk.ask('firmware', {});
        const { story, served } = server;
        const had = await firmwareHad(story, served(), story.macs());
        return fromDesk(said, (sets) => json(sets.map((set) => firmwareAnswer(set, had))));
      },
    },
  ];
}

function firmwareAnswer({ set, model }: NeededSet, phones: readonly FirmwareHad[]): FirmwareAnswer {
  const { name, parts, bytes } = set;
  const load = name.replace(/\.loads$/, '');
  const ofModel = phones.filter((each) => each.model === model);
  const found =
    ofModel.find((each) => each.name === load) ?? ofModel.find((each) => each.name === name);
  const { wanted = 0, have = 0, upgrading = [] } = found ?? {};
  const trouble = parts.flatMap(({ name: part, fault }) => (fault ? [`${part} ${fault}`] : []));
  const foreign = set.foreignTo.includes(model) ? [`${name} is not for the ${model}`] : [];
  return {
    ...{ name, model, trouble: [...trouble, ...foreign], bytes, parts: parts.length },
    ...{ wanted, have, upgrading },
  };
}
