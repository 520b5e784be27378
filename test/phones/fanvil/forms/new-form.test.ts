// What a new form costs: the made-up one stands in one value, which one line gives to the driver. From the text of an
// inventory to the file and back, nothing else hears of it.

import { describe, expect, it } from 'vitest';
import { checkArtifacts } from '../../../../src/artifacts/check-artifacts.js';
import { join } from '../../../../src/artifacts/known-codes.js';
import { found, linesOf, sitePhone, textOf, X4_FILE } from '../fanvil-under-test.js';
import { DRIVER, PACKS, WRITTEN } from './forms-under-test.js';
import { SLIP } from './slip-form.js';

const LINE = 'format: slip\nadminPassword: { env: ADMIN }\nkeys: { 1: { line: "181" } }';
const site = (more = '') => sitePhone('x4', `${LINE}\n${more}`, '', PACKS);
const said = (more: string) =>
  site(more).diagnostics.map(
    ({ code, place, message }) => `${place.line}:${place.col} ${code} ${message}`,
  );

describe('a made-up form', () => {
  const { form } = found(
    WRITTEN.find(({ name }) => name === 'slip'),
    'the slip',
  );

  it('is written where a phone chooses it, and nowhere else', () => {
    const text = textOf(site('settings: { configVersion: "2.12" }'), X4_FILE);
    expect(text.split('\r\n').slice(0, 2)).toEqual(['== telephone slip 2.12', 'time.zone -> 0']);
    expect(linesOf(text, 'line.').slice(0, 2)).toEqual([
      'line.number.1 -> 181',
      'line.displayName.1 -> 181',
    ]);
    expect(textOf(sitePhone('x4', LINE.replace('slip', 'txt'), '', PACKS), X4_FILE)).toMatch(
      /^<<VOIP/,
    );
  });

  it('says what it cannot say, and what no phone has confirmed', () => {
    expect(said('rtp: { first: 12000, last: 12999 }')).toContainEqual(
      expect.stringMatching(/^13:10 fanvil\/no-name .* slip files$/),
    );
    expect(said('codecs: [g722, opus]')).toContainEqual(
      expect.stringMatching(/^13:13 fanvil\/codec .* opus in slip files$/),
    );
    expect(said('timeZone: Europe/Berlin')).toContainEqual(
      expect.stringMatching(/^13:15 fanvil\/unproven .*: that slips know summer time$/),
    );
    expect(said('raw: { "nix": "1" }')).toContainEqual(
      expect.stringMatching(/fanvil\/raw-key "nix" cannot be applied: no slip has it/),
    );
  });

  it('takes raw, and knows which line of the inventory has brought a line about', async () => {
    const snapshot = site('raw: { line.number.1: "900", ring.tone: "3" }');
    const text = textOf(snapshot, X4_FILE);
    expect(linesOf(text, 'line.number.1')).toEqual(['line.number.1 -> 900']);
    const [phone] = snapshot.site.phones;
    const findings = DRIVER.lint(X4_FILE, text, undefined);
    expect(findings).toMatchObject([{ rule: 'slip/name', severity: 'warning' }]);
    expect(
      findings.map((finding) => DRIVER.causeOf(found(phone, 'the phone'), text, finding)),
    ).toEqual([{ path: ['raw', 'ring.tone'] }]);
    const { diagnostics } = await checkArtifacts(snapshot.artifacts.values(), { maxKept: 0 });
    const places = diagnostics.map(({ place, code }) => `${place.line}:${place.col} ${code}`);
    expect(places).toEqual(['13:34 slip/name']);
  });

  it('is read back to what the inventory said', () => {
    const { settings } = form.parse(textOf(site('label: "Door: 1"'), X4_FILE));
    const saidOf = (name: string) => settings.find(({ key }) => key === name)?.value;
    expect([saidOf('display.title'), saidOf('line.password.1')]).toEqual([
      'Door: 1',
      's3cret-word',
    ]);
  });

  it('hides its secrets in all that is shown', () => {
    const snapshot = site();
    const shown = DRIVER.maskSecrets(X4_FILE, textOf(snapshot, X4_FILE));
    expect(shown).toContain('line.password.1 -> ********');
    expect(shown).not.toMatch(/s3cret-word|Adm1nPass/);
  });

  it('is among the formats that an inventory may choose', () => {
    const wrong = sitePhone('x4', LINE.replace('slip', 'slop'), '', PACKS);
    expect(wrong.diagnostics.map(({ message, hint }) => `${message} ${hint}`)).toContainEqual(
      expect.stringMatching(/slop.*slip/),
    );
    expect(join([SLIP.rules]).size).toBe(4);
  });
});
