// Is a phone of the make that its MAC says? A maker's block of addresses that is known for another vendor is a slip.

import { macOui } from '../../core/mac.js';
import { type CodeTable, risky } from '../../findings/evidence.js';
import { type Finding, findingsOf } from '../../findings/finding.js';
import type { Model } from '../../site/model.js';
import type { Site } from '../../site/site.js';
import type { Models } from '../resolve/context.js';

export const MAKER_CODES = {
  'inventory/foreign-mac': risky(
    "A MAC of another maker's block",
    "compare model and MAC with the phone's label",
  ),
} as const satisfies CodeTable;

const finding = findingsOf(MAKER_CODES);

/** The vendor of a block such as `00:1b:d4`; undefined: nobody knows. */
export type MakerOf = (oui: string) => string | undefined;

/** Blocks in which a model was seen come before those that a maker has. */
export function checkMakers(
  { phones }: Site,
  models: Models,
  makerOf: MakerOf,
): readonly Finding[] {
  const byBlock = new Map<string, readonly Model[]>();
  for (const model of models.values()) {
    for (const oui of model.dhcp.ouis) byBlock.set(oui, [...(byBlock.get(oui) ?? []), model]);
  }
  const modelsOf = (oui: string) => {
    const maker = makerOf(oui);
    return byBlock.get(oui) ?? [...models.values()].filter(({ vendor }) => vendor === maker);
  };
  return phones.flatMap(({ mac, model: id, placeOf }) => {
    const known = modelsOf(macOui(mac));
    const model = models.get(id);
    const [first] = known;
    if (!model || !first || known.some(({ vendor }) => vendor === model.vendor)) return [];
    const message = `${mac} is of a block of ${first.vendor}, and the model is ${id}`;
    const hint = `write another model, such as ${listOf(known)}, or the MAC on the phone's label`;
    return [finding('inventory/foreign-mac', placeOf('mac'), message, { hint, device: mac })];
  });
}

function listOf(models: readonly Model[]): string {
  return models.map(({ id }) => id).join(' or ');
}
