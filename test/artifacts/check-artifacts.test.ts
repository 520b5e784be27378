// All files of a site checked in one go: every finding is told, and a file is rendered once if there is room for it.

import { describe, expect, it } from 'vitest';
import {
  checkArtifacts,
  createArtifactsCheck,
  type Helper,
} from '../../src/artifacts/check-artifacts.js';
import { createPackedCheck } from '../../src/artifacts/check-packed.js';
import { wholeText } from '../../src/artifacts/file-text.js';
import { packSurroundings } from '../../src/artifacts/packed-phone.js';
import type { Snapshot } from '../../src/artifacts/snapshot.js';
import { notePrinted, type Printed } from '../../src/render/printed.js';
import { LAB, snapshotOf } from '../serve/snapshot-under-test.js';

const SITE = [...snapshotOf(LAB).artifacts.values()];

/** Of a text of which nobody knows how it came about all is kept; of others only what their template did not print before. */
const UNKNOWN: Printed = { text: '', literals: [''], values: [] };

/** The lab's files, with a count of how often each was rendered. */
function countedSite() {
  const rendered = new Map<string, number>();
  const artifacts = SITE.map((artifact) => ({
    ...artifact,
    render() {
      rendered.set(artifact.name, (rendered.get(artifact.name) ?? 0) + 1);
      const text = artifact.render();
      notePrinted(UNKNOWN);
      return text;
    },
  }));
  return { artifacts, rendered };
}

const sizes = SITE.map((artifact) => artifact.render().length);

describe('checkArtifacts', () => {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const [first = 0] = sizes;
  it.each([
    { name: 'room for all', room: total, counts: [1, 1, 1] },
    { name: 'a character too little for the last', room: total - 1, counts: [1, 1, 2] },
    { name: 'room for the first', room: first, counts: [1, 2, 2] },
    { name: 'no room', room: 0, counts: [2, 2, 2] },
  ])('gives the same texts with $name', async ({ room, counts }) => {
    const { artifacts, rendered } = countedSite();
    const checked = await checkArtifacts(artifacts, { maxKept: room });
    expect(checked.diagnostics).toEqual([]);
    expect(artifacts.map(checked.takeText).map(wholeText)).toEqual(
      SITE.map(({ render }) => render()),
    );
    expect([...rendered.values()]).toEqual(counts);
  });

  it('does something else once helpers have work, before it makes files itself', async () => {
    const events: string[] = [];
    const helper: Helper = {
      async check() {
        events.push('asked');
        throw new Error('planted');
      },
    };
    await checkArtifacts(SITE, {
      maxKept: 0,
      helpersFor: () => [helper],
      meanwhile: () => events.push('meanwhile'),
      onMade: () => events.push('made'),
    });
    expect(events.slice(0, 3)).toEqual(['asked', 'meanwhile', 'made']);
    expect(events.filter((each) => each === 'meanwhile')).toHaveLength(1);
  });

  it('has helpers begin before all files are known', async () => {
    const all = [...manyPhones(70).artifacts.values()];
    const ofPhones = all.filter(({ phone }) => phone !== undefined);
    const asked: string[][] = [];
    const made: string[] = [];
    const check = createArtifactsCheck({ maxKept: 0, onMade: (name) => made.push(name) });
    check.join([
      {
        async check({ rows }) {
          asked.push(rows.map(({ name }) => name));
          throw new Error('planted');
        },
      },
    ]);
    check.begin(ofPhones.slice(0, 40));
    expect(asked).toEqual([]);
    check.begin(ofPhones.slice(40, 66));
    expect(asked).toEqual([ofPhones.slice(0, 64).map(({ name }) => name)]);
    await check.finish(all);
    expect(made.toSorted()).toEqual(all.map(({ name }) => name).toSorted());
  });

  it('lets go of texts that were taken', async () => {
    const { artifacts, rendered } = countedSite();
    const checked = await checkArtifacts(artifacts, { maxKept: total });
    for (const artifact of [...artifacts, ...artifacts]) checked.takeText(artifact);
    expect([...rendered.values()]).toEqual([2, 2, 2]);
  });

  it('tells the findings of every file, those that cannot be rendered too', async () => {
    const snapshot = snapshotOf(LAB, {
      'cisco/7931g/SEP.cnf.xml.hbs': '<device>{{nothing}}</device>',
      'fanvil/x4/phone.txt.hbs': '<<VOIP CONFIG FILE>>Version:2.0002\nstray\n<<END OF FILE>>\n',
    });
    const { diagnostics } = await checkArtifacts(snapshot.artifacts.values(), {
      maxKept: total,
    });
    expect(diagnostics.map(({ code, device }) => `${device} ${code}`)).toEqual([
      '5c:fc:66:5d:4f:9a render/template',
      '00:a8:59:db:04:62 fanvil/stray-line',
    ]);
  });
});

/** A site of many phones of both makers, some of whose files have findings, and a few that cannot be made. */
function manyPhones(count: number): Snapshot {
  const phones = Array.from({ length: count }, (_, index) => {
    const tail = index.toString(16).padStart(4, '0').replace(/../, '$&:');
    const lines = `keys: { 1: { line: "1" } }, label: "p${index}"`;
    if (index % 2 === 1) return `  - { mac: "00:a8:59:00:${tail}", model: fanvil-x4, ${lines} }`;
    const raw = index % 10 === 0 ? ', raw: { "vendorConfig/notThere": "perhaps" }' : '';
    return `  - { mac: "00:1b:d4:00:${tail}", model: cisco-7931g, ${lines}${raw} }`;
  });
  const text = [
    'site: { timeZone: Europe/Moscow, servers: [10.20.1.1] }',
    'pbx: { main: { host: pbx.lab.example } }',
    'defaults: { pbx: main, models: { fanvil-x4: { settings: { menuPassword: { env: A } } } } }',
    'lines: { "1": { password: { env: A }, shared: true } }',
    'phones:',
    ...phones,
  ].join('\n');
  return snapshotOf(text, {
    'fanvil/x4/phone.txt.hbs':
      '{{> fanvil/shared/txt}}{{#each modules}}{{#each sections}}{{#each entries}}{{#if (lookup @root "nothing")}}{{/if}}{{/each}}{{/each}}{{/each}}',
  });
}

describe('helpers', () => {
  const snapshot = manyPhones(140);
  const artifacts = [...snapshot.artifacts.values()];
  const { site, packs } = snapshot;
  const work = createPackedCheck(packs.tree)(packSurroundings(site));
  const good = (): Helper => ({ check: async (files) => work(structuredClone(files)) });
  const ended: Helper = { check: () => Promise.reject(new Error('it died')) };
  /** Does one piece of work, and no other. */
  const dying = (): Helper => {
    let left = 1;
    return { check: async (files) => (left-- > 0 ? work(files) : ended.check(files)) };
  };
  const careless: Helper = {
    check: async (files) => work(files).slice(1),
  };

  async function resultOf(helpers: readonly Helper[]) {
    const made: string[] = [];
    const checked = await checkArtifacts(artifacts, {
      maxKept: Number.POSITIVE_INFINITY,
      digestOf: ({ own }) => own.slice(0, 26),
      helpersFor: () => helpers,
      onMade: (name) => made.push(name),
    });
    return {
      diagnostics: checked.diagnostics,
      digests: artifacts.map(checked.madeFrom),
      texts: artifacts
        .filter(({ driver }) => driver.vendor === 'cisco')
        .map((artifact) => wholeText(checked.takeText(artifact))),
      made: new Set(made).size,
    };
  }

  const withoutHelp = resultOf([]);
  it.each([
    { name: 'three', helpers: [good(), good(), good()] },
    { name: 'one that is dead', helpers: [ended] },
    { name: 'one that dies', helpers: [dying(), good()] },
    { name: 'one that forgets a file', helpers: [careless] },
  ])('change nothing: $name', async ({ helpers }) => {
    const alone = await withoutHelp;
    expect(alone.diagnostics.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['render/template', 'cisco/unknown-element']),
    );
    expect(alone.made).toBe(artifacts.length);
    expect(await resultOf(helpers)).toEqual(alone);
  });

  it('do the work', async () => {
    let files = 0;
    const counting: Helper = {
      check: async (packed) => {
        files += packed.rows.length;
        return work(packed);
      },
    };
    expect(await resultOf([counting])).toEqual(await withoutHelp);
    expect(files).toBeGreaterThanOrEqual(128);
  });

  it('tell a defect as it would be told without them', async () => {
    const broken = artifacts.map((artifact) => ({
      ...artifact,
      render: (): string => {
        throw new Error('defect');
      },
    }));
    const run = checkArtifacts(broken, { maxKept: 0, helpersFor: () => [ended] });
    await expect(run).rejects.toThrow('defect');
  });
});

describe('what is known', () => {
  it('is not made, and only a file without findings can be known', async () => {
    const snapshot = manyPhones(20);
    const artifacts = [...snapshot.artifacts.values()];
    const digestOf = ({ own }: { readonly own: string }) => own.slice(0, 26);
    const first = await checkArtifacts(artifacts, { maxKept: 0, digestOf });
    const clean = artifacts.filter((artifact) => first.madeFrom(artifact) !== undefined);
    const found = new Set(first.diagnostics.map(({ device }) => device));
    expect(clean.length).toBeGreaterThan(0);
    expect(clean.filter(({ mac }) => found.has(mac))).toEqual([]);

    const known = new Map(clean.map((each) => [each.name, first.madeFrom(each)]));
    const made: string[] = [];
    const again = await checkArtifacts(artifacts, {
      maxKept: 0,
      digestOf,
      isMade: (name, madeFrom) => known.get(name) === madeFrom,
      onMade: (name) => made.push(name),
    });
    expect(again.diagnostics).toEqual(first.diagnostics);
    expect(made.filter((name) => known.has(name))).toEqual([]);
    expect(made).toHaveLength(artifacts.length - known.size);
    expect(artifacts.map(again.madeFrom)).toEqual(artifacts.map(first.madeFrom));
  });
});
