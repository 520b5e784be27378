// What many phones together say of the site: each row where it answers, and a little beside it where it does not.

import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../src/timeline/diagnose.js';
import {
  diagnoseSite,
  isOfSite,
  MANY,
  SITE_ROWS,
  type SiteDiagnosis,
  type SiteFacts,
  tellSiteDiagnosis,
} from '../../src/timeline/site-rows.js';
import { say } from '../../src/timeline/texts/said.js';
import type { RowId } from '../../src/timeline/texts/shape.js';

const WELL: SiteFacts = {
  reloadRefused: undefined,
  rivals: [],
  packets: 100_000,
  repeats: 0,
  throttled: 0,
  networks: [],
  silentPbxes: [],
};
const stuck = (sinceMs: number, id: RowId = 'T9'): Diagnosis => ({
  id,
  name: 'unprovisioned',
  severity: 'problem',
  grade: 'fact',
  source: 'a test',
  sinceMs,
  seen: say('wasNeverHeard'),
  values: {},
});
const crowd = (count: number, everyMs: number, id?: RowId) =>
  Array.from({ length: count }, (_, index) => stuck(600_000 + index * everyMs, id));
const saidOf = (row: SiteDiagnosis | undefined) => row && tellSiteDiagnosis(row).says;
const DAY = 86_400_000;
const silent = { network: '10.20.1.0/24', phones: MANY, heardMs: 0, renewalMs: DAY / 2 };
const weekly = { ...silent, renewalMs: 7 * DAY };
const NOW = 900_000;

const idsOf = (diagnoses: readonly Diagnosis[], facts: Partial<SiteFacts>, nowMs = NOW) =>
  diagnoseSite(diagnoses, { ...WELL, ...facts }, nowMs).map(({ id }) => id);

type Case = [string, readonly Diagnosis[], Partial<SiteFacts>, number?];

const ANSWERED: readonly Case[] = [
  ['G1', crowd(MANY, 30_000), {}],
  ['G2', [], { networks: [silent] }, DAY + 1],
  ['G2', [], { networks: [weekly] }, 10.5 * DAY + 1],
  ['G3', [], { packets: 1_000, repeats: 51 }],
  ['G4', [], { throttled: 1 }],
  ['G5', [], { rivals: ['10.20.1.254'] }],
  ['G6', [], { reloadRefused: 'errors' }],
  ['G6', [], { reloadRefused: 'failure' }],
  ['G8', [], { reloadRefused: 'loss' }],
  ['G7', [], { silentPbxes: [{ name: 'main', sinceMs: 0 }] }],
];

describe('a site', () => {
  it('is looked at by rows of which each has a case here', () => {
    expect([...new Set(ANSWERED.map(([id]) => id))].toSorted()).toEqual(
      SITE_ROWS.map(({ id }) => id).toSorted(),
    );
  });

  it('that is well has nothing to say', () => {
    expect(idsOf([], {})).toEqual([]);
  });

  it.each(ANSWERED)('%s answers, and no other', (id, diagnoses, facts, nowMs) => {
    expect(idsOf(diagnoses, facts, nowMs)).toEqual([id]);
  });

  it.each<Case>([
    ['G1 with one phone fewer', crowd(MANY - 1, 30_000), {}],
    ['G1 over more than two minutes', crowd(MANY, 30_001), {}],
    ['G1 for several reasons', [...crowd(3, 0, 'T9'), ...crowd(3, 0, 'T1')], {}],
    ['G2 with one phone fewer', [], { networks: [{ ...silent, phones: MANY - 1 }] }, DAY + 1],
    ['G2 a day later to the millisecond', [], { networks: [silent] }, DAY],
    ['G2 before phones would have asked twice', [], { networks: [weekly] }, 10.5 * DAY],
    ['G3 with one packet fewer', [], { packets: 1_000, repeats: 50 }],
    ['G3 of too few packets', [], { packets: 999, repeats: 900 }],
  ])('not %s', (_, diagnoses, facts, nowMs) => {
    expect(idsOf(diagnoses, facts, nowMs)).toEqual([]);
  });

  it('names what changed last, if that was before', () => {
    const [before] = diagnoseSite(crowd(6, 0), { ...WELL, reloadedMs: 590_000 }, NOW);
    expect(saidOf(before)).toBe(
      '6 phones at once, since the reload 5 min ago: it shows "Unprovisioned": it does not accept its file',
    );
    const [after] = diagnoseSite(crowd(6, 0), { ...WELL, reloadedMs: 700_000 }, NOW);
    expect(saidOf(after)).toBe(
      '6 phones at once: it shows "Unprovisioned": it does not accept its file',
    );
  });

  it('hears of problems, and of notes that many have for one reason', () => {
    const noted = (id: RowId): Diagnosis => ({ ...stuck(0, id), severity: 'note' });
    const diagnoses = [stuck(0), noted('S10'), noted('S11'), noted('T15')];
    expect(diagnoses.filter(isOfSite).map(({ id }) => id)).toEqual(['T9', 'S10', 'S11']);
  });

  it('speaks of the largest crowd', () => {
    const both = [...crowd(6, 0, 'T9'), ...crowd(7, 0, 'T1')];
    expect(saidOf(diagnoseSite(both, WELL, NOW)[0])).toMatch(/^7 phones/);
  });
});
