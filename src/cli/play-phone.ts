// One pretend phone from its first step to its last, in whichever process.

import { bootScriptOf, readName } from '../phones/registry.js';
import type { Did, PretendPhone } from '../simulate/phone-wire.js';
import { runScenario } from '../simulate/run-scenario.js';
import type { ScenarioStep } from '../simulate/scenario.js';
import type { ModelFacts } from '../site/model.js';
import { type AtWire, type Surroundings, wireOf } from './simulated-wire.js';

/** A phone and what it does: as it passes to another process, which is JSON. */
export interface Role extends AtWire {
  /** Id. */
  readonly model: string;
  readonly steps: readonly ScenarioStep[];
  /** After all have begun. */
  readonly afterMs: number;
}

/** `tell`: what it did, and how long after all have begun. Rejects when all is to end, or where no socket can be had. */
export async function playPhone(
  role: Role,
  models: readonly ModelFacts[],
  around: Surroundings,
  tell: (did: Did, ms: number) => void,
): Promise<void> {
  const phone = phoneOf(role, models);
  const wire = wireOf(role, around);
  const beganMs = wire.now();
  await wire.pause(role.afterMs);
  await runScenario(role, phone, wire, (did) => tell(did, wire.now() - beganMs));
}

function phoneOf({ mac, model: id }: Role, models: readonly ModelFacts[]): PretendPhone {
  const model = models.find((each) => each.id === id);
  const script = model && bootScriptOf(mac, model);
  if (!model || !script) throw new Error(`nothing is known of how a ${id} boots`);
  const [vendorClass] = model.dhcp.vendorClasses;
  return {
    mac,
    vendorClass: vendorClass?.replace(/\*$/, ''),
    script,
    roleOf: (name) => readName(name, models)?.role,
  };
}
