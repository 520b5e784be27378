import { describe, expect, it } from 'vitest';
import { type Artifact, buildSnapshot, type OnFiles } from '../../src/artifacts/snapshot.js';
import type { Finding } from '../../src/findings/finding.js';
import type { Driver } from '../../src/phones/driver.js';
import { createPacks } from '../../src/phones/packs/packs.js';
import { DRIVERS } from '../../src/phones/registry.js';
import { BUILT_IN_TEMPLATES, readTemplateTree } from '../../src/render/template-tree.js';

const PACKS = createPacks(readTemplateTree([BUILT_IN_TEMPLATES]), DRIVERS);
const inventory = (...macs: readonly string[]) =>
  [
    'pbx: { main: { host: pbx.lab.example } }',
    'defaults: { pbx: main }',
    'lines: { "1": { shared: true } }',
    'phones:',
    ...macs.map((mac) => `  - { mac: "${mac}", model: cisco-7931g, keys: { 1: { line: "1" } } }`),
  ].join('\n');

function snapshotOf(
  text: string,
  change: (driver: Driver) => Driver = (driver) => driver,
  onFiles: OnFiles = () => {},
) {
  const drivers = new Map([...PACKS.drivers].map(([vendor, driver]) => [vendor, change(driver)]));
  const files = { read: () => text, list: () => [] };
  return buildSnapshot({ file: 'offhook.yaml', files, packs: { ...PACKS, drivers }, onFiles });
}

/** A vendor whose phones all ask for the same name. */
const withOneName = (driver: Driver): Driver => ({
  ...driver,
  phoneFiles: (...args) =>
    driver.phoneFiles(...args).map((plan) => ({ ...plan, name: 'phone.cfg', aliases: [] })),
});

/** What warns of an inventory as short as this is not looked at here. */
const errorsOf = (diagnostics: readonly Finding[]) =>
  diagnostics.filter(({ severity }) => severity === 'error');

const TWO = ['5c:fc:66:00:00:01', '5c:fc:66:00:00:02'];

describe('a snapshot', () => {
  it('makes no file twice, and says for which two it was', () => {
    const { diagnostics, artifacts } = snapshotOf(inventory(...TWO), withOneName);
    expect(
      errorsOf(diagnostics).map(({ code, place, related }) => [
        code,
        place.line,
        related[0]?.place.line,
      ]),
    ).toEqual([['render/name-taken', 6, 5]]);
    expect(artifacts.get('phone.cfg')?.mac).toBe(TWO[0]);
  });

  it('tells the files of each phone while it is made, those of others that it leaves out too', () => {
    const told: (readonly Artifact[])[] = [];
    const { artifacts, site } = snapshotOf(inventory(...TWO, TWO[0] ?? ''), undefined, (...all) => {
      const [files, surroundings] = all;
      told.push(files);
      expect(surroundings.servers).toEqual([]);
    });
    expect(told.map((files) => files.map(({ mac }) => mac))).toEqual(
      [...TWO, TWO[0]].map((mac) => [mac]),
    );
    const ofPhones = [...artifacts.values()].filter(({ phone }) => phone !== undefined);
    expect(ofPhones).toEqual(told.slice(0, 2).flat());
    expect(site.phones).toEqual(told.flat().map(({ phone }) => phone));
  });

  it('says of two phones with one MAC only that', () => {
    const { diagnostics } = snapshotOf(inventory('5c:fc:66:00:00:01', '5c-fc-66-00-00-01'));
    expect(errorsOf(diagnostics).map(({ code }) => code)).toEqual(['inventory/duplicate-mac']);
  });

  it('finds a file by the other spellings with which phones ask for it, but by no others', () => {
    const { find } = snapshotOf(inventory(TWO[0] ?? ''), (driver) => ({
      ...driver,
      phoneFiles: (...args) =>
        driver.phoneFiles(...args).map((plan) => ({ ...plan, aliases: ['other.name'] })),
    }));
    const name = 'SEP5CFC66000001.cnf.xml';
    expect(['other.name', name, name.toLowerCase()].map((each) => find(each)?.name)).toEqual([
      name,
      name,
      undefined,
    ]);
  });
});
