// Is a phone of the make that its MAC says? A maker's block of addresses that is known for another vendor is a slip.

import { macOui } from '../../core/mac.js';
import { oncePerKey } from '../../core/once-per.js';
import { risky } from '../../findings/evidence.js';
import type { MakerOf, Model } from '../../site/model.js';
import type { Models } from '../resolve/context.js';
import type { SiteRules } from './subject.js';

export const MAKER_RULES = {
  'inventory/foreign-mac': {
    ...risky("A MAC of another maker's block", "compare model and MAC with the phone's label"),
    run({ site, models, makerOf }) {
      const modelsOf = modelsByBlock(models, makerOf);
      return site.phones.flatMap(({ mac, model: id, placeOf }) => {
        const known = modelsOf(macOui(mac));
        const model = models.get(id);
        const [first] = known;
        if (!model || !first || known.some(({ vendor }) => vendor === model.vendor)) return [];
        const message = `${mac} is of a block of ${first.vendor}, and the model is ${id}`;
        const hint = `write another model, such as ${listOf(known)}, or the MAC on the phone's label`;
        return [{ at: placeOf('mac'), message, hint, device: mac }];
      });
    },
  },
} as const satisfies SiteRules;

/** Blocks in which a model was seen come before those that a maker has. */
function modelsByBlock(models: Models, makerOf: MakerOf): (oui: string) => readonly Model[] {
  const byBlock = new Map<string, readonly Model[]>();
  for (const model of models.values()) {
    for (const oui of model.dhcp.ouis) byBlock.set(oui, [...(byBlock.get(oui) ?? []), model]);
  }
  return oncePerKey((oui) => {
    const maker = makerOf(oui);
    return byBlock.get(oui) ?? [...models.values()].filter(({ vendor }) => vendor === maker);
  });
}

function listOf(models: readonly Model[]): string {
  return models.map(({ id }) => id).join(' or ');
}
