// For each rule of the vendors: what it lets pass, and what it finds. By the rule's id; `file` is a file of a phone,
// `site` an inventory. A rule that judges both has both.

import type { Snapshot } from '../../src/artifacts/snapshot.js';
import { judgeLoadName, judgeLoads, judgePart } from '../../src/phones/cisco/files/loads-rules.js';
import { lintSound } from '../../src/phones/cisco/files/rings/judge-sound.js';
import {
  judgeBootList,
  judgeImage,
  judgeManifest,
} from '../../src/phones/fanvil/firmware/manifest-rules.js';
import type { Example } from '../findings/example.js';
import {
  DRIVER as CISCO,
  sitePhone as ciscoPhone,
  siteOf as ciscoSite,
  MODEL,
  SEP,
  textOf,
} from './cisco/cisco-under-test.js';
import { loadsFile, partFile } from './cisco/loads-file.js';
import { DRIVER as FANVIL, sitePhone as fanvilPhone, X4 } from './fanvil/fanvil-under-test.js';
import { noise } from './noise.js';

const codes = ({ diagnostics }: Snapshot) => diagnostics.map(({ code }) => code);
const KEYS = 'keys: { 1: { line: "7896" } }';
const GOOD = textOf(
  ciscoPhone('keys: { 1: { line: "7896" }, 2: { speedDial: "7001" } }\nntp: [ntp.example.net]'),
  SEP,
);

const cisco = (name: string, text: string) => () =>
  CISCO.lint(name, text, MODEL).map(({ rule }) => rule);
const fanvil =
  (text: string, whose: 'X4' | 'nobody' = 'X4') =>
  () =>
    FANVIL.lint('00a859db0462.cfg', text, whose === 'X4' ? X4 : undefined).map(({ rule }) => rule);

const judgedPart = (bytes: Uint8Array) =>
  judgePart('a.sbn', bytes.subarray(0, 1000), bytes.length).map(({ id }) => id);
/** The load of the file is far from what the second has. */
function stepFrom(near: string, far: string): Example {
  const text = textOf(
    ciscoPhone(`${KEYS}
firmware: SIP31.8-5-3SR1S`),
    SEP,
  );
  const judged = (have: string) =>
    CISCO.lint(SEP, text, MODEL, { firmware: have }).map(({ rule }) => rule);
  return { accepts: () => judged(near), rejects: () => judged(far) };
}

function changed(from: string, to: string): string {
  if (!GOOD.includes(from)) throw new Error(`the good file has no ${from}`);
  return GOOD.replace(from, () => to);
}

/** A SEP file in which `from` is `good`, and then `bad`. */
const sep = (from: string, good: string, bad: string): Example => ({
  accepts: cisco(SEP, changed(from, good)),
  rejects: cisco(SEP, changed(from, bad)),
});
/** Behind the first line another one on the key `good`, and then `bad`. */
const nextLine = (good: string, bad: string) => {
  const first = /<line button="1">[\s\S]*?<\/line>/.exec(GOOD)?.[0] ?? '';
  const two = (button: string) => first + first.replace('button="1"', `button="${button}"`);
  return sep(first, two(good), two(bad));
};
const added = (good: string, bad: string) =>
  sep('<vendorConfig>', `<vendorConfig>${good}`, `<vendorConfig>${bad}`);
const named = (good: string, bad: string, text = GOOD): Example => ({
  accepts: cisco(good, text),
  rejects: cisco(bad, text),
});
const inside =
  (name: string, root: string) =>
  (good: string, bad: string): Example => ({
    accepts: cisco(name, `<${root}>${good}</${root}>`),
    rejects: cisco(name, `<${root}>${bad}</${root}>`),
  });
const loads = inside('XMLDefault.cnf.xml', 'Default');
const dial = inside('dialplan.xml', 'DIALTEMPLATE');
const rings = inside('ringlist.xml', 'CiscoIPPhoneRingList');
/** Soft keys: those that are defined, and those of one state. */
const softKeys = (keys: string, states: string) =>
  cisco(
    'softkeys.xml',
    `<softKeyCfg><typeSoftKey>${keys}</typeSoftKey><softKeySets>${states}</softKeySets></softKeyCfg>`,
  );
const defined = (id: string, tag: number, event = tag) =>
  `<softKeyDef keyID="${id}"><tag>${tag}</tag><eventID>${event}</eventID><helpID>${300 + event}</helpID></softKeyDef>`;
const state = (id: string, ...keys: readonly string[]) =>
  `<softKeySet id="${id}">${keys.map((key) => `<softKey keyID="${key}"/>`).join('')}</softKeySet>`;
const HOLD = defined('Hold', 3);
const END_CALL = defined('EndCall', 9);
const LIVE = state('Connected', 'Hold', 'EndCall');
const keySets = (good: string, bad: string): Example => ({
  accepts: softKeys(HOLD + END_CALL, good),
  rejects: softKeys(HOLD + END_CALL, bad),
});
const keyDefs = (good: string, bad: string): Example => ({
  accepts: softKeys(good, ''),
  rejects: softKeys(bad, ''),
});
const page = inside('x', 'CiscoIPPhoneMenu');
const policy = inside('x', 'featurePolicy');
const pictures = inside('List.xml', 'CiscoIPPhoneImageList');
const entries = (count: number) => '<MenuItem><Name>x</Name></MenuItem>'.repeat(count);
const picture = (more: string) => `<ImageItem Image="TFTP:a.png"${more}/>`;
const sound = (bytes: Uint8Array) => () =>
  lintSound('a.raw', bytes, bytes.length).map(({ id }) => id);
const ring = (file: string) =>
  `<Ring><DisplayName>x</DisplayName><FileName>${file}</FileName></Ring>`;

/** Of the inventory: more of one phone. */
const phone = (good: string, bad: string): Example => ({
  accepts: () => codes(ciscoPhone(`${KEYS}\n${good}`)),
  rejects: () => codes(ciscoPhone(`${KEYS}\n${bad}`)),
});
const keys = (good: string, bad: string): Example => ({
  accepts: () => codes(ciscoPhone(`keys: ${good}`)),
  rejects: () => codes(ciscoPhone(`keys: ${bad}`)),
});
const rest = (good: string, bad: string): Example => ({
  accepts: () => codes(ciscoPhone(KEYS, good)),
  rejects: () => codes(ciscoPhone(KEYS, bad)),
});
const plan = (good: string, bad: string) =>
  rest(`dialPlans: { a: [{ ${good} }] }`, `dialPlans: { a: [{ ${bad} }] }`);
const ringsOf = (good: string, bad: string) => rest(`rings: [${good}]`, `rings: [${bad}]`);
const bell = (name: string, file: string) => `{ name: ${name}, file: ${file} }`;

/** Two lines, the second of which has another PBX; `settings` of the phone. */
const lines =
  (pbx: string, settings = '', more = '') =>
  () =>
    codes(
      ciscoSite(`
pbx: { main: { host: a.example, transport: ${more || 'udp'} }, other: { host: b.example${pbx} } }
lines: { "1": { pbx: main, password: { env: SIP } }, "2": { pbx: other, password: { env: SIP } } }
phones:
  - mac: "5c:fc:66:5d:4f:9a"
    model: cisco-7931g
    keys: { 1: { line: "1" }, 2: { line: "2" } }
    settings: { ${settings} }
`),
    );
const oneLine =
  (line: string, more = '') =>
  () =>
    codes(
      ciscoSite(`
pbx: { main: { host: a.example } }
defaults: { pbx: main }
lines: { "1": ${line} }
phones:
  - { mac: "5c:fc:66:5d:4f:9a", model: cisco-7931g, keys: { 1: { line: "1" } }${more} }
`),
    );
const twoPhones = (second: string) => () =>
  codes(
    ciscoSite(`
pbx: { main: { host: a.example } }
defaults: { pbx: main, nat: { enabled: true, address: 192.0.2.1 } }
lines: { "1": { shared: true, password: { env: SIP } } }
phones:
  - { mac: "5c:fc:66:5d:4f:01", model: cisco-7931g, keys: { 1: { line: "1" } } }
  - { mac: "5c:fc:66:5d:4f:02", model: cisco-7931g, keys: { 1: { line: "1" } }${second} }
`),
  );

const LOADED = (load: string) =>
  changed('</device>', `<loadInformation>${load}</loadInformation></device>`);
const DRIVER_ALONE = (text: string) => CISCO.lint(SEP, text, undefined).map(({ rule }) => rule);
const registrar = (port: number) => () =>
  codes(
    ciscoSite(`
pbx: { main: { host: a.example, port: ${port} } }
defaults: { pbx: main }
lines: { "1": { password: { env: SIP } } }
phones:
  - { mac: "5c:fc:66:5d:4f:9a", model: cisco-7931g, keys: { 1: { line: "1" } } }
`),
  );
const TWO_LINES = textOf(ciscoPhone('keys: { 1: { line: "7896" }, 2: { line: "181" } }'), SEP);
/** The second line has another proxy. */
const twoProxies = (proxy: string) => {
  const at = TWO_LINES.lastIndexOf('<proxy>pbx.lab.example');
  return cisco(SEP, TWO_LINES.slice(0, at) + TWO_LINES.slice(at).replace('pbx.lab.example', proxy));
};
const lineFile = (good: number, bad: number): Example => {
  const [line = ''] = /<line button="1">[\s\S]*?<\/line>/.exec(GOOD) ?? [];
  const all = (count: number) =>
    Array.from({ length: count }, (_, index) => line.replace('"1"', `"${index + 1}"`)).join('');
  const file = (count: number) =>
    cisco(SEP, GOOD.replace(/<sipLines>[\s\S]*<\/sipLines>/, `<sipLines>${all(count)}</sipLines>`));
  return { accepts: file(good), rejects: file(bad) };
};
const HEAD = '<<VOIP CONFIG FILE>>Version:2.0002'.padEnd(62);
const END = '<<END OF FILE>>\r\n';
const CSTA = 'CSTA Enable        :0';
const txtOf = (...texts: readonly string[]) => [HEAD, '', ...texts, END].join('\r\n');
const SIP = '<SIP CONFIG MODULE>';
const LINES = '--SIP Line List--  :';
const GOOD_TXT = txtOf(SIP, CSTA);
const dottedOf = (...texts: readonly string[]) =>
  ['#<Voip Config File>#', 'Version = 2.0000000000', '', ...texts, ''].join('\n');
const GOOD_DOTTED = dottedOf('sip.CSTAEnabled = 1');
const txt = (bad: string): Example => ({ accepts: fanvil(GOOD_TXT), rejects: fanvil(bad) });
const ofAnyModel = (bad: string): Example => ({
  accepts: fanvil(GOOD_TXT, 'nobody'),
  rejects: fanvil(bad, 'nobody'),
});
const dotted = (bad: string): Example => ({ accepts: fanvil(GOOD_DOTTED), rejects: fanvil(bad) });
const sysConf = (firmware: string | undefined) => () =>
  FANVIL.lint(
    '0c383e000001.cfg',
    '<sysConf><Version>2.0000000000</Version></sysConf>',
    undefined,
    firmware === undefined ? {} : { firmware },
  ).map(({ rule }) => rule);
const idsOf = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);
const manifestCalled =
  (name: string, text = 'Version=1\nFirmware=http://h/x.z\n') =>
  () =>
    idsOf(judgeManifest(name, Buffer.from(text)));
const manifest = (good: string, bad: string): Example => ({
  accepts: manifestCalled('fanvil_x4u_v2_hwv2_0.txt', good),
  rejects: manifestCalled('fanvil_x4u_v2_hwv2_0.txt', bad),
});
const image = (content: string | Uint8Array) => () =>
  idsOf(judgeImage('x4.z', Buffer.from(content), content.length));
const bootList = (text: string) => () =>
  idsOf(judgeBootList('F00000000000.boot', Buffer.from(text), text.length));
const LINE = 'keys: { 1: { line: "181" } }';
const fan = (good: string, bad: string, model: 'x4' | 'x5u' = 'x4'): Example => ({
  accepts: () => codes(fanvilPhone(model, `${LINE}\n${good}`)),
  rejects: () => codes(fanvilPhone(model, `${LINE}\n${bad}`)),
});

const loadsExample = (name: string, bad: Uint8Array): Example => ({
  accepts: () => judgeLoads('a.loads', loadsFile('a.loads', 'a.sbn')).map(({ id }) => id),
  rejects: () => judgeLoads(name, bad).map(({ id }) => id),
});

/** What two phones showed of the switch of uaCSTA: by which value it is on. */
const shown = (on: '0' | '1') => {
  const all = ['0', '1'].map(
    (value) =>
      `{ model: fanvil-x4, firmware: "2.4", value: "${value}", answer: ${value === on ? 'on' : 'off'} }`,
  );
  return codes(fanvilPhone('x4', `${LINE}\ncsta: true`, `cstaFindings: [${all.join(', ')}]`));
};

export const PHONE_EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  // What any driver may find
  'inventory/left-out': [phone('codecs: [g722]', 'codecs: [g722, opus]')],
  'inventory/ports-overlap': [
    phone('rtp: { first: 5100, last: 5200 }', 'rtp: { first: 5000, last: 5100 }'),
  ],
  // Inventory and file
  'cisco/no-line': [
    sep('<featureID>9', '<featureID>9', '<featureID>2'),
    keys('{ 1: { line: "7896" } }', '{ 1: { speedDial: "5" } }'),
  ],
  'cisco/line-gap': [
    sep('<line button="1"', '<line button="1"', '<line button="3"'),
    nextLine('1', '3'),
    keys('{ 1: { line: "7896" }, 2: { line: "181" } }', '{ 2: { line: "7896" } }'),
  ],
  'cisco/odd-media-port': [
    sep('<startMediaPort>16384', '<startMediaPort>16386', '<startMediaPort>16385'),
    phone('rtp: { first: 16386 }', 'rtp: { first: 16385 }'),
  ],
  'cisco/nat-inside-address': [
    sep('<natEnabled>false', '<natEnabled>false', '<natEnabled>true'),
    phone('nat: { enabled: true, fromReceived: true }', 'nat: { enabled: true }'),
  ],
  'cisco/load-ending': [
    loads(
      '<loadInformation348>x</loadInformation348>',
      '<loadInformation348>x.loads</loadInformation348>',
    ),
    phone('firmware: SIP31.8-5-3SR1S', 'firmware: SIP31.8-5-3SR1S.loads'),
  ],
  'cisco/label-space': [
    sep('<phoneLabel>7896', '<phoneLabel>78-96', '<phoneLabel>78 96'),
    phone('label: Front', 'label: Front desk'),
  ],
  'cisco/too-long': [
    sep(
      '<authPassword>s3cret',
      `<authPassword>${'x'.repeat(31)}`,
      `<authPassword>${'x'.repeat(32)}`,
    ),
    {
      accepts: oneLine('{ password: { env: LONG } }'),
      rejects: oneLine('{ password: { env: ENDLESS } }'),
    },
  ],
  'cisco/long-password': [
    sep(
      '<authPassword>s3cret',
      `<authPassword>${'x'.repeat(12)}`,
      `<authPassword>${'x'.repeat(13)}`,
    ),
    {
      accepts: oneLine('{ password: { env: SIP } }'),
      rejects: oneLine('{ password: { env: LONG } }'),
    },
  ],
  'cisco/long-value': [
    sep('<displayName>7896', `<displayName>${'x'.repeat(30)}`, `<displayName>${'x'.repeat(31)}`),
    {
      accepts: oneLine(`{ name: ${'n'.repeat(30)}, password: { env: SIP } }`),
      rejects: oneLine(`{ name: ${'n'.repeat(31)}, password: { env: SIP } }`),
    },
  ],
  // Firmware
  'cisco/no-firmware': [
    {
      accepts: () => judgedPart(loadsFile('a.sbn', 'x')),
      rejects: () => judgedPart(Buffer.from('<html>')),
    },
  ],
  'cisco/firmware-cut-short': [
    {
      accepts: () => judgedPart(partFile('a.sbn', [10, 20])),
      rejects: () => judgedPart(partFile('a.sbn', [10, 20]).subarray(0, -1)),
    },
  ],
  'cisco/firmware-step': [stepFrom('8.3.3', '8.3.2'), stepFrom('SIP31.8-5-2S', 'SCCP31.8-2-2S')],
  'cisco/no-list-of-parts': [loadsExample('a.loads', loadsFile('a.loads', '# none'))],
  'cisco/signed-under-other-name': [
    loadsExample('a.loads', loadsFile('b.loads', 'a.sbn')),
    loadsExample('A.loads', loadsFile('a.loads', 'a.sbn')),
  ],
  // The inventory
  'cisco/time-zone': [phone('timeZone: Europe/Moscow', 'timeZone: Asia/Kathmandu')],
  'cisco/locale': [phone('locale: ru-RU', 'locale: eo-XX')],
  'cisco/no-tls': [
    {
      accepts: lines(', transport: tls', 'deviceSecurityMode: encrypted', 'tls'),
      rejects: lines(', transport: tls', '', 'tls'),
    },
  ],
  'cisco/no-codec': [phone('codecs: [opus, ilbc]', 'codecs: [opus]')],
  'cisco/foreign-load': [
    phone('firmware: SIP31.8-5-3S', 'firmware: SCCP31.8-5-3S'),
    {
      accepts: cisco(SEP, LOADED('SIP31.8-5-3S')),
      rejects: cisco(SEP, LOADED('SIP42.8-5-3S')),
    },
    {
      accepts: () => DRIVER_ALONE(LOADED('SIP42.8-5-3S')),
      rejects: () => DRIVER_ALONE(LOADED('SCCP42.8-5-3S')),
    },
  ],
  'cisco/text-phone': [
    {
      accepts: () => DRIVER_ALONE(LOADED('SIP31.8-5-3S')),
      rejects: () => DRIVER_ALONE(LOADED('P0S3-8-12-00')),
    },
  ],
  'cisco/calls-per-line': [
    phone('settings: { maxNumCalls: 1 }', 'settings: { maxNumCalls: 2 }'),
    sep('<busyTrigger>1', '<busyTrigger>1', '<busyTrigger>4'),
  ],
  'cisco/port-of-tls': [
    sep('<port>5060', '<port>5062', '<port>5061'),
    sep('<sipPort>5060', '<sipPort>5062', '<sipPort>5061'),
    { accepts: registrar(5060), rejects: registrar(5061) },
  ],
  'cisco/too-many-lines': [lineFile(8, 9)],
  'cisco/no-such-key': [sep('<line button="2">', '<line button="24">', '<line button="25">')],
  'cisco/line-index': [
    sep('<line button="1"', '<line button="1" lineIndex="1"', '<line button="1" lineIndex="2"'),
  ],
  'cisco/half-account': [
    sep('<authName>7896', '<authName>x', '<authName>'),
    sep('<name>7896', '<name>1', '<name>'),
  ],
  'cisco/no-auth-password': [sep('<authPassword>s3cret', '<authPassword>x', '<authPassword>')],
  'cisco/mixed-proxies': [
    { accepts: twoProxies('pbx.lab.example'), rejects: twoProxies('USECALLMANAGER') },
  ],
  'cisco/proxy-of-train': [
    {
      accepts: cisco(SEP, LOADED('SIP31.8-5-3S')),
      rejects: cisco(SEP, LOADED('SIP31.9-4-2S')),
    },
  ],
  'cisco/first-line-registers': [
    {
      accepts: twoProxies('pbx.lab.example'),
      rejects: cisco(SEP, TWO_LINES.replaceAll('<proxy>pbx.lab.example', '<proxy>USECALLMANAGER')),
    },
  ],
  'cisco/module-twice': [
    sep(
      '</device>',
      '<addOnModules><addOnModule idx="1"/><addOnModule idx="2"/></addOnModules></device>',
      '<addOnModules><addOnModule idx="1"/><addOnModule idx="1"/></addOnModules></device>',
    ),
    sep(
      '</device>',
      '<addOnModules><addOnModule/></addOnModules></device>',
      '<addOnModules><addOnModule/><addOnModule/></addOnModules></device>',
    ),
  ],
  'cisco/nat-pbx': [sep('<natEnabled>false', '<natEnabled>false', '<natEnabled>true')],
  'cisco/media-port-slip': [
    sep('<startMediaPort>16384', '<startMediaPort>16384', '<startMediaPort>16348'),
  ],
  'cisco/low-media-port': [
    sep('<startMediaPort>16384', '<startMediaPort>1024', '<startMediaPort>1023'),
  ],
  'cisco/sip-among-media': [
    sep('<voipControlPort>5060', '<voipControlPort>5062', '<voipControlPort>16400'),
  ],
  'cisco/unknown-locale': [
    sep(
      '<name>English_United_States',
      '<name>English_United_Kingdom',
      '<name>english_united_kingdom',
    ),
    sep('<networkLocale>United_States', '<networkLocale>Austria', '<networkLocale>US'),
  ],
  'cisco/locale-pair': [
    sep('<langCode>en_US', '<langCode>en_GB', '<langCode>de_DE'),
    sep('<networkLocale>United_States', '<networkLocale>United_States', '<networkLocale>Austria'),
  ],
  'cisco/raw-path': [phone('raw: { vendorConfig/garp: "1" }', 'raw: { "a b": "1" }')],
  'cisco/one-registrar': [{ accepts: lines(''), rejects: lines('', 'proxy: callManager') }],
  'cisco/one-for-all-lines': [{ accepts: lines(''), rejects: lines(', transport: tcp') }],
  'cisco/odd-timing': [
    phone('settings: { timerT1: 4000 }', 'settings: { timerT1: 5000 }'),
    sep('<timerT1>500', '<timerT1>4000', '<timerT1>5000'),
    sep('<busyTrigger>1', '<busyTrigger>1', '<busyTrigger>2'),
  ],
  'cisco/no-module': [
    {
      accepts: oneLine('{ password: { env: SIP } }'),
      rejects: () =>
        codes(
          ciscoSite(`
pbx: { main: { host: a.example } }
defaults: { pbx: main }
lines: { "1": { password: { env: SIP } } }
phones:
  - { mac: "5c:fc:66:5d:4f:9a", model: cisco-7975g, keys: { 1: { line: "1" }, 9: { speedDial: "5" } } }
`),
        ),
    },
  ],
  'cisco/nat-port-taken': [
    { accepts: twoPhones(', settings: { voipControlPort: 5062 }'), rejects: twoPhones('') },
  ],
  'cisco/pickup-code': [
    keys(
      '{ 1: { line: "7896" }, 2: { blf: "5", pickup: x-cisco-serviceuri-blfpickup- } }',
      '{ 1: { line: "7896" }, 2: { blf: "5", pickup: "*8" } }',
    ),
  ],
  'cisco/one-call': [phone('settings: { rollover: none }', '')],
  'cisco/firmware-for-all': [
    {
      accepts: oneLine('{ password: { env: SIP } }', ', firmware: SIP31.8-5-3S'),
      rejects: () =>
        codes(
          ciscoSite(
            'pbx: { main: { host: a.example } }\ndefaults: { pbx: main, models: { cisco-7931g: { firmware: SIP31.8-5-3S } } }\n',
          ),
        ),
    },
  ],
  'cisco/unproven': [phone('dateFormat: D.M.Y', 'dateFormat: Y-M-D')],
  'cisco/ring-text': [
    ringsOf(bell('x'.repeat(25), 'a.raw'), bell('x'.repeat(26), 'a.raw')),
    rings(ring(`${'x'.repeat(21)}.raw`), ring(`${'x'.repeat(22)}.raw`)),
  ],
  'cisco/ring-sound': [
    ringsOf(bell('x', 'a.raw'), bell('x', 'a.wav')),
    rings(ring('a.raw'), ring('a.wav')),
  ],
  'cisco/ring-samples': [
    { accepts: sound(Buffer.alloc(480)), rejects: sound(Buffer.alloc(481)) },
    { accepts: sound(Buffer.alloc(240)), rejects: sound(Buffer.from('RIFF'.padEnd(240))) },
  ],
  'cisco/ring-twice': [
    ringsOf(
      `${bell('a', 'a.raw')}, ${bell('b', 'b.raw')}`,
      `${bell('a', 'a.raw')}, ${bell('a', 'b.raw')}`,
    ),
    ringsOf(bell('a', 'a.raw'), `${bell('a', 'a.raw')}, ${bell('b', 'a.raw')}`),
    rings(ring('a.raw'), ring('a.raw').repeat(2)),
  ],
  'cisco/too-many-rings': [
    ringsOf(
      Array.from({ length: 50 }, (_, index) => bell(`r${index}`, `${index}.raw`)).join(', '),
      Array.from({ length: 51 }, (_, index) => bell(`r${index}`, `${index}.raw`)).join(', '),
    ),
    rings(ring('a.raw').repeat(50), ring('a.raw').repeat(51)),
  ],
  'cisco/unknown-soft-key': [keyDefs(HOLD, HOLD.replace('"Hold"', '"Hodl"'))],
  'cisco/soft-key-numbers': [
    keyDefs(HOLD, HOLD.replace('<tag>3', '<tag>4')),
    keyDefs(HOLD, HOLD.replace('<eventID>3', '<eventID>4')),
    keyDefs(defined('RmLstC', 57, 19), defined('RmLstC', 57)),
  ],
  'cisco/undefined-soft-key': [
    keySets(LIVE, state('Connected', 'EndCall', 'Transfer')),
    keySets(state('Ring Out', 'Undefined', 'EndCall'), state('Ring Out', 'endCall')),
  ],
  'cisco/unknown-call-state': [keySets(state('Ring In'), state('Ring in'))],
  'cisco/soft-key-of-other-state': [keySets(LIVE, state('Ring Out', 'Hold'))],
  'cisco/needed-soft-key': [keySets(LIVE, state('Connected', 'Hold'))],
  'cisco/soft-key-twice': [
    keyDefs(HOLD + END_CALL, HOLD + HOLD),
    keySets(LIVE, LIVE + LIVE),
    keySets(
      state('Ring Out', 'Undefined', 'Undefined', 'EndCall'),
      state('Ring Out', 'EndCall', 'EndCall'),
    ),
  ],
  'inventory/unknown-dial-plan': [phone('', 'dialPlan: nobodys')],
  'cisco/dial-pattern': [
    plan('match: "9"', 'match: "9x"'),
    dial('<TEMPLATE MATCH="9"/>', '<TEMPLATE match="9x"/>'),
  ],
  'cisco/star-key': [
    plan('match: "\\\\*97"', 'match: "*97"'),
    dial('<TEMPLATE MATCH="\\*97"/>', '<TEMPLATE MATCH="*97"/>'),
  ],
  'cisco/dial-rule-twice': [
    rest(
      'dialPlans: { a: [{ match: "9" }, { match: "8" }], b: [{ match: "9" }] }',
      'dialPlans: { a: [{ match: "9" }, { match: "8" }, { match: "9", timeout: 3 }] }',
    ),
    dial(
      '<TEMPLATE MATCH="9" LINE="1"/><TEMPLATE MATCH="9" LINE="2"/>',
      '<TEMPLATE MATCH="9"/><TEMPLATE match="9" Timeout="3"/>',
    ),
  ],
  'cisco/dial-rewrite': [
    plan('match: "9", rewrite: "%5"', 'match: "9", rewrite: "%6"'),
    dial('<TEMPLATE MATCH="9" Rewrite="%5"/>', '<TEMPLATE MATCH="9" rewrite="%6"/>'),
  ],
  'cisco/dial-tone': [
    plan('match: "9,", tones: [Cisco-Zip]', 'match: "9,", tones: [Cisco-Zap]'),
    dial('<TEMPLATE MATCH="9" Tone="Cisco-Zip"/>', '<TEMPLATE MATCH="9" TONE="Cisco-Zap"/>'),
  ],
  'cisco/several-tones': [
    plan('match: "9,", tones: [Cisco-Zip]', 'match: "9,,", tones: [Cisco-Zip, Cisco-ZipZip]'),
  ],
  // Files
  'cisco/root': [named(SEP, 'XMLDefault.cnf.xml')],
  'cisco/file-name': [named(SEP, SEP.replace('SEP5CFC', 'SEP5cfc'))],
  'cisco/unknown-attribute': [
    sep('<line button="1"', '<line button="1"', '<line button="1" colour="red"'),
  ],
  'cisco/missing-element': [
    sep(
      '<processNodeName>pbx.lab.example</processNodeName>',
      '<processNodeName>pbx</processNodeName>',
      '',
    ),
  ],
  'cisco/missing-attribute': [sep('<line button="2">', '<line button="2">', '<line>')],
  'cisco/expected-element': [
    keyDefs(HOLD, HOLD.replace('<tag>3</tag>', '')),
    policy(
      '<featureDef name="Park"><id>2</id><enable>true</enable></featureDef>',
      '<featureDef name="Park"><id>2</id></featureDef>',
    ),
    page(
      '<SoftKeyItem><Position>1</Position></SoftKeyItem>',
      '<SoftKeyItem><Name>Exit</Name></SoftKeyItem>',
    ),
  ],
  'cisco/expected-attribute': [
    keyDefs(HOLD, HOLD.replace(' keyID="Hold"', '')),
    pictures(picture(' URL="TFTP:b.png"'), picture('')),
  ],
  'cisco/too-many-elements': [
    keySets(
      state('On Hook', ...Array(16).fill('Undefined')),
      state('On Hook', ...Array(17).fill('Undefined')),
    ),
    page(entries(100), entries(101)),
    page('<SoftKeyItem/>'.repeat(8), '<SoftKeyItem/>'.repeat(9)),
  ],
  'cisco/contradiction': [sep('<kpml>3</kpml>', '<kpml>3</kpml>', '<kpml>3</kpml><kpml>1</kpml>')],
  'cisco/repetition': [sep('<kpml>3</kpml>', '<kpml>3</kpml>', '<kpml>3</kpml><kpml>3</kpml>')],
  'cisco/unknown-element': [added('', '<settingAccess>1</settingAccess>')],
  'cisco/later-firmware': [added('', '<sshAccess>0</sshAccess>')],
  'cisco/other-model': [sep('<vendorConfig>', '<vendorConfig>', '<addOnModules/><vendorConfig>')],
  'cisco/placeholder': [sep('<phoneLabel>7896', '<phoneLabel>7896', '<phoneLabel>{{label}}')],
  'cisco/password-placeholder': [
    sep('<authPassword>s3cret', '<authPassword>s3cret', '<authPassword>***SECRET***'),
  ],
  'cisco/switch-in-words': [sep('<pcPort>0', '<pcPort>1', '<pcPort>on')],
  'cisco/wrong-type': [sep('<natEnabled>false', '<natEnabled>false', '<natEnabled>0')],
  'cisco/out-of-range': [sep('<webAccess>1', '<webAccess>2', '<webAccess>3')],
  'cisco/refused-value': [
    sep('<preferredCodec>g711alaw', '<preferredCodec>g729a', '<preferredCodec>g711a'),
  ],
  'cisco/unknown-value': [
    sep('<dtmfOutofBand>avt', '<dtmfOutofBand>none', '<dtmfOutofBand>inband'),
  ],
  'cisco/unreachable-server': [
    sep('<proxy>pbx.lab.example', '<proxy>192.0.2.1', '<proxy>127.0.0.1'),
    sep('<proxy>pbx.lab.example', '<proxy>192.0.2.1', '<proxy>224.0.1.75'),
    sep(
      '<directoryURL>',
      '<directoryURL>http://u@[2001:db8::1]:80/',
      '<directoryURL>http://u@[::1]:80/',
    ),
  ],
  'cisco/no-port': [
    sep('<directoryURL>', '<directoryURL>http://a:65535/', '<directoryURL>http://a:999999/'),
    sep('<directoryURL>', '<directoryURL>http://u:1@a/', '<directoryURL>http://a:0'),
  ],
  'cisco/link-local-server': [
    sep('<proxy>pbx.lab.example', '<proxy>192.0.2.1', '<proxy>169.254.7.1'),
    sep('<directoryURL>', '<directoryURL>http://a/', '<directoryURL>http://169.254.7.1/'),
  ],
  'cisco/empty': [
    sep('<processNodeName>pbx.lab.example', '<processNodeName>pbx', '<processNodeName>'),
    sep('<featureID>2', '<featureID>2', '<featureID>'),
  ],
  'cisco/unknown-feature': [sep('<featureID>2', '<featureID>21', '<featureID>19')],
  'cisco/date-form': [
    sep('<dateTemplate>D.M.Y', '<dateTemplate>YY/M/Da', '<dateTemplate>DD.MM.YY'),
  ],
  'cisco/zone-of-others': [
    sep('Greenwich Standard Time', 'Greenwich Standard Time', 'Europe/Berlin'),
  ],
  'cisco/no-host': [sep('<name>ntp.example.net', '<name>ntp', '<name>ask me')],
  'cisco/no-time': [sep('<displayOnTime>08:00', '<displayOnTime>8:00', '<displayOnTime>8')],
  'cisco/unknown-zone': [
    sep('Greenwich Standard Time', 'Greenwich Standard Time', 'Greenwich Standard'),
  ],
  'cisco/protocol': [sep('<deviceProtocol>SIP', '<deviceProtocol>SIP', '<deviceProtocol>SCCP')],
  'cisco/button-twice': [sep('<line button="2">', '<line button="3">', '<line button="1">')],
  'cisco/no-auth-name': [sep('<authName>7896</authName>', '<authName>x</authName>', '')],
  'cisco/no-media-port': [
    sep('<stopMediaPort>32766', '<stopMediaPort>16385', '<stopMediaPort>16384'),
  ],
  'cisco/idle-nat': [
    sep('<natAddress>', '<natAddress>', '<natAddress>192.0.2.1'),
    sep(
      '<natReceivedProcessing>false',
      '<natReceivedProcessing>false',
      '<natReceivedProcessing>true',
    ),
  ],
  'cisco/idle-tls': [
    sep('<transportLayerProtocol>2', '<transportLayerProtocol>1', '<transportLayerProtocol>3'),
  ],
  'cisco/load-without-number': [
    loads('<loadInformation348>x</loadInformation348>', '<loadInformation>x</loadInformation>'),
  ],
  'cisco/load-for-other-phones': [
    loads(
      '<loadInformation30018>SIP41.8-5-4S</loadInformation30018>',
      '<loadInformation30018>SIP42.8-5-4S</loadInformation30018>',
    ),
  ],
  'cisco/default-address': [
    loads('<directoryURL></directoryURL>', '<directoryURL>http://a/</directoryURL>'),
  ],
  'cisco/blank-behind-name': [
    {
      accepts: () =>
        judgeLoadName('OS79XX.TXT', Buffer.from('P003-8-12-00\r\n')).map(({ id }) => id),
      rejects: () =>
        judgeLoadName('OS79XX.TXT', Buffer.from('P003-8-12-00 \r\n')).map(({ id }) => id),
    },
  ],
  'cisco/load-zeros': [
    loads(
      '<loadInformation00007>x</loadInformation00007>',
      '<loadInformation0348>x</loadInformation0348>',
    ),
  ],
  'cisco/load-of-other-model': [
    loads(
      '<loadInformation348 model="Cisco 7931">x</loadInformation348>',
      '<loadInformation434 model="Cisco 7931">x</loadInformation434>',
    ),
  ],
  'cisco/template-in-small': [dial('<TEMPLATE MATCH="1"/>', '<template MATCH="1"/>')],
  'cisco/no-template': [dial('<versionStamp>1</versionStamp>', '<RULE/>')],
  'cisco/no-dial-rule': [
    dial('<TEMPLATE MATCH="*"/>', ''),
    dial('<TEMPLATE MATCH="*"/>', '<versionStamp>1</versionStamp>'),
  ],
  'cisco/rule-without-match': [dial('<TEMPLATE match=""/>', '<TEMPLATE Timeout="1"/>')],
  'cisco/unknown-dial-attribute': [
    dial('<TEMPLATE MATCH="1" timeout="2"/>', '<TEMPLATE MATCH="1" timout="2"/>'),
  ],
  'cisco/dial-value': [
    dial('<TEMPLATE MATCH="1" Timeout="2"/>', '<TEMPLATE MATCH="1" Timeout="2s"/>'),
  ],
  // Fanvil: the inventory
  'fanvil/no-name': [fan('format: dotted', 'format: dotted\nrtp: { first: 12000, last: 12999 }')],
  'fanvil/time-zone': [fan('timeZone: Europe/Moscow', 'timeZone: Europe/Mosow')],
  'fanvil/codec': [fan('codecs: [g722]', 'codecs: [g722, opus]')],
  'fanvil/firmware': [fan('', 'firmware: x42.14.0')],
  'fanvil/web-password': [
    fan('adminPassword: { env: ADMIN }', 'adminPassword: { env: ODD }', 'x5u'),
  ],
  'fanvil/raw-key': [
    fan('raw: { LOG CONFIG MODULE/Level: DEBUG }', 'raw: { LOG CONFIG MODUL/Level: DEBUG }', 'x5u'),
  ],
  'fanvil/factory-password': [fan('adminPassword: { env: ADMIN }', '')],
  'fanvil/unproven': [fan('timeZone: Europe/Moscow', 'timeZone: Asia/Kolkata')],
  'fanvil/csta-settled': [
    { accepts: () => codes(fanvilPhone('x4', `${LINE}\ncsta: true`)), rejects: () => shown('1') },
  ],
  'fanvil/csta-polarity': [{ accepts: () => shown('1'), rejects: () => shown('0') }],
  // Fanvil: files
  'fanvil/xml': [txt('<?xml version="1.0"?>\n<gateway/>')],
  'fanvil/element-number': [txt('<sysConf><sip><CSTAEnable>on</CSTAEnable></sip></sysConf>')],
  'fanvil/unlisted-element': [txt('<sysConf><sip><Never>1</Never></sip></sysConf>')],
  'fanvil/sys-conf-firmware': [
    { accepts: sysConf('2.4.0'), rejects: sysConf('2.12.1') },
    { accepts: sysConf(undefined), rejects: sysConf('3.0') },
  ],
  'fanvil/no-image-named': [
    manifest('Version=1\nFirmware=http://h/x.z\n', 'Version=1\n'),
    manifest('Version=1\nFirmware=http://h/x.z\n', 'Version=\nFirmware=http://h/x.z\n'),
  ],
  'fanvil/image-address': [
    manifest('Version=1\nFirmware=http://h/x.z\n', 'Version=1\nFirmware=x.z\n'),
  ],
  'fanvil/list-name': [
    {
      accepts: manifestCalled('fanvil_x4u_v2_hwv2_0.txt'),
      rejects: manifestCalled('Fanvil X4U_hwv2_0.txt'),
    },
  ],
  'fanvil/no-image': [
    { accepts: image(noise(2048)), rejects: image('') },
    { accepts: image(noise(2048)), rejects: image('<!DOCTYPE html><title>404</title>') },
  ],
  'fanvil/boot-page': [{ accepts: bootList('x'), rejects: bootList('<html>403</html>') }],
  'fanvil/first-line': [txt(GOOD_TXT.toLowerCase())],
  'fanvil/no-configuration': [txt('# account\n')],
  'fanvil/other-dialect': [txt(txtOf('<NET CONFIG MODULE>'))],
  'fanvil/no-version': [
    txt(GOOD_TXT.replace('2.0002', '      ')),
    dotted('#<Voip Config File>#\nsip.CSTAEnabled = 1\n'),
  ],
  'fanvil/header-width': [txt(GOOD_TXT.replace(HEAD, HEAD.trimEnd()))],
  'fanvil/no-end-mark': [txt(GOOD_TXT.replace(END, ''))],
  'fanvil/after-end-mark': [txt(`${txtOf(SIP)}${CSTA}\r\n`)],
  'fanvil/unknown-module': [txt(txtOf('<SIP CONFG MODULE>', CSTA))],
  'fanvil/comment': [txt(txtOf('## x', SIP, CSTA)), dotted(dottedOf('# x'))],
  'fanvil/stray-line': [txt(txtOf(SIP, 'CSTA = 0')), dotted(dottedOf('sip.CSTAEnabled: 1'))],
  'fanvil/no-key': [txt(txtOf(SIP, '                   :0'))],
  'fanvil/no-module': [txt(txtOf(CSTA))],
  'fanvil/unknown-key': [
    txt(txtOf(SIP, 'CSTA Enabled       :0')),
    dotted(dottedOf('sip.CSTAEnabld = 1')),
  ],
  'fanvil/unlisted-key': [dotted(dottedOf('cti.OutgoingCallUrl = http://10.20.1.1/x'))],
  'fanvil/no-number': [txt(txtOf(SIP, 'CSTA Enable        :on'))],
  'fanvil/invented-key': [txt(txtOf(SIP, LINES, 'SIP1 Register Enable:1'))],
  'fanvil/other-form': [
    txt(txtOf(SIP, 'sip.CSTAEnabled    :1')),
    dotted(dottedOf('sip.line.1.RegisterUser = 1')),
  ],
  'fanvil/other-maker': [
    txt(txtOf(SIP, 'account.1.enable   :1')),
    dotted(dottedOf('account.1.enable = 1')),
  ],
  'fanvil/other-version': [ofAnyModel(txtOf('<MM CONFIG MODULE>'))],
  'fanvil/placeholder': [
    manifest('Version=1\nFirmware=http://h/x.z\n', 'Version=1\nFirmware={{ server }}/x.z\n'),
    txt(txtOf(SIP, 'CSTA Enable        :{{ csta }}')),
  ],
  'fanvil/password-placeholder': [txt(txtOf(SIP, LINES, 'SIP1 Register Pswd :{{ secret }}'))],
  'fanvil/out-of-range': [
    txt(txtOf(SIP, LINES, 'SIP1 Register Port :70000')),
    dotted(dottedOf('sip.line.1.RegPort = 70000')),
  ],
  'fanvil/no-choice': [txt(txtOf(SIP, LINES, 'SIP1 Transport     :7'))],
  'fanvil/no-address': [txt(txtOf('<GLOBAL CONFIG MODULE>', 'Primary DNS        :dns'))],
  'fanvil/too-long': [txt(txtOf(SIP, LINES, `SIP1 Display Name  :${'x'.repeat(32)}`))],
  'fanvil/empty-key': [txt(txtOf(SIP, LINES, 'SIP1 Register Addr :', 'SIP1 Enable Reg    :1'))],
  'fanvil/missing-key': [txt(txtOf(SIP, LINES, 'SIP1 Enable Reg    :1'))],
  'fanvil/odd-media-port': [
    fan('rtp: { first: 16386 }', 'rtp: { first: 16385 }'),
    txt(txtOf('<GLOBAL CONFIG MODULE>', 'RTP Initial Port   :10001')),
  ],
  'fanvil/unreachable-server': [
    txt(txtOf('<GLOBAL CONFIG MODULE>', 'SNTP Server        :127.0.0.1')),
    dotted(dottedOf('sip.line.1.RegAddr = 127.0.0.1')),
  ],
  'fanvil/key-twice': [
    txt(txtOf(SIP, CSTA, CSTA)),
    dotted(dottedOf('sip.CSTAEnabled = 1', 'sip.CSTAEnabled = 0')),
  ],
  'fanvil/column': [txt(txtOf(SIP, 'CSTA Enable :0'))],
};
