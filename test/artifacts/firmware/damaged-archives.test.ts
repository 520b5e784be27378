// Archives with bytes changed, cut and put in at random: taken whole or refused, and never more.

import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addFirmware } from '../../../src/artifacts/firmware/add.js';
import { isArchiveFault } from '../../../src/firmware/archive/fault.js';
import { signedOf, tarOf, tgzOf, zipOf } from '../../firmware/archives.js';
import { folderOfTests } from '../../folder-of-test.js';
import { PACKS } from '../../phones/shipped-models.js';
import { soak } from '../../soak.js';
import { firmwareSet, LIST, membersOf } from './firmware-set.js';

const root = folderOfTests('damaged');
const vendors = { drivers: [...PACKS.drivers.values()], models: [...PACKS.models.values()] };
const SET = firmwareSet([LIST]);
const MEMBERS = membersOf(SET).slice(0, 3);
const RUNS = soak(12, 200);

interface Damage {
  readonly changes: readonly (readonly [at: number, value: number])[];
  readonly cut: number;
}

const damages: fc.Arbitrary<Damage> = fc.record({
  changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
  cut: fc.oneof(fc.constant(0), fc.nat(2000)),
});

function damaged(bytes: Buffer, { changes, cut }: Damage): Buffer {
  const copy = Buffer.from(bytes);
  for (const [at, value] of changes) copy[at % copy.length] = value;
  return copy.subarray(0, Math.max(0, copy.length - cut));
}

describe.each([
  ['a ZIP', zipOf(MEMBERS), true],
  ['a tar', tarOf(MEMBERS), false],
  ['a packed tar', tgzOf(MEMBERS), true],
  ['a signed one', signedOf(tgzOf(MEMBERS)), true],
  ['a ZIP with another in it', zipOf([{ path: 'a.zip', bytes: zipOf(MEMBERS), method: 0 }]), true],
])('%s', (_, archive, hasSums) => {
  it('is taken or refused, and leaves nothing half done', async () => {
    await fc.assert(
      fc.asyncProperty(damages, async (damage) => {
        const home = mkdtempSync(join(root, 'one-'));
        const folder = join(home, 'firmware');
        writeFileSync(join(home, 'a'), damaged(archive, damage));
        const stop = new AbortController().signal;
        const end = await addFirmware(join(home, 'a'), folder, {
          vendors,
          force: false,
          stop,
        }).catch((error: unknown) => error);
        if (end instanceof Error) {
          expect(isArchiveFault(end), `${end.stack}`).toBe(true);
          expect(readdirSync(home)).toEqual(['a']);
          return;
        }
        const there = readdirSync(home).includes('firmware') ? readdirSync(folder) : [];
        expect(there.filter((name) => name.startsWith('.'))).toEqual([]);
        // What its archive has a sum of is there as it was.
        for (const name of hasSums ? there : []) {
          const whole = SET.get(name);
          if (whole) expect(readFileSync(join(folder, name)).equals(whole), name).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
