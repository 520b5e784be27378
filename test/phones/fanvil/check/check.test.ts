// What the vendor says of an inventory: code, line and column for each, and the values that people are shown.

import { describe, expect, it } from 'vitest';
import { withoutUnsaid } from '../../short-sites.js';
import { siteOf, sitePhone } from '../fanvil-under-test.js';

const LINE = 'keys: { 1: { line: "181" } }';

function findings(snapshot: ReturnType<typeof siteOf>) {
  return withoutUnsaid(snapshot.diagnostics).map(
    ({ code, place }) => `${place.line}:${place.col} ${code}`,
  );
}

function wordsOf(snapshot: ReturnType<typeof siteOf>): string {
  return withoutUnsaid(snapshot.diagnostics)
    .map(({ message, hint }) => `${message}; ${hint}`)
    .join('\n');
}

describe('accepts', () => {
  it.each([
    { name: 'a plain phone', model: 'x4', phone: LINE },
    { name: 'a plain phone, dotted', model: 'x5u', phone: `${LINE}\nformat: dotted` },
    { name: 'its own default RTP ports, dotted', model: 'x4', phone: `${LINE}\nformat: dotted` },
    {
      name: 'a line on the key of its number, dotted',
      model: 'x5u',
      phone: 'format: dotted\nkeys: { 1: { line: "181" }, 2: { line: "182" } }',
    },
    {
      name: 'summer time in txt of the older phones',
      model: 'x4',
      phone: `${LINE}\ntimeZone: Europe/Berlin`,
    },
    {
      name: 'summer time left to the phone',
      model: 'x4',
      phone: `${LINE}\ntimeZone: Asia/Gaza\nsettings: { daylightSaving: keep }`,
    },
    {
      name: 'summer time left to the phone, dotted',
      model: 'x4',
      phone: `${LINE}\nformat: dotted\ntimeZone: Europe/Berlin\nsettings: { daylightSaving: keep }`,
    },
    {
      name: 'the vendor’s own zone',
      model: 'x4',
      phone: `${LINE}\ntimeZone: Mars/Olympus\nsettings: { timeZoneOffset: 12, timeZoneName: Olympus }`,
    },
    {
      name: 'a language that the phone has no code for',
      model: 'x4',
      phone: `${LINE}\nlocale: ru-RU`,
    },
    { name: 'NAT, dotted', model: 'x4', phone: `${LINE}\nformat: dotted\nnat: { enabled: true }` },
    {
      name: 'the factory DTMF, dotted',
      model: 'x4',
      phone: `${LINE}\nformat: dotted\nsettings: { dtmf: auto }`,
    },
    {
      name: 'letters and digits as password',
      model: 'x5u',
      phone: `${LINE}\nadminPassword: { env: ADMIN }`,
    },
    {
      name: 'any password on the older phone',
      model: 'x4',
      phone: `${LINE}\nadminPassword: { env: ODD }`,
    },
    {
      name: 'a raw key of the vendor',
      model: 'x5u',
      phone: `${LINE}\nraw: { LOG CONFIG MODULE/Level: DEBUG }`,
    },
    {
      name: 'a raw key that nobody has seen',
      model: 'x5u',
      phone: `${LINE}\nraw: { LOG CONFIG MODULE/Level of Detail: "9" }`,
    },
  ] as const)('$name', ({ model, phone }) => {
    expect(findings(sitePhone(model, phone))).toEqual([]);
  });
});

describe('reports', () => {
  const rows = [
    {
      name: 'a zone that does not exist',
      model: 'x4',
      phone: `timeZone: Europe/Mosow\n${LINE}`,
      says: '10:15 fanvil/time-zone',
      names: ['"Europe/Mosow"', '"Europe/Moscow"'],
    },
    {
      name: 'a rule for summer time that no key can hold',
      model: 'x4',
      phone: `timeZone: Asia/Gaza\n${LINE}`,
      says: '10:15 fanvil/time-zone',
      names: ['"Asia/Gaza"', 'daylightSaving: keep'],
    },
    {
      name: 'summer time, dotted',
      model: 'x4',
      phone: `timeZone: Europe/Berlin\nformat: dotted\n${LINE}`,
      says: '10:15 fanvil/time-zone',
      names: ['summer time', 'dotted', 'daylightSaving: keep'],
    },
    {
      name: 'a transport, dotted',
      model: 'x5u',
      phone: 'format: dotted\nkeys:\n  1: { line: "183" }',
      says: '12:7 fanvil/no-name',
      names: ['transport', 'dotted', 'format: txt'],
    },
    {
      name: 'media ports, dotted',
      model: 'x5u',
      phone: `format: dotted\nrtp: { first: 12000, last: 12999 }\n${LINE}`,
      says: '11:10 fanvil/no-name',
      names: ['media port', 'dotted'],
    },
    {
      name: 'an address outside NAT, dotted',
      model: 'x5u',
      phone: `format: dotted\nnat: { enabled: true, address: 203.0.113.7 }\n${LINE}`,
      says: '11:36 fanvil/no-name',
      names: ['outside NAT', 'dotted'],
    },
    {
      name: 'a key beside the screen, dotted',
      model: 'x5u',
      phone: 'format: dotted\nkeys:\n  1: { line: "181" }\n  2: { speedDial: "7001" }',
      says: '13:7 fanvil/no-name',
      names: ['side key', 'dotted'],
    },
    {
      name: 'a line away from the key of its number, dotted',
      model: 'x5u',
      phone: 'format: dotted\nkeys:\n  2: { line: "181" }',
      says: '12:7 fanvil/no-name',
      names: ['side key', 'dotted'],
    },
    {
      name: 'codecs that the older phones have no name for',
      model: 'x4',
      phone: `codecs: [g722, opus, ilbc]\n${LINE}`,
      says: '10:13 fanvil/codec',
      names: ['opus, ilbc', 'older txt', 'g711alaw'],
    },
    {
      name: 'a dial plan',
      model: 'x4',
      phone: `dialPlan: office\n${LINE}`,
      rest: 'dialPlans: { office: [{ match: "." }] }',
      says: '10:15 inventory/unsupported',
      names: ['dial plans'],
    },
    {
      name: 'firmware',
      model: 'x4',
      phone: `firmware: x42.14.0\n${LINE}`,
      says: '10:15 fanvil/firmware',
      names: ['Auto Image Url'],
    },
    {
      name: 'a web password that newer firmware may refuse, without showing it',
      model: 'x5u',
      phone: `adminPassword: { env: ODD }\n${LINE}`,
      says: '10:20 fanvil/web-password',
      names: ['39'],
      hides: 'odd pass',
    },
    {
      name: 'ports for media with that for SIP among them',
      model: 'x4',
      phone: `${LINE}\nrtp: { first: 5060, last: 5100 }`,
      says: '11:10 inventory/ports-overlap',
      names: ['5060 to 5100'],
    },
    {
      name: 'a raw key without a module',
      model: 'x4',
      phone: `${LINE}\nraw:\n  SIP1 Transport: "1"`,
      says: '12:7 fanvil/raw-key',
      names: ['"SIP1 Transport"', 'MODULE/Key'],
    },
    {
      name: 'a raw key of no module',
      model: 'x4',
      phone: `${LINE}\nraw:\n  SIP CONFG MODULE/SIP1 Transport: "1"`,
      says: '12:7 fanvil/raw-key',
      names: ['"SIP CONFIG MODULE"'],
    },
    {
      name: 'a raw key of the other dialect’s module',
      model: 'x4',
      phone: `${LINE}\nraw:\n  NET CONFIG MODULE/Enable DHCP: "1"`,
      says: '12:7 fanvil/raw-key',
      names: ['"NET CONFIG MODULE"'],
    },
    {
      name: 'a raw key with a colon',
      model: 'x4',
      phone: `${LINE}\nraw:\n  "SIP CONFIG MODULE/SIP1 PRACK:1": "1"`,
      says: '12:7 fanvil/raw-key',
      names: ['"SIP1 PRACK:1"'],
    },
    {
      name: 'a raw key that stands on several pages',
      model: 'x5u',
      phone: `${LINE}\nraw:\n  DSSKEY CONFIG MODULE/Fkey1 ICON: Red`,
      says: '12:7 fanvil/raw-key',
      names: ['Sidekey Config1/Fkey1 ICON', 'Dsskey Config1/Fkey1 ICON'],
    },
    {
      name: 'a dotted raw key for a txt file',
      model: 'x4',
      phone: `${LINE}\nraw:\n  sip.CSTAEnabled: "1"`,
      says: '12:7 fanvil/raw-key',
      names: ['"sip.CSTAEnabled"', 'MODULE/Key'],
    },
    {
      name: 'a raw key of a txt file for a dotted one',
      model: 'x4',
      phone: `${LINE}\nformat: dotted\nraw:\n  SIP CONFIG MODULE/CSTA Enable: "1"`,
      says: '13:7 fanvil/raw-key',
      names: ['dotted'],
    },
  ] as const;

  it.each(rows)('$name', ({ model, phone, says, names, ...more }) => {
    const snapshot = sitePhone(model, phone, 'rest' in more ? more.rest : '');
    expect(findings(snapshot)).toEqual([says]);
    const words = wordsOf(snapshot);
    expect(names.filter((name) => !words.includes(name))).toEqual([]);
    if ('hides' in more) expect(words).not.toContain(more.hides);
  });
});

describe('what no phone has confirmed', () => {
  const phones = (list: string) => `
pbx: { main: { host: pbx.lab.example } }
defaults: { pbx: main }
lines: { "181": { shared: true } }
phones:
${list}`;
  const phone = (last: number, model: string, more: string) =>
    `  - { mac: "00:a8:59:00:00:0${last}", model: fanvil-${model}, keys: { 1: { line: "181" } }${more} }\n`;

  it('is said once for each model, at the first phone that relies on it', () => {
    const snapshot = siteOf(
      phones(
        phone(1, 'x4', '') +
          phone(2, 'x4', ', csta: true') +
          phone(3, 'x4', ', csta: true') +
          phone(4, 'x5u', ', csta: true, format: dotted'),
      ),
    );
    expect(findings(snapshot)).toEqual(['7:87 fanvil/unproven', '9:88 fanvil/unproven']);
    expect(wordsOf(snapshot)).toMatch(/fanvil-x4, .*uaCSTA[\s\S]*fanvil-x5u, .*uaCSTA/);
  });

  it.each([
    {
      what: 'the other polarity as well',
      model: 'x4',
      more: ', csta: true, settings: { cstaPolarity: 0-is-on }',
      says: /cstaPolarity/,
    },
    {
      what: 'a time zone off the hour',
      model: 'x4',
      more: ', timeZone: Asia/Kolkata',
      says: /off the full hour/,
    },
    {
      what: 'summer time on newer phones',
      model: 'x5u',
      more: ', timeZone: Europe/Berlin',
      says: /DST Type/,
    },
    {
      what: 'dotted names of keys',
      model: 'x4',
      more: ', format: dotted',
      says: /dotted names of function keys/,
    },
    {
      what: 'an address from the registrar',
      model: 'x4',
      more: ', nat: { enabled: true, fromReceived: true }',
      says: /received=/,
    },
  ])('counts $what', ({ model, more, says }) => {
    const keys = 'keys: { 1: { line: "181" }, 20: { speedDial: "1" } }';
    const snapshot = siteOf(
      phones(`  - { mac: "00a859000001", model: fanvil-${model}, ${keys}${more} }\n`),
    );
    expect(findings(snapshot)).toEqual([expect.stringMatching(/^6:\d+ fanvil\/unproven$/)]);
    expect(wordsOf(snapshot)).toMatch(says);
  });
});

describe('the password of the factory', () => {
  const phones = ['00:a8:59:00:00:01', '00:a8:59:00:00:02', '00:a8:59:00:00:03'];
  const say = (more: readonly string[]) =>
    siteOf(
      [
        'pbx: { main: { host: 10.20.1.9 } }',
        'lines: { "1": { password: { env: SIP }, shared: true, pbx: main } }',
        'phones:',
        ...phones.map(
          (mac, index) =>
            `  - { mac: "${mac}", model: fanvil-x4, keys: { 1: { line: "1" } }${more[index]} }`,
        ),
      ].join('\n'),
    ).diagnostics.flatMap(({ code, place, message }) =>
      code === 'fanvil/factory-password'
        ? [`${place.line}:${place.col}`, ...(message.match(/00:a8:59:\S{8}|\d+ more/g) ?? [])]
        : [],
    );
  const own = ', adminPassword: { env: ADMIN }';

  it('stays where no other is said: told once', () => {
    expect(say([own, '', ''])).toEqual(['5:5', '00:a8:59:00:00:02', '1 more']);
  });

  it('goes where another is said, or asked for and not there', () => {
    expect(say([own, own, ', adminPassword: { env: NONE }'])).toEqual([]);
  });
});

it('ports that end before they begin are an error of the inventory, not a negative number of the file', () => {
  const { diagnostics } = sitePhone('x4', `${LINE}\nrtp: { first: 20000, last: 12766 }`);
  expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toContain(
    'error inventory/port-order',
  );
});

describe('what the file has no room for is a note', () => {
  const notes = (phone: string) =>
    sitePhone('x4', `${LINE}\n${phone}`).diagnostics.flatMap(
      ({ code, severity, place, message }) =>
        code === 'inventory/left-out'
          ? `${severity} ${place.line}:${place.col} ${message.replace(/ left out.*/, '')}`
          : [],
    );

  it.each([
    {
      phone: 'ntp: [10.20.1.1, 10.20.1.2, 10.20.1.3, 10.20.1.4]',
      says: ['info 11:10 ntp: 10.20.1.3, 10.20.1.4 are'],
    },
    { phone: 'ntp: [10.20.1.1, 10.20.1.2]', says: [] },
    {
      phone: 'format: dotted\ndateFormat: M/D/YA\nlabel: Lobby',
      says: [
        'info 12:17 dateFormat: the 12-hour clock is',
        'info 13:12 label: the text on the screen is',
      ],
    },
    { phone: 'dateFormat: M/D/YA\nlabel: Lobby', says: [] },
    { phone: 'format: dotted\ndateFormat: D.M.Y', says: [] },
  ])('$phone', ({ phone, says }) => {
    expect(notes(phone)).toEqual(says);
  });
});
