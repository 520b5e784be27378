import { describe, expect, it } from 'vitest';
import { parseMac } from '../../../src/core/mac.js';
import { DRIVER, found, MAC, MODEL, PACKS, SEP, sitePhone, textOf } from './cisco-under-test.js';
import { loadsFile } from './loads-file.js';

/** Names asked for until nothing is left, in order; one that nobody may do without has a `!`. */
function boot(files: Readonly<Record<string, string | Uint8Array>>): readonly string[] {
  const script = DRIVER.boot(found(parseMac(MAC), 'the MAC'), MODEL);
  const waiting = [...script.first];
  const asked: string[] = [];
  for (let ask = waiting.shift(); ask; ask = waiting.shift()) {
    asked.push(`${ask.name}${ask.required ? '!' : ''}`);
    const body = files[ask.name];
    waiting.push(...script.next(ask, typeof body === 'string' ? Buffer.from(body) : body));
  }
  return asked;
}

const LOAD = 'SIP31.8-5-3SR1S';

describe('boot', () => {
  it('asks for the firmware, the dial plan and the rest that the file names', () => {
    const site = sitePhone(
      `keys: { 1: { line: "7896" } }\nfirmware: ${LOAD}\ndialPlan: office\nsettings: { softKeyFile: keys.xml }`,
      'dialPlans: { office: [{ match: "..." }] }',
    );
    const loads = loadsFile(`${LOAD}.loads`, 'jar31sip.sbn\r\ncnu31.sbn\r\n');
    expect(boot({ [SEP]: textOf(site, SEP), [`${LOAD}.loads`]: loads })).toEqual([
      'CTLSEP5CFC665D4F9A.tlv',
      `${SEP}!`,
      `${LOAD}.loads!`,
      'United_States/g3-tones.xml',
      'dialplan.xml!',
      'keys.xml',
      'ringlist.xml',
      'distinctiveringlist.xml',
      'jar31sip.sbn!',
      'cnu31.sbn!',
    ]);
  });

  it('finds its firmware in XMLDefault when nobody knows the phone', () => {
    const file =
      '<Default><loadInformation434>SIP42.x</loadInformation434><loadInformation348>SIP31.y</loadInformation348></Default>';
    expect(boot({ 'XMLDefault.cnf.xml': file })).toEqual([
      'CTLSEP5CFC665D4F9A.tlv',
      `${SEP}!`,
      'XMLDefault.cnf.xml!',
      'SIP31.y.loads!',
    ]);
  });

  it('asks for its language where the name of that file is known', () => {
    const model = found(PACKS.models.get('cisco-7942g'), 'the model');
    const script = DRIVER.boot(found(parseMac(MAC), 'the MAC'), model);
    const sep = { name: SEP, purpose: '', required: true };
    const file = '<device><userLocale><name>German_Germany</name></userLocale></device>';
    expect(script.next(sep, Buffer.from(file)).map(({ name }) => name)).toEqual([
      'German_Germany/mk-sip.jar',
      'ringlist.xml',
      'distinctiveringlist.xml',
    ]);
  });

  it('goes no further without a file that it can read', () => {
    expect(boot({})).toEqual(['CTLSEP5CFC665D4F9A.tlv', `${SEP}!`, 'XMLDefault.cnf.xml!']);
    expect(boot({ [SEP]: '<device>' })).toEqual(['CTLSEP5CFC665D4F9A.tlv', `${SEP}!`]);
  });

  it('keeps its firmware where the file names none', () => {
    const asked = boot({ [SEP]: textOf(sitePhone('keys: { 1: { line: "7896" } }'), SEP) });
    expect(asked.filter((name) => name.includes('.loads'))).toEqual([]);
  });

  it.each([
    'CTLSEP5CFC665D4F9A.tlv',
    'ITLSEP5CFC665D4F9A.tlv',
    'ITLFile.tlv',
    'Russian_Federation/g3-tones.xml',
    'Russian_Russian_Federation/mk-sip.jar',
    'ringlist.xml',
    'Desktops/320x196x4/List.xml',
  ])('%s may be missing', (name) => {
    expect(DRIVER.isExpectedMiss(name)).toBe(true);
  });

  it.each([
    SEP,
    'XMLDefault.cnf.xml',
    `${LOAD}.loads`,
    'jar31sip.sbn',
    'dialplan.xml',
    'CTLSEP.tlv',
  ])('%s may not', (name) => {
    expect(DRIVER.isExpectedMiss(name)).toBe(false);
  });
});
