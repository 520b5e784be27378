// What the vendor says of an inventory: code, line and column for each.

import { describe, expect, it } from 'vitest';
import { withoutUnsaid } from '../../short-sites.js';
import { siteOf, sitePhone } from '../fanvil-under-test.js';

const LINE = 'keys: { 1: { line: "181" } }';

function findings(snapshot: ReturnType<typeof siteOf>) {
  return withoutUnsaid(snapshot.diagnostics).map(
    ({ code, place, message, hint }) => `${place.line}:${place.col} ${code} ${message} (${hint})`,
  );
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
      finding: /^10:15 fanvil\/time-zone .*"Europe\/Mosow".*did you mean "Europe\/Moscow"/,
    },
    {
      name: 'a rule for summer time that no key can hold',
      model: 'x4',
      phone: `timeZone: Asia/Gaza\n${LINE}`,
      finding: /^10:15 fanvil\/time-zone .*"Asia\/Gaza".*daylightSaving: keep/,
    },
    {
      name: 'summer time, dotted',
      model: 'x4',
      phone: `timeZone: Europe/Berlin\nformat: dotted\n${LINE}`,
      finding: /^10:15 fanvil\/time-zone .*summer time in dotted files.*daylightSaving: keep/,
    },
    {
      name: 'a transport, dotted',
      model: 'x5u',
      phone: 'format: dotted\nkeys:\n  1: { line: "183" }',
      finding: /^12:7 fanvil\/no-name .*the transport in dotted files.*format: txt/,
    },
    {
      name: 'media ports, dotted',
      model: 'x5u',
      phone: `format: dotted\nrtp: { first: 12000, last: 12999 }\n${LINE}`,
      finding: /^11:10 fanvil\/no-name .*media port in dotted files/,
    },
    {
      name: 'an address outside NAT, dotted',
      model: 'x5u',
      phone: `format: dotted\nnat: { enabled: true, address: 203.0.113.7 }\n${LINE}`,
      finding: /^11:36 fanvil\/no-name .*outside NAT in dotted files/,
    },
    {
      name: 'a key beside the screen, dotted',
      model: 'x5u',
      phone: 'format: dotted\nkeys:\n  1: { line: "181" }\n  2: { speedDial: "7001" }',
      finding: /^13:7 fanvil\/no-name .*the side key in dotted files/,
    },
    {
      name: 'a line away from the key of its number, dotted',
      model: 'x5u',
      phone: 'format: dotted\nkeys:\n  2: { line: "181" }',
      finding: /^12:7 fanvil\/no-name .*the side key in dotted files/,
    },
    {
      name: 'codecs that the older phones have no name for',
      model: 'x4',
      phone: `codecs: [g722, opus, ilbc]\n${LINE}`,
      finding: /^10:13 fanvil\/codec .*opus, ilbc in older txt files.*g711alaw/,
    },
    {
      name: 'a dial plan',
      model: 'x4',
      phone: `dialPlan: office\n${LINE}`,
      rest: 'dialPlans: { office: [{ match: "." }] }',
      finding: /^10:15 inventory\/unsupported dial plans/,
    },
    {
      name: 'firmware',
      model: 'x4',
      phone: `firmware: x42.14.0\n${LINE}`,
      finding: /^10:15 fanvil\/firmware .*firmware.*Auto Image Url/,
    },
    {
      name: 'a web password that newer firmware may refuse, without showing it',
      model: 'x5u',
      phone: `adminPassword: { env: ODD }\n${LINE}`,
      finding: /^10:20 fanvil\/web-password (?!.*odd pass).*1 to 39 letters and digits/,
    },
    {
      name: 'ports for media with that for SIP among them',
      model: 'x4',
      phone: `${LINE}\nrtp: { first: 5060, last: 5100 }`,
      finding: /^11:10 inventory\/ports-overlap the ports for media, 5060 to 5100, hold 5060/,
    },
    {
      name: 'a raw key without a module',
      model: 'x4',
      phone: `${LINE}\nraw:\n  SIP1 Transport: "1"`,
      finding: /^12:7 fanvil\/raw-key "SIP1 Transport" cannot be applied: it names no key/,
    },
    {
      name: 'a raw key of no module',
      model: 'x4',
      phone: `${LINE}\nraw:\n  SIP CONFG MODULE/SIP1 Transport: "1"`,
      finding: /^12:7 fanvil\/raw-key .*did you mean "SIP CONFIG MODULE"/,
    },
    {
      name: 'a raw key of the other dialect’s module',
      model: 'x4',
      phone: `${LINE}\nraw:\n  NET CONFIG MODULE/Enable DHCP: "1"`,
      finding: /fanvil\/raw-key .*"NET CONFIG MODULE" is no module here/,
    },
    {
      name: 'a raw key with a colon',
      model: 'x4',
      phone: `${LINE}\nraw:\n  "SIP CONFIG MODULE/SIP1 PRACK:1": "1"`,
      finding: /fanvil\/raw-key .*cannot be a key/,
    },
    {
      name: 'a raw key that stands on several pages',
      model: 'x5u',
      phone: `${LINE}\nraw:\n  DSSKEY CONFIG MODULE/Fkey1 ICON: Red`,
      finding:
        /fanvil\/raw-key .*several keys.*Sidekey Config1\/Fkey1 ICON.*Dsskey Config1\/Fkey1 ICON/,
    },
    {
      name: 'a dotted raw key for a txt file',
      model: 'x4',
      phone: `${LINE}\nraw:\n  sip.CSTAEnabled: "1"`,
      finding: /fanvil\/raw-key "sip.CSTAEnabled".*MODULE\/Key/,
    },
    {
      name: 'a raw key of a txt file for a dotted one',
      model: 'x4',
      phone: `${LINE}\nformat: dotted\nraw:\n  SIP CONFIG MODULE/CSTA Enable: "1"`,
      finding: /fanvil\/raw-key .*no dotted name/,
    },
  ] as const;

  it.each(rows)('$name', ({ model, phone, finding, ...more }) => {
    const found = findings(sitePhone(model, phone, 'rest' in more ? more.rest : ''));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(finding);
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
    expect(findings(snapshot)).toEqual([
      expect.stringMatching(/^7:87 fanvil\/unproven fanvil-x4, .*1 switches uaCSTA on/),
      expect.stringMatching(/^9:88 fanvil\/unproven fanvil-x5u, .*1 switches uaCSTA on/),
    ]);
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
    const found = findings(
      siteOf(phones(`  - { mac: "00a859000001", model: fanvil-${model}, ${keys}${more} }\n`)),
    );
    expect(found).toEqual([expect.stringMatching(says)]);
    expect(found[0]).toContain('fanvil/unproven');
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
      code === 'fanvil/factory-password' ? `${place.line}:${place.col} ${message}` : [],
    );
  const own = ', adminPassword: { env: ADMIN }';

  it('stays where no other is said: told once', () => {
    expect(say([own, '', ''])).toEqual([
      '5:5 phone 00:a8:59:00:00:02, and 1 more, would keep the password of the factory on its web page',
    ]);
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
        code === 'inventory/left-out' ? `${severity} ${place.line}:${place.col} ${message}` : [],
    );

  it.each([
    {
      phone: 'ntp: [10.20.1.1, 10.20.1.2, 10.20.1.3, 10.20.1.4]',
      says: ['info 11:10 ntp: 10.20.1.3, 10.20.1.4 is left out: the file names 2 time servers'],
    },
    { phone: 'ntp: [10.20.1.1, 10.20.1.2]', says: [] },
    {
      phone: 'format: dotted\ndateFormat: M/D/YA\nlabel: Lobby',
      says: [
        'info 12:17 dateFormat: the 12-hour clock is left out: no name is known for it in dotted files',
        'info 13:12 label: the text on the screen is left out: no name is known for it in dotted files',
      ],
    },
    { phone: 'dateFormat: M/D/YA\nlabel: Lobby', says: [] },
    { phone: 'format: dotted\ndateFormat: D.M.Y', says: [] },
  ])('$phone', ({ phone, says }) => {
    expect(notes(phone)).toEqual(says);
  });
});
