// What stands in the files, beside the cases: bytes of the frame, and what changes with the inventory.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasBadCharacter } from '../../../../src/core/characters.js';
import { parseTxt } from '../../../../src/phones/fanvil/forms/txt/parse-txt.js';
import { createTemplates } from '../../../../src/render/template.js';
import type { Phone } from '../../../../src/site/site.js';
import { soak } from '../../../soak.js';
import {
  DRIVER,
  found,
  linesOf,
  PACKS,
  sitePhone,
  TXT,
  textOf,
  X4,
  X4_FILE,
  X5U,
  X5U_FILE,
} from '../fanvil-under-test.js';

const LINE = 'keys: { 1: { line: "181" } }';
const x4 = (phone: string, rest?: string) => textOf(sitePhone('x4', phone, rest), X4_FILE);
const x5u = (phone: string, rest?: string) => textOf(sitePhone('x5u', phone, rest), X5U_FILE);

it.each([
  { server: 'http://10.20.1.1', holds: false },
  { server: 'http://prov:sesame@10.20.1.1', holds: true },
])('the common file with $server says whether it holds a secret', ({ server, holds }) => {
  const rest = `defaults: { models: { fanvil-x4: { settings: { provisioningServer: "${server}" } } } }`;
  const common = sitePhone('x4', LINE, rest).artifacts.get('f0X4hw1.100.cfg');
  expect(common?.holdsSecrets).toBe(holds);
  expect(common?.driver.maskSecrets('', common.render())).not.toContain('sesame');
});

describe('the frame of a txt file', () => {
  const rows = [
    { model: 'X4', text: x4(LINE), header: '<<VOIP CONFIG FILE>>Version:2.0002', blanks: 28 },
    {
      model: 'X5U',
      text: x5u(LINE),
      header: '<<VOIP CONFIG FILE>>Version:2.0000000000',
      blanks: 22,
    },
  ];

  it.each(rows)(
    'of the $model: 64 bytes of header, CR LF, an end mark',
    ({ text, header, blanks }) => {
      const [first = ''] = text.split('\n');
      expect(first).toBe(`${header}${' '.repeat(blanks)}\r`);
      expect(Buffer.byteLength(`${first}\n`)).toBe(64);
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      expect(text.endsWith('\r\n<<END OF FILE>>\r\n')).toBe(true);
    },
  );

  it.each(rows)('of the $model: modules in the order of phones', ({ model, text }) => {
    const { layouts } = TXT;
    const order = layouts[model === 'X4' ? 'A' : 'B'].modules.map(({ name }) => name);
    const found = parseTxt(text, layouts.A.trailer).modules.map((module) => module.text);
    expect(found.length).toBeGreaterThan(3);
    expect(found).toEqual(order.filter((name) => found.includes(name)));
  });

  it('is written with the version of the settings', () => {
    const text = x4(`${LINE}\nsettings: { configVersion: "2.0123456" }`);
    expect(text.slice(0, 62)).toBe('<<VOIP CONFIG FILE>>Version:2.0123456'.padEnd(62));
    expect(x4(`${LINE}\nformat: dotted\nsettings: { configVersion: "2.5" }`)).toMatch(
      /^Version = 2\.5$/m,
    );
  });

  it('has no room for a longer version than ends its first line', () => {
    const version = (length: number) =>
      `settings: { configVersion: "2.${'0'.repeat(length - 2)}" }`;
    expect(x4(`${LINE}\n${version(34)}`).indexOf('\r\n')).toBe(62);
    const { diagnostics } = sitePhone('x4', `${LINE}\n${version(35)}`);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'inventory/bad-value' },
    ]);
  });
});

describe('a dotted file', () => {
  it('begins as phones expect, ends lines with LF alone, and has no end mark', () => {
    const text = x5u(`${LINE}\nformat: dotted`);
    expect(text.split('\n').slice(0, 3)).toEqual([
      '#<Voip Config File>#',
      'Version = 2.0000000000',
      '',
    ]);
    expect(text).not.toMatch(/\r|END OF FILE/);
  });
});

describe('file names', () => {
  it('are those that phones ask for, in any spelling', () => {
    const { artifacts } = sitePhone('x4', `${LINE}\nformat: dotted`);
    expect([...artifacts.keys()]).toEqual(['f0X4hw1.100.cfg', '00a859db0462.cfg']);
    expect(artifacts.get('00a859db0462.cfg')?.aliases).toEqual([
      '00a859db0462.txt',
      '00A859DB0462.cfg',
      '00A859DB0462.txt',
    ]);
    expect([...sitePhone('x5u', LINE).artifacts.keys()]).toEqual([
      'F0V00X5U0000.cfg',
      '0c383e32342e.cfg',
    ]);
  });

  it('are asked for in the order of the boot', () => {
    for (const [model, common] of [
      [X4, 'f0X4hw1.100.cfg'],
      [X5U, 'F0V00X5U0000.cfg'],
    ] as const) {
      const [phone] = sitePhone('x4', LINE).site.phones;
      if (!phone) throw new Error('no phone');
      const script = DRIVER.boot(phone.mac, model);
      expect(script.first.map(({ name }) => name)).toEqual([common]);
      const next = script.first.flatMap((ask) => script.next(ask, undefined));
      expect(next).toMatchObject([{ name: '00a859db0462.cfg', required: true }]);
      expect(next.flatMap((ask) => script.next(ask, undefined))).toEqual([]);
    }
  });

  it.each([
    { name: 'F00000000000.boot', miss: true },
    { name: '0c383e32342e.boot', miss: true },
    { name: '0C383E32342E.txt', miss: true },
    { name: '0c383e32342e.xml', miss: true },
    { name: 'f0X3shw1.100.cfg', miss: true },
    { name: 'F0V00X7000000.cfg', miss: true },
    { name: '0c383e32342e.cfg', miss: false },
    { name: 'F0383E32342E.cfg', miss: false },
    { name: 'x42.14.0.7386.z', miss: false },
    { name: '', miss: false },
  ])('$name is a miss to expect: $miss', ({ name, miss }) => {
    expect(DRIVER.isExpectedMiss(name)).toBe(miss);
  });
});

describe('uaCSTA', () => {
  const rows = [
    { csta: false, polarity: '1-is-on', wire: '0' },
    { csta: true, polarity: '1-is-on', wire: '1' },
    { csta: false, polarity: '0-is-on', wire: '1' },
    { csta: true, polarity: '0-is-on', wire: '0' },
  ];

  it.each(rows)('is $wire when $csta and $polarity', ({ csta, polarity, wire }) => {
    const phone = `${LINE}\ncsta: ${csta}\nsettings: { cstaPolarity: ${polarity} }`;
    expect(linesOf(x4(phone), 'CSTA')).toEqual([`CSTA Enable        :${wire}`]);
    expect(linesOf(x5u(phone), 'CSTA')).toEqual([`CSTA Enable        :${wire}`]);
    expect(linesOf(x4(`${phone}\nformat: dotted`), 'sip.CSTA')).toEqual([
      `sip.CSTAEnabled = ${wire}`,
    ]);
  });

  it('has the number of each line, or none', () => {
    const keys = 'keys: { 1: { line: "181" }, 2: { line: "182" } }';
    expect(linesOf(x4(`${keys}\ncsta: true`), 'SIP').filter((line) => /CSTA/.test(line))).toEqual([
      'SIP1 CSTA Number   :181',
      'SIP2 CSTA Number   :182',
    ]);
    expect(x4(keys)).toContain('SIP1 CSTA Number   :\r\n');
    expect(x5u(`${keys}\ncsta: true\nformat: dotted`)).toContain('\nsip.line.2.CSTANumber = 182\n');
  });
});

describe('lines', () => {
  it('are counted in the order of their keys, each once, and the others are switched off', () => {
    const text = x4('keys: { 3: { line: "182" }, 5: { line: "181" } }');
    expect(linesOf(text, 'SIP').filter((line) => /Phone Number|Enable Reg/.test(line))).toEqual([
      'SIP1 Phone Number  :182',
      'SIP1 Enable Reg    :1',
      'SIP2 Phone Number  :181',
      'SIP2 Enable Reg    :1',
      'SIP3 Enable Reg    :0',
      'SIP4 Enable Reg    :0',
    ]);
    expect(linesOf(text, 'Fkey3 ')).toEqual([
      'Fkey3 Type         :2',
      'Fkey3 Value        :SIP1',
      'Fkey3 Title        :182',
    ]);
  });

  it('have the transport of their PBX', () => {
    const text = x5u('keys: { 1: { line: "181" }, 2: { line: "183" } }');
    expect(linesOf(text, 'SIP').filter((line) => /Transport {2,}/.test(line))).toEqual([
      'SIP1 Transport          :0',
      'SIP2 Transport          :1',
    ]);
  });

  it('switches off all lines of a phone without one', () => {
    expect(linesOf(x5u('keys: {}'), 'SIP')).toHaveLength(16);
  });
});

describe('raw keys', () => {
  it('stand in for ours, or follow in their section', () => {
    const text = x4(`${LINE}
raw:
  SIP CONFIG MODULE/SIP1 Transport: "7"
  SIP CONFIG MODULE/SIP1 PRACK: "0"
  AAA CONFIG MODULE/Enable Syslog: "1"
  TELE CONFIG MODULE/P1 Busy N/A Line: "1"`);
    expect(linesOf(text, 'SIP1 Transport')).toEqual(['SIP1 Transport     :7']);
    expect(text).toContain('SIP4 Enable Reg    :0\r\nSIP1 PRACK         :0\r\n\r\n<AAA');
    expect(text).toContain('<AAA CONFIG MODULE>\r\nEnable Syslog      :1\r\n');
    expect(text).toContain('--Port Config--    :\r\nP1 Busy N/A Line   :1\r\n');
  });

  it('are dotted names in dotted files', () => {
    const text = x4(
      `${LINE}\nformat: dotted\nraw: { sip.line.1.RegPort: "5099", qos.VLANID: "7" }`,
    );
    expect(linesOf(text, 'sip.line.1.RegPort')).toEqual(['sip.line.1.RegPort = 5099']);
    expect(linesOf(text, 'qos')).toEqual(['qos.VLANID = 7']);
  });
});

describe('every file', () => {
  it('comes out the same from the same inventory', () => {
    expect(x5u(LINE)).toBe(x5u(LINE));
  });

  const { site } = sitePhone('x4', LINE);
  const [phone] = site.phones;
  /** With values that an inventory would not let through. */
  const render = (format: string, change: Partial<Phone>) => {
    if (!phone) throw new Error('no phone');
    const [plan] = DRIVER.phoneFiles({ ...phone, format, ...change }, X4, site);
    return found(plan, 'a plan').render(createTemplates(PACKS.tree));
  };

  it.each(['txt', 'dotted'])('holds no line that a value has added: %s', (format) => {
    const plain = render(format, {});
    const named = (displayName: string) =>
      render(format, {
        keys: (phone?.keys ?? []).map((key) =>
          key.type === 'line' ? { ...key, line: { ...key.line, displayName } } : key,
        ),
      });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-composite', minLength: 1 }), (name) => {
        fc.pre(!hasBadCharacter(name));
        const text = named(name);
        expect(text).toContain(name);
        expect(text.split('\n').length).toBe(plain.split('\n').length);
      }),
      { numRuns: soak(15, 40) },
    );
    for (const bad of ['\n', '\r', '\u0000', '\u0085', '\u2028', '\ud800']) {
      expect(() => named(`a${bad}Telnet Port :23`)).toThrow(/its value holds U\+[0-9A-F]{4,} \(/);
    }
  });
});
