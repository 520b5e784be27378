// Phones of a table that no file is of: each gets its accounts on its first keys.

import { type Mac, macOui } from '../../core/mac.js';
import { didYouMean } from '../../findings/near.js';
import type { TablePhone } from '../../inventory/foreign/foreign.js';
import type { Packs } from '../../phones/packs/packs.js';
import type { DraftPhone } from '../../site/draft.js';
import type { Model } from '../../site/model.js';
import type { PlacedRemark } from './import-inputs.js';

export interface TablePhones {
  readonly phones: readonly DraftPhone[];
  readonly remarks: readonly PhoneRemark[];
}

interface PhoneRemark extends PlacedRemark {
  readonly device: Mac;
}

/** `known`: those of which there is a file, which holds. `named`: as the user says, one of a vendor. */
export function phonesOfTables(
  rows: readonly TablePhone[],
  known: ReadonlySet<Mac>,
  packs: Packs,
  named: readonly Model[],
): TablePhones {
  const phones: DraftPhone[] = [];
  const remarks: PhoneRemark[] = [];
  for (const row of rows) {
    const { mac, lines, place } = row;
    if (known.has(mac)) continue;
    const model = findModel(row, packs, named);
    if (!model) {
      remarks.push({ code: 'import/unknown-model', place, device: mac, message: why(row, packs) });
      continue;
    }
    const [first] = lines;
    const fitting = lines.slice(0, model.lines);
    const keys = fitting.map(({ number }, index) => [String(index + 1), { line: number }] as const);
    phones.push({
      ...{ mac, model: model.id, lines: fitting, place, notes: {} },
      fields: { keys: Object.fromEntries(keys) },
      pbx: first?.pbx ?? {},
    });
    for (const { number, place: at } of lines.slice(model.lines)) {
      const message = `line "${number}" is on no key: a ${model.name} has ${model.lines}`;
      remarks.push({ code: 'import/not-carried', place: at, device: mac, message });
    }
  }
  return { phones, remarks };
}

/** As the table says; else as the user does, for the maker of the address, or for all where nobody knows that one. */
function findModel({ mac, model }: TablePhone, packs: Packs, named: readonly Model[]) {
  const all = [...packs.models.values()];
  if (model !== '') return modelCalled(model, all);
  const oui = macOui(mac);
  const owner = all.find(({ dhcp }) => dhcp.ouis.includes(oui))?.vendor ?? packs.makerOf(oui);
  const [only] = named;
  if (owner === undefined) return named.length === 1 ? only : undefined;
  return named.find(({ vendor }) => vendor === owner);
}

/** `cisco-7942g`, `7942G`, `Cisco 7942`, `fanvil/x5u`: what is left of it without its maker has to be one model's. */
function modelCalled(text: string, models: readonly Model[]): Model | undefined {
  const name = lettersOf(text);
  const fits = models.filter(({ id, vendor }) => {
    const [own, bare] = [lettersOf(id), lettersOf(id).slice(vendor.length)];
    return [own, bare, own.replace(/g$/, ''), bare.replace(/g$/, '')].includes(name);
  });
  return fits.length === 1 ? fits[0] : undefined;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function why({ mac, model }: TablePhone, { models }: Packs): string {
  if (model !== '') return `offhook has no model "${model}"${didYouMean(model, models.keys())}`;
  return `the table says no model of ${mac}: name it with --model, or its column with --columns model=COLUMN`;
}
