import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkArtifact } from '../../../../src/artifacts/check-artifact.js';
import { hasBadCharacter } from '../../../../src/core/characters.js';
import { readXml } from '../../../../src/render/xml/check.js';
import { descendant } from '../../../../src/render/xml/tree.js';
import { found, SEP, siteOf, sitePhone, textOf } from '../cisco-under-test.js';

const KEY = 'keys: { 1: { line: "7896" } }';

/** Texts of the elements at a path of the phone's file. */
function valueAt(snapshot: ReturnType<typeof siteOf>, path: string): string | undefined {
  const root = found(readXml(textOf(snapshot, SEP)), 'the root');
  return descendant(root, path)?.text;
}

describe('files', () => {
  it('are named as phones ask for them', () => {
    const { artifacts, find } = sitePhone(
      `${KEY}\ndialPlan: office`,
      'dialPlans: { office: [{ match: "1" }] }\nrings: [{ name: A, file: a.raw }]',
    );
    expect([...artifacts.keys()]).toEqual(['dialplan.xml', 'ringlist.xml', SEP]);
    expect(find('Ringlist.xml')).toBe(artifacts.get('ringlist.xml'));
    expect([...artifacts.values()].map(({ mediaType }) => mediaType)).toEqual(
      Array.from({ length: 3 }, () => 'text/xml'),
    );
    expect([...artifacts.values()].filter(({ holdsSecrets }) => holdsSecrets)).toEqual([
      artifacts.get(SEP),
    ]);
  });

  it('tell dial plans apart by name when there are several', () => {
    const site = sitePhone(
      `${KEY}\ndialPlan: home`,
      'dialPlans: { office: [{ match: "1" }], home: [{ match: "2" }] }',
    );
    expect([...site.artifacts.keys()]).toEqual(['dialplan-office.xml', 'dialplan-home.xml', SEP]);
    expect(valueAt(site, 'sipProfile/dialTemplate')).toBe('dialplan-home.xml');
  });

  it('name no dial plan that has no rules', () => {
    const site = sitePhone(`${KEY}\ndialPlan: office`, 'dialPlans: { office: [] }');
    expect([...site.artifacts.keys()]).toEqual([SEP]);
    expect(valueAt(site, 'sipProfile/dialTemplate')).toBe('');
  });

  it('say nothing of a clock server where there is none', () => {
    expect(valueAt(sitePhone(KEY), 'devicePool/dateTimeSetting/ntps')).toBeUndefined();
  });

  it('send lines to call managers where the inventory says so', () => {
    const site = siteOf(`
pbx: { main: { host: pbx.lab.example, port: 5070, backup: { host: b.lab.example, port: 5071 } } }
defaults: { pbx: main }
lines: { "1": { password: { env: SIP } } }
phones:
  - mac: "5c:fc:66:5d:4f:9a"
    model: cisco-7931g
    keys: { 1: { line: "1" } }
    settings: { proxy: callManager }
`);
    expect(valueAt(site, 'sipProfile/sipLines/line/proxy')).toBe('USECALLMANAGER');
    const text = textOf(site, SEP);
    const managers = text.match(/<member priority="\d">|<sipPort>.*|<processNodeName>.*/g);
    expect(managers).toEqual([
      '<member priority="0">',
      '<sipPort>5070</sipPort>',
      '<processNodeName>pbx.lab.example</processNodeName>',
      '<member priority="1">',
      '<sipPort>5071</sipPort>',
      '<processNodeName>b.lab.example</processNodeName>',
    ]);
  });

  const codecs: readonly { codec: string; name: string }[] = [
    { codec: 'g711alaw', name: 'g711alaw' },
    { codec: 'g711ulaw', name: 'g711ulaw' },
    { codec: 'g722', name: 'g722' },
    { codec: 'g729', name: 'g729a' },
    { codec: 'ilbc', name: 'iLBC' },
  ];
  it.each(codecs)('spell $codec as the phone does', ({ codec, name }) => {
    const site = sitePhone(`${KEY}\ncodecs: [opus, ${codec}]`);
    expect(valueAt(site, 'sipProfile/preferredCodec')).toBe(name);
  });

  const dates: readonly { written: string; template: string }[] = [
    { written: 'D.M.Y', template: 'D.M.Y' },
    { written: 'M/D/YA', template: 'M/D/YA' },
    { written: 'Y-M-D', template: 'Y-M-D' },
  ];
  it.each(dates)('write the date $written', ({ written, template }) => {
    const site = sitePhone(`${KEY}\ndateFormat: ${written}`);
    expect(valueAt(site, 'devicePool/dateTimeSetting/dateTemplate')).toBe(template);
  });

  it.each([
    { transport: 'tcp', number: '1' },
    { transport: 'udp', number: '2' },
    { transport: 'tls', number: '3' },
  ])('number $transport', ({ transport, number }) => {
    const site = siteOf(`
pbx: { main: { host: pbx.lab.example, transport: ${transport} } }
defaults: { pbx: main }
lines: { "1": { password: { env: SIP } } }
phones: [{ mac: "5c:fc:66:5d:4f:9a", model: cisco-7931g, keys: { 1: { line: "1" } } }]
`);
    expect(valueAt(site, 'transportLayerProtocol')).toBe(number);
  });

  it('carry any text that the inventory may hold, unchanged', () => {
    const texts = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((text) => text.trim() === text && !hasBadCharacter(text));
    const pairs = fc.array(fc.record({ label: texts, name: texts }), {
      minLength: 24,
      maxLength: 24,
    });
    fc.assert(
      fc.property(pairs, (lines) => {
        const site = siteOf(`
pbx: { main: { host: pbx.lab.example } }
defaults: { pbx: main }
lines:
${lines.map(({ name }, index) => `  "${index}": { name: ${JSON.stringify(name)} }`).join('\n')}
phones:
  - mac: "5c:fc:66:5d:4f:9a"
    model: cisco-7931g
    keys:
${lines.map(({ label }, index) => `      ${index + 1}: { line: "${index}", label: ${JSON.stringify(label)} }`).join('\n')}
`);
        const root = found(readXml(textOf(site, SEP)), 'the root');
        const keys = found(descendant(root, 'sipProfile/sipLines'), 'the keys').children;
        const read = keys.map((key) => ({
          label: descendant(key, 'featureLabel')?.text,
          name: descendant(key, 'displayName')?.text,
        }));
        expect(read).toEqual(lines);
        // A dozen letters that are seen may be many more that are counted, and the phone has eight lines.
        const { diagnostics } = checkArtifact(found(site.artifacts.get(SEP), SEP));
        const expected = ['cisco/long-value', 'cisco/too-many-lines'];
        expect(diagnostics.filter(({ code }) => !expected.includes(code))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it('offer firmware to phones that the inventory does not have', () => {
    const site = siteOf(`
pbx: { main: { host: pbx.lab.example } }
defaults: { pbx: main, models: { cisco-7931g: { firmware: SIP31.8-5-3SR1S } } }
`);
    expect([...site.artifacts.keys()]).toEqual(['XMLDefault.cnf.xml']);
    expect(textOf(site, 'XMLDefault.cnf.xml')).toContain(
      '<loadInformation348 model="Cisco 7931">SIP31.8-5-3SR1S</loadInformation348>',
    );
  });
});
