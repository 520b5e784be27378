// Phones that are alike are made and judged in short ways. Over sites made at random, also of values that no phone can have, each
// file must be what its template alone makes, with the findings that a linter has that has seen nothing like it.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createArtifactCheck } from '../../src/artifacts/check-artifact.js';
import { type Artifact, buildSnapshot } from '../../src/artifacts/snapshot.js';
import { createFileMemory } from '../../src/render/file-memory.js';
import { printedParts } from '../../src/render/printed.js';
import { createTemplates } from '../../src/render/template.js';
import { TemplateError } from '../../src/render/template-error.js';
import { readXml } from '../../src/render/xml/check.js';
import type { PhoneSurroundings } from '../../src/site/site.js';
import { soak } from '../soak.js';
import { PACKS } from './shipped-models.js';

const PLAIN = createTemplates(PACKS.tree, { byStencil: false });
/** Most phones have these; the others are what people write as well, and what would leave its place. */
const USUAL = ['7001', '7002', 'Anna', 'Empfang 2', 'Юрий'];
const ODD = [
  ...['', ' ', 'true', '0', '65536', 'pbx.example', '127.0.0.1', '0.0.0.0', '{{x}}', '__X__'],
  ...['O’Brien', "O'Brien & <b>", 'a"b', ']]>', '<!--', '</name>', '&amp;', 'a:b', '#a', '--a--'],
  ...['a\nb', 'a\rb', 'a\tb', '\0', '\u0001', '\ue000', '\ud800', '😀', 'x'.repeat(300)],
];
const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...USUAL) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD) },
);
const layouts = [
  fc.record({ 1: fc.record({ line: fc.constant('1') }) }),
  fc.record({
    1: fc.record({ line: fc.constantFrom('1', '2'), label: text }),
    2: fc.record({ speedDial: text, label: text }),
    3: fc.record({ blf: text, label: text, pickup: text }),
    4: fc.record({ service: fc.constantFrom('http://a.example/x', 'http://127.0.0.1/') }),
  }),
];
const phone = fc.record(
  {
    model: fc.constantFrom('cisco-7931g', 'fanvil-x4'),
    label: text,
    keys: fc.oneof(...layouts),
    adminPassword: text.map((password) => ({ value: password })),
    settings: fc.constantFrom({}, { webAccess: false }, { pnp: true }),
    nat: fc.record({ enabled: fc.boolean(), address: text }),
  },
  { requiredKeys: ['model', 'label', 'keys', 'adminPassword'] },
);
const line = fc.record(
  { number: text, name: text, authName: text, voicemail: text, password: text },
  { requiredKeys: ['number', 'name', 'authName', 'password'] },
);
const site = fc.record({
  servers: fc.constantFrom([], ['10.0.0.1']),
  lines: fc.record({ 1: line, 2: line }),
  phones: fc.array(phone, { minLength: 4, maxLength: 8 }),
});
type Drawn = typeof site extends fc.Arbitrary<infer T> ? T : never;

const OUI = { cisco: '00:1b:d4', fanvil: '00:a8:59' };

function inventoryOf({ servers, lines, phones }: Drawn): string {
  return JSON.stringify({
    site: { timeZone: 'Europe/Moscow', servers },
    pbx: { main: { host: 'pbx.example', backup: 'b.example' } },
    defaults: { pbx: 'main' },
    lines,
    phones: phones.map((each, index) => {
      const oui = each.model.startsWith('cisco') ? OUI.cisco : OUI.fanvil;
      return { ...each, mac: `${oui}:00:00:0${index}` };
    }),
  });
}

const siteOf = (drawn: Drawn) =>
  buildSnapshot({
    file: 'offhook.yaml',
    files: { read: () => inventoryOf(drawn), list: () => [] },
    secrets: { lookUp: () => ({ found: true, text: 'sesame' }) },
    packs: PACKS,
  });

/** As its template alone makes it; undefined: it cannot be made. */
function plainText(
  { name, driver, model, phone: owner }: Artifact,
  surroundings: PhoneSurroundings,
): string | undefined {
  if (!model || !owner) throw new Error('not a file of a phone');
  const plan = driver.phoneFiles(owner, model, surroundings).find((each) => each.name === name);
  try {
    return plan?.render(PLAIN);
  } catch (cause) {
    if (!(cause instanceof TemplateError)) throw cause;
    return undefined;
  }
}

describe('files of phones that are alike', () => {
  it('are what they would be alone, and have the same findings', () => {
    const memory = createFileMemory();
    const check = createArtifactCheck();
    const seen = { files: 0, short: 0, clean: 0, faulty: 0 };
    fc.assert(
      fc.property(site, (drawn) => {
        const snapshot = siteOf(drawn);
        for (const artifact of snapshot.artifacts.values()) {
          if (!artifact.phone) continue;
          const { text: made, diagnostics } = check(artifact);
          seen.files += 1;
          expect(made).toBe(plainText(artifact, snapshot.site));
          if (made === undefined) {
            expect(diagnostics.map(({ code }) => code)).toEqual(['render/template']);
            continue;
          }
          if (printedParts(made)) seen.short += 1;
          const { driver, name, model } = artifact;
          const isFaulty = name.endsWith('.xml') && !readXml(made);
          expect(diagnostics.some(({ code }) => code === 'xml/not-well-formed')).toBe(isFaulty);
          if (isFaulty) continue;
          const found = driver.lint(name, made, model, { memory });
          expect(found).toEqual(driver.lint(name, made, model));
          if (found.length === 0) seen.clean += 1;
          else seen.faulty += 1;
        }
      }),
      { numRuns: soak(8, 60) },
    );
    // Else it would have proved little.
    expect(Math.min(seen.short, seen.clean)).toBeGreaterThan(seen.files / 6);
    expect(seen.faulty).toBeGreaterThan(soak(1, 10));
  });
});
