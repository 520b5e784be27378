// One pretend phone from its first step to its last, in whichever process.

import { bootScriptOf, readName } from '../phones/registry.js';
import type { Did, PretendPhone } from '../simulate/phone-wire.js';
import { runScenario } from '../simulate/run-scenario.js';
import type { ScenarioStep } from '../simulate/scenario.js';
import type { ModelFacts } from '../site/model.js';
import type { FetchedFile } from './fetched-lines.js';
import type { LineReport } from './probe-registration.js';
import type { Stay } from './registered-phone.js';
import { type AtWire, type OwnWire, type Surroundings, wireOf } from './simulated-wire.js';

/** A phone and what it does: as it passes to another process, which is JSON. */
export interface Role extends AtWire {
  /** Id. */
  readonly model: string;
  readonly steps: readonly ScenarioStep[];
  /** After all have begun. */
  readonly afterMs: number;
  /** The port at which it hears SIP when it has done its steps and registers; absent: it does not register. */
  readonly sipPort?: number;
}

/** Who is told what it did, and how long after all have begun. */
export interface Audience {
  did(did: Did, ms: number): void;
  line(line: LineReport, ms: number): void;
}

/**
 * Resolves when it has done its steps and each of its lines is told; it may stay registered. Rejects when all is to end, or where
 * no socket can be had.
 */
export async function playPhone(
  role: Role,
  models: readonly ModelFacts[],
  around: Surroundings,
  tell: Audience,
): Promise<Stay | undefined> {
  const phone = phoneOf(role, models);
  const own = wireOf(role, around);
  const { wire, files } = keepFiles(own, phone);
  const beganMs = wire.now();
  const did = (each: Did) => tell.did(each, wire.now() - beganMs);
  await wire.pause(role.afterMs);
  await runScenario(role, phone, wire, did);
  const { stop, register } = around;
  if (!register || role.sipPort === undefined) return undefined;
  // It reads files as an import does: that is much code, and those that do not register need none of it.
  const { stayRegistered } = await import('./registered-phone.js');
  return stayRegistered({
    ...{ mac: role.mac, model: role.model, port: role.sipPort, stop, files, did },
    settings: register,
    address: () => own.address(),
    fetchAgain: () => runScenario({ steps: [{ boot: 'files' }] }, phone, wire, did),
    line: (line) => tell.line(line, wire.now() - beganMs),
  });
}

/** A wire that remembers what came over it, but for firmware. `files`: in the order in which they came last. */
function keepFiles(own: OwnWire, { roleOf }: PretendPhone) {
  const kept = new Map<string, Uint8Array>();
  const wire: OwnWire = {
    ...own,
    async fetch(name, how) {
      const got = await own.fetch(name, how);
      const role = roleOf(name);
      if (got.kind === 'file' && role !== 'load' && role !== 'part') {
        kept.delete(name);
        kept.set(name, got.bytes);
      }
      return got;
    },
  };
  const files = (): readonly FetchedFile[] => [...kept].map(([name, bytes]) => ({ name, bytes }));
  return { wire, files };
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
