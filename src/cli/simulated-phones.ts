// Which pretend phones there are, and what each does: phones of the inventory, and strangers beside them.

import type { Snapshot } from '../artifacts/snapshot.js';
import type { Mac } from '../core/mac.js';
import { parseMac } from '../core/mac.js';
import type { Scenario } from '../simulate/scenario.js';
import { BOOT } from '../simulate/scenarios/all.js';
import type { Model } from '../site/model.js';
import { UsageError } from './io.js';

/** One phone and what it does. */
export interface Part extends Candidate {
  readonly scenario: Scenario;
}

/** More phones are in no inventory that anybody pretends to have. */
const STRANGERS = 20_000;

interface Candidate {
  readonly mac: Mac;
  readonly model: Model;
  /** Another for each phone, and the same one each time: where it stands in the inventory, and strangers behind all. */
  readonly place: number;
}

/** `scenarios` first, each for a phone that it fits; the others boot and are well. Throws UsageError. */
export function castPhones(
  snapshot: Snapshot,
  scenarios: readonly Scenario[],
  phones: number | undefined,
): readonly Part[] {
  const left: Candidate[] = snapshot.site.phones.flatMap(({ mac, model: id }, place) => {
    const model = snapshot.packs.models.get(id);
    return model && place < STRANGERS ? [{ mac, model, place }] : [];
  });
  const wanted = phones ?? (scenarios.length > 0 ? scenarios.length : Math.min(left.length, 10));
  if (wanted < scenarios.length) {
    throw new UsageError(
      `${scenarios.length} scenarios take ${scenarios.length} phones: --phones says ${wanted}`,
    );
  }
  // Those that take any phone leave the others theirs.
  const pickiest = scenarios
    .map((scenario, index) => ({ scenario, index }))
    .toSorted((a, b) => (b.scenario.model ?? '').length - (a.scenario.model ?? '').length);
  const parts: Part[] = [];
  for (const { scenario, index } of pickiest) {
    const found = scenario.stranger
      ? strangerFor(scenario, snapshot, index)
      : takeFor(scenario, left);
    parts[index] = { ...found, scenario };
  }
  while (parts.length < wanted) {
    const next = left.shift();
    if (!next) {
      throw new UsageError(
        `the inventory has ${snapshot.site.phones.length} phones: that is too few for --phones ${wanted}`,
      );
    }
    parts.push({ ...next, scenario: BOOT });
  }
  if (parts.length === 0) throw new UsageError('the inventory has no phone to pretend to be');
  return parts;
}

const fits = ({ model: wanted = '' }: Scenario, { id }: Model) => id.startsWith(wanted);

function takeFor(scenario: Scenario, left: Candidate[]): Candidate {
  const at = left.findIndex(({ model }) => fits(scenario, model));
  const [found] = at < 0 ? [] : left.splice(at, 1);
  if (found) return found;
  const which = scenario.model === undefined ? 'phone' : `phone ${scenario.model}`;
  throw new UsageError(`no ${which} of the inventory is left for the scenario ${scenario.name}`);
}

/** A MAC of its maker that the inventory does not have. */
function strangerFor(scenario: Scenario, { packs, phones }: Snapshot, index: number): Candidate {
  const model = [...packs.models.values()].find((each) => fits(scenario, each));
  const [block] = model?.dhcp.ouis ?? [];
  if (!model || block === undefined) {
    throw new UsageError(`no model that is known fits the scenario ${scenario.name}`);
  }
  for (let number = 0xfe_00_00 + index; ; number += 1) {
    const mac = parseMac(`${block.replaceAll(':', '')}${number.toString(16)}`);
    if (mac !== undefined && !phones.has(mac)) return { mac, model, place: STRANGERS + index };
  }
}
