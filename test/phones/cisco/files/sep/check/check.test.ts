// Sites of a few lines and what is said about them, with the place.

import { describe, expect, it } from 'vitest';
import { withoutUnsaid } from '../../../../short-sites.js';
import { DRIVER, MODEL, siteOf, sitePhone } from '../../../cisco-under-test.js';

const KEY = 'keys: { 1: { line: "7896" } }';
/** Line of the site's YAML at which the phone's own YAML begins. */
const PHONE = 9;

/** `code line:col` of each finding. */
function findings(snapshot: ReturnType<typeof siteOf>): readonly string[] {
  return withoutUnsaid(snapshot.diagnostics).map(
    ({ code, place }) => `${code} ${place.line}:${place.col}`,
  );
}

/** All that is said of them. */
function wordsOf(snapshot: ReturnType<typeof siteOf>): string {
  return withoutUnsaid(snapshot.diagnostics)
    .map(({ message, hint }) => `${message}; ${hint}`)
    .join('\n');
}

describe('a phone is accepted', () => {
  it.each([
    { name: 'with one line', phone: KEY },
    {
      name: 'with lines on the first keys',
      phone: 'keys: { 1: { line: "7896" }, 2: { line: "181" }, 9: { speedDial: "1" } }',
    },
    { name: 'behind NAT', phone: `${KEY}\nnat: { enabled: true, fromReceived: true }` },
    { name: 'with firmware 8.5', phone: `${KEY}\nfirmware: SIP31.8-5-3SR1S` },
    {
      name: 'with folders for a language of its own',
      phone: `${KEY}\nlocale: eo-XX\nsettings: { userLocale: Esperanto, networkLocale: Germany }`,
    },
    {
      name: 'with a zone of its own',
      phone: `${KEY}\ntimeZone: Asia/Kathmandu\nsettings: { timeZone: Central Asia Standard Time }`,
    },
    {
      name: 'with raw paths',
      phone: `${KEY}\nraw: { vendorConfig/garp: "1", 'sipProfile/sipLines/line[@button="1"]/contact': x }`,
    },
    {
      name: 'with settings that nobody knows, at their defaults',
      phone: `${KEY}\nsettings: { garp: 0 }`,
    },
  ])('$name', ({ phone }) => {
    expect(findings(sitePhone(phone))).toEqual([]);
  });
});

describe('a phone is told', () => {
  const rows: readonly {
    name: string;
    phone: string;
    says: readonly string[];
    /** Values that people are shown, in any words. */
    names?: readonly string[];
  }[] = [
    {
      name: 'a time zone that it has not',
      phone: `${KEY}\ntimeZone: Asia/Kathmandu`,
      says: [`cisco/time-zone ${PHONE + 1}:15`],
      names: ['Asia/Kathmandu'],
    },
    {
      name: 'a wrong zone of its own',
      phone: `${KEY}\nsettings: { timeZone: W. Europe Standard/Daylight }`,
      says: [`cisco/time-zone ${PHONE + 1}:27`],
      names: ['W. Europe Standard/Daylight Time"'],
    },
    {
      name: 'a zone of the inventory in place of its own',
      phone: `${KEY}\nsettings: { timeZone: Europe/Berlin }`,
      says: [`cisco/time-zone ${PHONE + 1}:27`],
      names: ['write `timeZone: Europe/Berlin` under `site`'],
    },
    {
      name: 'a country in another word',
      phone: `${KEY}\nlocale: en-UK`,
      says: [`cisco/locale ${PHONE + 1}:13`],
      names: ['write en-GB'],
    },
    {
      name: 'the archive of a load',
      phone: `${KEY}\nfirmware: SIP31.8-5-3SR1S.zip`,
      says: [`cisco/load-ending ${PHONE + 1}:15`],
      names: ['ends in .zip', '.loads'],
    },
    ...(
      [
        ['device/sshUserId', 'leave "device/" out'],
        ['/device/sshUserId', 'write sshUserId'],
        [
          '/device/sipProfile/sipLines/line[2]/proxy',
          'sipProfile/sipLines/line[@button="2"]/proxy',
        ],
        ["sipProfile/sipLines/line[@button=''2'']/proxy", 'write line[@button="2"]'],
        ['sipProfile/sipLines/line[button="2"]/proxy', 'write line[@button="2"]'],
      ] as const
    ).map(([path, word]) => ({
      name: `a raw path ${path}`,
      phone: `${KEY}\nraw: { '${path}': x }`,
      says: [`cisco/raw-path ${PHONE + 1}:12`],
      names: [word],
    })),
    {
      name: 'a language that it has not',
      phone: `${KEY}\nlocale: eo-XX`,
      says: [`cisco/locale ${PHONE + 1}:13`],
      names: ['"eo-XX"'],
    },
    {
      name: 'a label with a space',
      phone: `${KEY}\nlabel: Front desk`,
      says: [`cisco/label-space ${PHONE + 1}:12`],
      names: ['"Front desk"'],
    },
    {
      name: 'a line after a key that is none',
      phone: 'keys: { 1: { line: "7896" }, 2: { speedDial: "1" }, 3: { line: "181" } }',
      says: [`cisco/line-gap ${PHONE}:57`],
      names: ['key 3'],
    },
    {
      name: 'a first key without a line',
      phone: 'keys: { 2: { line: "7896" } }',
      says: [`cisco/line-gap ${PHONE}:13`],
      names: ['key 2'],
    },
    {
      name: 'no codec that it has',
      phone: `${KEY}\ncodecs: [opus]`,
      says: [`cisco/no-codec ${PHONE + 1}:13`],
      names: ['opus'],
    },
    {
      name: 'media ports in the wrong order',
      phone: `${KEY}\nrtp: { first: 20000, last: 10000 }`,
      says: [`inventory/port-order ${PHONE + 1}:10`],
      names: ['10000', '20000'],
    },
    {
      name: 'an odd media port',
      phone: `${KEY}\nrtp: { first: 16385 }`,
      says: [`cisco/odd-media-port ${PHONE + 1}:19`],
      names: ['16385'],
    },
    {
      name: 'NAT without an outside address',
      phone: `${KEY}\nnat: { enabled: true }`,
      says: [`cisco/nat-inside-address ${PHONE + 1}:10`],
    },
    {
      name: 'to learn an address for nothing',
      phone: `${KEY}\nnat: { fromReceived: true }`,
      says: [`inventory/nat-not-enabled ${PHONE + 1}:26`],
      names: ['nat.fromReceived'],
    },
    {
      name: 'a load with its ending',
      phone: `${KEY}\nfirmware: SIP31.8-5-3SR1S.loads`,
      says: [`cisco/load-ending ${PHONE + 1}:15`],
      names: ['"SIP31.8-5-3SR1S.loads"'],
    },
    {
      name: 'a load of another protocol',
      phone: `${KEY}\nfirmware: SCCP31.9-2-1S`,
      says: [`cisco/foreign-load ${PHONE + 1}:15`],
      names: ['"SCCP31.9-2-1S"'],
    },
    {
      name: 'a load with an endless name',
      phone: `${KEY}\nfirmware: SIP31.8-${'5'.repeat(60)}`,
      says: [`cisco/too-long ${PHONE + 1}:15`],
      names: ['64'],
    },
    {
      name: 'raw paths that lead nowhere',
      phone: `${KEY}\nraw: { sipProfile/sipLines/line/name: x, "a b": y }`,
      says: [`cisco/raw-path ${PHONE + 1}:46`, `cisco/raw-path ${PHONE + 1}:12`],
      names: ['"a b"', '"sipProfile/sipLines/line/name"'],
    },
    {
      name: 'ports for media with its port for SIP among them',
      phone: `${KEY}\nrtp: { first: 5000, last: 5100 }`,
      says: [`inventory/ports-overlap ${PHONE + 1}:10`],
      names: ['5060'],
    },
    {
      name: 'a port for SIP among those for media',
      phone: `${KEY}\nsettings: { voipControlPort: 32766 }`,
      says: [`inventory/ports-overlap ${PHONE + 1}:34`],
      names: ['32766'],
    },
    {
      name: 'a codec that it has not beside one that it has',
      phone: `${KEY}\ncodecs: [opus, ilbc]`,
      says: [`inventory/left-out ${PHONE + 1}:13`],
      names: ['opus'],
    },
    {
      name: 'to try again at a longer time than the longest',
      phone: `${KEY}\nsettings: { timerT1: 5000 }`,
      says: [`cisco/odd-timing ${PHONE + 1}:26`],
      names: ['timerT1 5000', 'timerT2 4000'],
    },
    {
      name: 'to be busy at more calls than there are',
      phone: `${KEY}\nsettings: { busyTrigger: 2 }`,
      says: [`cisco/odd-timing ${PHONE + 1}:30`, `cisco/calls-per-line ${PHONE + 1}:30`],
      names: ['busyTrigger 2', 'maxNumCalls 1', 'busyTrigger is 2'],
    },
    {
      name: 'to register again before it has',
      phone: `${KEY}\nsettings: { timerRegisterDelta: 301 }`,
      says: [`cisco/odd-timing ${PHONE + 1}:37`],
      names: ['timerRegisterDelta 301', 'registerExpires 300'],
    },
    {
      name: 'a year first',
      phone: `${KEY}\ndateFormat: Y-M-D`,
      says: [`cisco/unproven ${PHONE + 1}:17`],
      names: ['the year first'],
    },
    {
      name: 'a zone of which sources disagree',
      phone: `${KEY}\ntimeZone: Europe/Athens`,
      says: [`cisco/unproven ${PHONE + 1}:15`],
      names: ['"GTB Standard/Daylight Time"'],
    },
    {
      name: 'firmware 9',
      phone: `${KEY}\nfirmware: SIP31.9-4-2SR3-1S`,
      says: [`cisco/unproven ${PHONE + 1}:15`],
      names: ['SIP31.9-4-2SR3-1S'],
    },
    {
      name: 'a setting of which nobody knows what it does',
      phone: `${KEY}\nsettings: { garp: 1 }`,
      says: [`cisco/unproven ${PHONE + 1}:23`],
      names: ['garp'],
    },
  ];

  it.each(rows)('$name', ({ phone, says, names = [] }) => {
    const snapshot = sitePhone(phone);
    expect(findings(snapshot).toSorted()).toEqual(says.toSorted());
    const words = wordsOf(snapshot);
    expect(names.filter((name) => !words.includes(name))).toEqual([]);
  });
});

describe('lines', () => {
  const site = (pbx: string, lines: string, keys: string, more = '') =>
    siteOf(`
pbx:
  main: { host: pbx.lab.example }
  ${pbx}
defaults: { pbx: main }
lines:
  ${lines}
phones:
  - mac: "5c:fc:66:5d:4f:9a"
    model: cisco-7931g
    label: "7896"
    keys: ${keys}
    ${more}
`);

  it('of two PBXes must agree on what the phone has once', () => {
    const snapshot = site(
      'other: { host: pbx2.lab.example, transport: tcp, registerExpires: 60, backup: { host: b } }',
      '"1": { password: { env: SIP } }\n  "2": { pbx: other, password: { env: SIP } }',
      '{ 1: { line: "1" }, 2: { line: "2" } }',
    );
    expect(findings(snapshot)).toEqual(Array(3).fill('cisco/one-for-all-lines 13:31'));
    const words = wordsOf(snapshot);
    for (const name of ['backup b:5060', 'registration time 60 s', 'transport tcp'])
      expect(words).toContain(name);
  });

  it('of two PBXes may otherwise be on one phone, but not by call manager', () => {
    const args = [
      'other: { host: pbx2.lab.example }',
      '"1": { password: { env: SIP } }\n  "2": { pbx: other, password: { env: SIP } }',
      '{ 1: { line: "1" }, 2: { line: "2" } }',
    ] as const;
    expect(findings(site(...args))).toEqual([]);
    expect(findings(site(...args, 'settings: { proxy: callManager }'))).toEqual([
      'cisco/one-registrar 13:31',
    ]);
  });

  it('have passwords that are measured and never shown', () => {
    const keys = '{ 1: { line: "1" }, 2: { line: "2" } }';
    const snapshot = site(
      '',
      '"1": { password: { env: LONG } }\n  "2": { password: { env: ENDLESS } }',
      keys,
    );
    expect(findings(snapshot)).toEqual(['cisco/long-password 13:13', 'cisco/too-long 13:31']);
    expect(JSON.stringify(snapshot.diagnostics)).not.toContain('xxx');
  });

  it('have names that are measured', () => {
    const long = 'n'.repeat(31);
    const said = findings(
      site('', `"1": { name: ${long}, password: { env: SIP } }`, '{ 1: { line: "1" } }'),
    );
    expect(said).toEqual(['cisco/long-value 12:13']);
  });

  it('over TLS need a secure phone', () => {
    const pbx = 'safe: { host: pbx.lab.example, transport: tls }';
    const line = '"1": { pbx: safe, password: { env: SIP } }';
    const secure = 'settings: { deviceSecurityMode: encrypted }';
    expect(findings(site(pbx, line, '{ 1: { line: "1" } }'))).toEqual(['cisco/no-tls 4:45']);
    expect(findings(site(pbx, line, '{ 1: { line: "1" } }', secure))).toEqual([]);
  });

  it('are needed', () => {
    expect(
      findings(site('', '"1": { password: { env: SIP } }', '{ 1: { speedDial: "5" } }')),
    ).toContain('cisco/no-line 12:11');
  });
});

describe('what phones share', () => {
  const site = (rest: string) => findings(sitePhone(KEY, rest));

  it('are rings that the phone can show', () => {
    const ring = (name: string, file: string) => `{ name: "${name}", file: "${file}" }`;
    expect(site(`rings: [${ring('r'.repeat(25), `${'f'.repeat(21)}.raw`)}]`)).toEqual([]);
    expect(site(`rings: [${ring('r'.repeat(26), 'a.raw')}, ${ring('Bell', 'bell.wav')}]`)).toEqual([
      'cisco/ring-text 5:17',
      'cisco/ring-sound 5:86',
    ]);
    const many = Array.from({ length: 51 }, (_, index) => ring(`Ring ${index}`, `${index}.raw`));
    expect(site(`distinctiveRings: [${many.slice(1).join(', ')}]`)).toEqual([]);
    expect(site(`distinctiveRings: [${many.join(', ')}]`)).toEqual(['cisco/too-many-rings 5:1850']);
  });

  it('are dial plans that the phone can read', () => {
    const plan = (rule: string) => site(`dialPlans: { office: [{ ${rule} }] }`);
    expect(plan('match: "9,\\\\*8#..*", rewrite: "%1%%%.", tones: [Cisco-Zip]')).toEqual([]);
    expect(plan('match: "9x"')).toEqual(['cisco/dial-pattern 5:32']);
    expect(plan('match: "*97"')).toEqual(['cisco/star-key 5:32']);
    expect(plan('match: "*9x"')).toEqual(['cisco/dial-pattern 5:32']);
    expect(plan('match: "\\\\*97"')).toEqual([]);
    expect(plan('match: "9", rewrite: "%6"')).toEqual(['cisco/dial-rewrite 5:46']);
    expect(plan('match: "9", rewrite: "sip:7000"')).toEqual(['cisco/dial-rewrite 5:46']);
    expect(plan('match: "9,", tones: [Bell-Outside]')).toEqual(['cisco/dial-tone 5:46']);
    expect(plan('match: "9,,", tones: [Cisco-Zip, Cisco-ZipZip]')).toEqual([
      'cisco/several-tones 5:47',
    ]);
  });

  it('are doubts that are told once, at the first phone', () => {
    const phone = (mac: string) =>
      `  - { mac: "${mac}", model: cisco-7931g, keys: { 1: { line: "1" } }, timeZone: Europe/Athens }`;
    const snapshot = siteOf(`
pbx: { main: { host: pbx.lab.example } }
defaults: { pbx: main, dateFormat: Y-M-D }
lines: { "1": { shared: true, password: { env: SIP } } }
phones:
${phone('5c:fc:66:00:00:01')}
${phone('5c:fc:66:00:00:02')}
`);
    const told = withoutUnsaid(snapshot.diagnostics);
    expect(told.map(({ code, place }) => `${code} ${place.line}`)).toEqual([
      'cisco/unproven 3',
      'cisco/unproven 6',
    ]);
  });
});

describe('facts of a model', () => {
  it('are complete', () => {
    expect(DRIVER.checkFacts(MODEL.facts)).toEqual([]);
    expect(DRIVER.checkFacts({ ...MODEL.facts, modelNumber: '348', colour: 'grey' })).toEqual([
      'facts must NOT have additional properties (colour)',
      'facts/modelNumber must be integer',
    ]);
    expect(DRIVER.checkFacts({})).toHaveLength(3);
  });
});
