// What every driver owes, checked on all that are registered and all shipped models.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFolderName } from '../../src/artifacts/manifest.js';
import type { Snapshot } from '../../src/artifacts/snapshot.js';
import { type Mac, macHex, parseMac } from '../../src/core/mac.js';
import type { Driver } from '../../src/phones/driver.js';
import { notifyWaysOf } from '../../src/phones/registry.js';
import type { Ask } from '../../src/site/boot-script.js';
import type { Model } from '../../src/site/model.js';
import { NOTIFY_ACTIONS, REGISTER_CALL_ID } from '../../src/site/notify.js';
import { anyText } from '../any-text.js';
import { soak } from '../soak.js';
import { buildCase, CASES, PACKS } from './shipped-models.js';

const MAC = parseMac('02:ab:cd:ef:01:23') ?? ('' as Mac);
/** More than any phone asks for; what goes beyond would never end. */
const MANY_REQUESTS = 200;

const MODELS = [...PACKS.models.values()].map((model) => ({
  id: model.id,
  model,
  driver: PACKS.drivers.get(model.vendor) as Driver,
}));

/** All names that a phone asks for at a server that answers with `find`. */
function bootNames(
  driver: Driver,
  model: Model,
  mac: Mac,
  find: (name: string) => Uint8Array | undefined,
): readonly string[] {
  const script = driver.boot(mac, model);
  const waiting: Ask[] = [...script.first];
  const asked = new Set<string>();
  for (let ask = waiting.shift(); ask && asked.size < MANY_REQUESTS; ask = waiting.shift()) {
    if (asked.has(ask.name)) continue;
    asked.add(ask.name);
    waiting.push(...script.next(ask, find(ask.name)));
  }
  return [...asked];
}

describe.each(MODELS)('$id', ({ model, driver }) => {
  it('boots to an end where the server has nothing', () => {
    const names = bootNames(driver, model, MAC, () => undefined);
    expect(names.length).toBeGreaterThan(0);
    expect(names.length).toBeLessThan(MANY_REQUESTS);
    expect(names.join(' ').toLowerCase()).toContain(macHex(MAC));
  });

  it('boots to an end whatever bytes the server sends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(bootNames(driver, model, MAC, () => bytes).length).toBeLessThan(MANY_REQUESTS);
      }),
      { numRuns: 50 },
    );
  });

  it('reads the names that it asks for', () => {
    const names = bootNames(driver, model, MAC, () => undefined);
    const roles = names.map((name) => driver.readName(name, [model])?.role);
    expect(roles).not.toContain(undefined);
    expect(roles).toContain('config');
  });

  it('can be found by DHCP', () => {
    expect([...model.dhcp.vendorClasses, ...model.dhcp.ouis]).not.toEqual([]);
    expect(model.dhcp.option66).toContain('{server}');
  });

  it.each(NOTIFY_ACTIONS)('is told to %s by words that can stand in a message', (action) => {
    const ways = driver.notifyWays(model, action);
    expect(notifyWaysOf(model, action)).toEqual(ways);
    for (const { event, body, needsCallId, source } of ways) {
      const lines = body?.lines ?? [];
      expect([event, ...lines].filter((text) => !/^[\x20-\x7e]+$/.test(text))).toEqual([]);
      expect(lines.some((line) => line.includes(REGISTER_CALL_ID))).toBe(needsCallId);
      expect(source).toMatch(/\w/);
    }
  });

  it('can be told to read its files by who does not know how it registered', () => {
    const ways = driver.notifyWays(model, 'resync').filter(({ needsCallId }) => !needsCallId);
    expect(ways.length).toBeGreaterThan(0);
  });

  it('says for each default of its settings where it comes from', () => {
    const silent = Object.entries(model.settings.properties).filter(
      ([, property]) => (property.default ?? '') !== '' && property['x-source'] === undefined,
    );
    expect(silent.map(([name]) => name)).toEqual([]);
  });
});

describe.each([...PACKS.drivers])('driver %s', (_, driver) => {
  const names = ['SEP02ABCDEF0123.cnf.xml', 'dialplan.xml', '02abcdef0123.cfg', 'x', ''];

  it('lints and masks any text without failing, and masks line for line', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), anyText, (name, text) => {
        for (const finding of driver.lint(name, text, undefined)) {
          expect(finding.line).toBeGreaterThanOrEqual(1);
          expect(finding.col).toBeGreaterThanOrEqual(1);
        }
        const masked = driver.maskSecrets(name, text);
        expect(masked.split('\n').length).toBe(text.split('\n').length);
      }),
      { numRuns: soak(100, 1_000) },
    );
  });

  it('refuses facts that are not its own', () => {
    expect(driver.checkFacts({ surely: 'not a fact' })).not.toEqual([]);
  });
});

describe.each(CASES)('$name', ({ file }) => {
  const snapshot = buildCase(file);
  const artifacts = [...snapshot.artifacts.values()];

  it('makes files with flat names', () => {
    for (const { name, aliases } of artifacts) {
      for (const each of [name, ...aliases]) expect(isFolderName(each)).toBe(true);
    }
  });

  it('never expects the configuration of a phone to be missing', () => {
    for (const { name, mac, driver } of artifacts) {
      if (mac !== undefined) expect(driver.isExpectedMiss(name)).toBe(false);
    }
  });

  it('gives each phone what it asks for in its boot', () => {
    for (const phone of snapshot.phones.values()) {
      const model = snapshot.packs.models.get(phone.model) as Model;
      const driver = snapshot.packs.drivers.get(model.vendor) as Driver;
      const asked = bootNames(driver, model, phone.mac, (name) => bytesOf(snapshot, name));
      const own = artifacts.filter(({ mac }) => mac === phone.mac);
      expect(own).not.toEqual([]);
      for (const { name, aliases } of own) {
        expect([name, ...aliases].some((each) => asked.includes(each))).toBe(true);
      }
    }
  });
});

function bytesOf(snapshot: Snapshot, name: string): Uint8Array | undefined {
  const artifact = snapshot.find(name);
  return artifact && Buffer.from(artifact.render());
}
