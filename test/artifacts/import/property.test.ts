// Whatever an inventory says: the files that it makes, imported, make the same files. And whatever a file says, nobody
// fails for it, nor hears its passwords.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSnapshot } from '../../../src/artifacts/snapshot.js';
import type { Model, SettingSchema } from '../../../src/site/model.js';
import { PACKS, readExpected } from '../../phones/shipped-models.js';
import { soak } from '../../soak.js';
import { errorsOf, importTexts } from './import-under-test.js';

const number = fc.stringMatching(/^[1-9][0-9]{2,4}$/);
const label = fc.stringMatching(/^[A-Z][a-z]{1,8}$/);
const host = fc.constantFrom('pbx.example', '10.20.1.2', 'sip.lab.example');
const port = fc.integer({ min: 1024, max: 65_000 });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const pbx = fc.record({
  host,
  port: optional(port),
  transport: optional(fc.constantFrom('udp', 'tcp')),
  registerExpires: optional(fc.integer({ min: 60, max: 7200 })),
  outboundProxy: optional(fc.record({ host, port: optional(port) })),
});
const line = fc.record({
  name: optional(label),
  password: optional(fc.stringMatching(/^[a-zA-Z0-9]{6,12}$/)),
  authName: optional(number),
  voicemail: optional(fc.constant('*97')),
});
const key = fc.oneof(
  fc.record({ speedDial: number, label: optional(label) }),
  fc.record({ blf: number, label: optional(label) }),
  fc.record({ service: fc.constant('http://pbx.example/menu.xml'), label: optional(label) }),
);

function settingOf(schema: SettingSchema): fc.Arbitrary<string | number | boolean> | undefined {
  const {
    type,
    enum: values,
    minimum,
    maximum,
  } = schema as SettingSchema & {
    readonly minimum?: number;
    readonly maximum?: number;
  };
  if (values) return fc.constantFrom(...values);
  if (type === 'boolean') return fc.boolean();
  if (type !== 'integer' || maximum === undefined) return undefined;
  return fc.integer({ min: minimum ?? 0, max: maximum });
}

const settingsOf = ({ settings: { properties } }: Model) =>
  fc.record(
    Object.fromEntries(
      Object.entries(properties).flatMap(([name, schema]) => {
        const arbitrary = settingOf(schema);
        return arbitrary ? [[name, arbitrary]] : [];
      }),
    ),
    { requiredKeys: [] },
  );

const loadOf = ({ facts: { loadPrefix } }: Model) =>
  typeof loadPrefix === 'string' ? `${loadPrefix}8-5-4S` : undefined;

const MODELS = [...PACKS.models.values()];
const phoneOf = (model: Model) =>
  fc.record({
    model: fc.constant(model.id),
    // By which a phone tells its model.
    firmware: fc.constant(loadOf(model)),
    label: optional(label),
    keys: fc.dictionary(fc.integer({ min: 2, max: model.keys }).map(String), key, { maxKeys: 4 }),
    settings: settingsOf(model),
    dateFormat: optional(fc.constantFrom('D.M.Y', 'M/D/YA', 'Y-M-D')),
    codecs: optional(fc.constantFrom(['g711alaw'], ['g722', 'g711ulaw'])),
    nat: optional(fc.constant({ enabled: true, address: '203.0.113.7' })),
    adminPassword: optional(fc.stringMatching(/^[a-z0-9]{6,10}$/)),
  });

const site = fc.record({
  pbx,
  timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Australia/Sydney'),
  locale: fc.constantFrom('de-DE', 'en-US', 'fr-FR'),
  lines: fc
    .uniqueArray(number, { minLength: 3, maxLength: 3 })
    .chain((numbers) =>
      fc.tuple(...numbers.map((each) => line.map((fields) => ({ number: each, fields })))),
    ),
  phones: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom(...MODELS).chain(phoneOf))),
});

describe('an inventory', () => {
  it('comes back from its files, for whatever it says', () => {
    fc.assert(
      fc.property(site, ({ pbx: main, timeZone, locale, lines, phones }) => {
        const inventory = {
          offhook: 1,
          site: { timeZone, locale, servers: ['10.20.1.1'] },
          pbx: { main },
          defaults: { pbx: 'main' },
          lines: Object.fromEntries(lines.map((each) => [each.number, each.fields])),
          phones: phones.map((phone, index) => ({
            mac: `02:00:00:00:00:0${index}`,
            ...phone,
            keys: { ...phone.keys, 1: { line: lines[index]?.number } },
          })),
        };
        const text = JSON.stringify(inventory);
        const snapshot = buildSnapshot({
          file: 'offhook.json',
          files: { read: () => text, list: () => [] },
          secrets: { lookUp: () => ({ found: false, why: 'none is asked for' }) },
          packs: PACKS,
        });
        fc.pre(snapshot.diagnostics.every(({ severity }) => severity !== 'error'));
        const made = Object.fromEntries(
          [...snapshot.artifacts.values()].map((artifact) => [artifact.name, artifact.render()]),
        );
        const imported = importTexts(made, ...phones.map(({ model }) => model));
        expect(errorsOf(imported)).toEqual([]);
        const others = [...imported.differences.values()].flat();
        expect(others).toEqual([]);
      }),
      { numRuns: soak(3, 150), endOnFailure: true },
    );
  });
});

const SEP = readExpected('templates/cisco/7931g/cases/full', 'SEP5CFC665D4F9A.cnf.xml');
const CFG = readExpected('templates/fanvil/x4/cases/full', '00a859db0462.cfg');

/** Where its name was cut away, nothing tells a password from any other text. */
function isNamed(secret: string, changed: string, text: string): boolean {
  const lines = new Set(text.split(/\r?\n/));
  return changed.split(/\r?\n/).every((line) => !line.includes(secret) || lines.has(line));
}

describe('a file that somebody has spoilt', () => {
  const spoilt = fc.record({
    at: fc.nat(),
    cut: fc.nat({ max: 40 }),
    put: fc.constantFrom(
      '',
      '<',
      '&',
      '\n',
      '{{x}}',
      '\u0001',
      '"',
      ':',
      '<line button="2">',
      '\ufeff',
    ),
  });

  it.each([
    { name: 'SEP5CFC665D4F9A.cnf.xml', text: SEP, secrets: SEP.matchAll(/assword>([^<]{4,})</g) },
    { name: '00a859db0462.cfg', text: CFG, secrets: CFG.matchAll(/Pswd *:(\S{4,})/g) },
  ])('$name ends in findings that say no password', ({ name, text, secrets }) => {
    const hidden = [...secrets].map(([, secret = '']) => secret);
    expect(hidden).not.toEqual([]);
    fc.assert(
      fc.property(fc.array(spoilt, { minLength: 1, maxLength: 3 }), (changes) => {
        const changed = changes.reduce((before, { at, cut, put }) => {
          const start = at % before.length;
          return before.slice(0, start) + put + before.slice(start + cut);
        }, text);
        const imported = importTexts({ [name]: changed }, 'cisco-7931g', 'fanvil-x4');
        expect(errorsOf(imported).filter((each) => !each.includes('no-phones'))).toEqual([]);
        const said = JSON.stringify(imported.findings);
        for (const secret of hidden.filter((each) => isNamed(each, changed, text))) {
          expect(said).not.toContain(secret);
        }
      }),
      { numRuns: soak(4, 200), endOnFailure: true },
    );
  });
});
