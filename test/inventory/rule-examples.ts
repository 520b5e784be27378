// For each rule about an inventory: what it lets pass, and what it finds. By the rule's id.

import { named, text } from '../../src/core/json-schema.js';
import { oncePerKey } from '../../src/core/once-per.js';
import type { Model } from '../../src/site/model.js';
import type { Section } from '../../src/site/section.js';
import type { Example } from '../findings/example.js';
import { DESK, ROOM, resolveText, type Surroundings, UNREADABLE } from './site-under-test.js';

const codesIn = (inventory: string, surroundings: Surroundings) =>
  resolveText(inventory, { unsaid: true, ...surroundings }).diagnostics.map(({ code }) => code);
/** What several rules let pass is resolved once. */
const codesOnce = oncePerKey((said: string) => {
  const { inventory, files, secrets } = JSON.parse(said);
  return codesIn(inventory, { ...(files && { files }), ...(secrets && { secrets }) });
});
const codes = (inventory: string, { files, secrets, ...others }: Surroundings = {}) =>
  Object.keys(others).length === 0
    ? codesOnce(JSON.stringify({ inventory, files, secrets }))
    : codesIn(inventory, { ...(files && { files }), ...(secrets && { secrets }), ...others });

const whole = (good: string, bad: string, surroundings?: Surroundings): Example => ({
  accepts: () => codes(good, surroundings),
  rejects: () => codes(bad, surroundings),
});

const MAC = '02:00:00:00:00:0a';
const KEYS = 'keys: { 1: { line: "7001" } }';
const LINES = 'lines: { "7001": { password: { env: SIP } }, "7002": { password: { env: SIP } } }';
const SECRETS = { 'env:SIP': 's3cret', 'env:BELL': 'a\u0007b', 'env:NARROW': 'a\u200bb' };

interface Parts {
  readonly mac?: string;
  readonly model?: string;
  readonly keys?: string;
  /** More of the phone. */
  readonly phone?: string;
  readonly lines?: string;
  readonly host?: string;
  readonly pbx?: string;
  readonly makers?: readonly Model[];
  readonly site?: string;
  readonly defaults?: string;
  /** More phones, each a line. */
  readonly phones?: readonly string[];
  /** More of the inventory. */
  readonly rest?: string;
}

const MAKER: Model = { ...DESK, vendor: 'one', dhcp: { ...DESK.dhcp, ouis: ['00:00:01'] } };
const OTHER_MAKER: Model = {
  ...ROOM,
  vendor: 'two',
  dhcp: { ...ROOM.dhcp, ouis: ['02:00:00'] },
};

const ELSEWHERE: Model = { ...ROOM, vendor: 'three' };
const WITH_PARTNER: Model = {
  ...DESK,
  settings: {
    ...DESK.settings,
    properties: {
      port: { type: 'integer', description: 'Port.', 'x-with': { host: [''] } },
      host: { type: 'string', description: 'Host.', default: '' },
    },
  },
};

/** Of which nothing is to be said. */
function inventoryOf(parts: Parts): string {
  const { mac = MAC, model = DESK.id, keys = KEYS, lines = LINES, phones = [] } = parts;
  return `
site: { ${parts.site ?? 'timeZone: Etc/UTC'} }
pbx: { main: { host: ${parts.host ?? 'pbx.example'}${parts.pbx ?? ''} } }
defaults: { ${parts.defaults ?? 'pbx: main'} }
${lines}
${parts.rest ?? ''}
phones:
  - { mac: "${mac}", model: ${model}, ${keys}${parts.phone ?? ''} }
${phones.map((phone) => `  - { ${phone} }\n`).join('')}`;
}

const site = (good: Parts, bad: Parts): Example => ({
  accepts: judgeParts(good),
  rejects: judgeParts(bad),
});
const judgeParts = (parts: Parts) => (): readonly string[] =>
  codes(inventoryOf(parts), { secrets: SECRETS, ...(parts.makers && { makers: parts.makers }) });
/** A manager interface, beside one that is asked through a network. */
const asked = (good: string) =>
  site(
    { pbx: `, ami: { secret: { env: SIP }, ${good} }` },
    { pbx: ', ami: { secret: { env: SIP }, host: 10.20.1.1 }' },
  );
const ROOMS = 'rooms: ["800"], secret: { env: SIP }';
const ari = (good: string) =>
  site({ pbx: `, ari: { ${ROOMS}, ${good} }` }, { pbx: `, ari: { ${ROOMS}, host: 10.20.1.1 }` });
/** Of three PBXes, all of which are asked but perhaps `other`. */
const links =
  (link: string, other = ASKED): Example['accepts'] =>
  () =>
    codes(
      `${LINES}
pbx: { main: { host: a.example${ASKED} }, other: { host: b.example${other} }, "b c": { host: c.example${ASKED} } }
pbxLinks: [{ ${link} }]`,
      { secrets: SECRETS },
    );
const ASKED = ', ami: { secret: { env: SIP }, host: 127.0.0.1 }';
const linked = (link: string, good: string, bad: string): Example => ({
  accepts: links(link, good),
  rejects: links(link, bad),
});
const rest = (good: string, bad: string) => site({ rest: good }, { rest: bad });
const phone = (good: string, bad: string) =>
  site(good === '' ? {} : { phone: `, ${good}` }, { phone: `, ${bad}` });
const keys = (bad: string) => site({}, { keys: `keys: ${bad}` });
const lines = (bad: string) => site({}, { lines: `lines: ${bad}` });
const defaults = (good: string, bad: string) =>
  site({ defaults: `pbx: main, ${good}` }, { defaults: `pbx: main, ${bad}` });

const NETWORK = 'subnet: 192.0.2.0/24, router: 192.0.2.1, dns: [192.0.2.2]';
const network = (good: string, bad: string) =>
  rest(`networks: [{ ${NETWORK}, ${good} }]`, `networks: [{ ${NETWORK}, ${bad} }]`);
const two = (second: string) =>
  `networks: [{ ${NETWORK}, interface: eth0 }, { ${NETWORK.replaceAll('192.0.2', '198.51.100')}, ${second} }]`;
const another = (more: string) => `mac: "02:00:00:00:00:0b", model: ${DESK.id}, ${more}`;
const OTHER_LINE = another('keys: { 1: { line: "7002" } }');
const addressed = (address: string): Parts => ({
  rest: `networks: [{ ${NETWORK}, pool: 192.0.2.100-192.0.2.200 }]`,
  phone: `, address: ${address}`,
});
const included = (name: string, body: string): Example =>
  whole('include: ["good.yaml"]\n', `include: ["${name}"]\n`, {
    files: { 'good.yaml': inventoryOf({}), [name]: body },
    secrets: SECRETS,
  });
const table = (good: string, bad: string): Example => {
  const of = (csv: string) => (): readonly string[] =>
    codes(`include: [phones.csv]\n${inventoryOf({})}`, {
      files: { 'phones.csv': csv },
      secrets: SECRETS,
    });
  return { accepts: of(good), rejects: of(bad) };
};
const ROW = '02:00:00:00:00:0b,test-desk,7002';

/** A section that no vendor has, and one of its entries chosen. */
const TUNES: Section = {
  name: 'tunes',
  schema: named(text('A tune.'), 'Tunes by name.'),
  choice: { field: 'tune', schema: text('Name of a tune.'), noun: 'tune' },
  resolve: ({ name }) => name,
};
const chosen = (name: string): Parts => ({ rest: 'tunes: { a: x }', phone: `, tune: ${name}` });

export const INVENTORY_EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  // The text
  'source/syntax': [whole(inventoryOf({}), 'phones: [')],
  'source/not-found': [
    {
      accepts: () => codes('include: [a.yaml]', { files: { 'a.yaml': inventoryOf({}) } }),
      rejects: () => codes('include: [b.yaml]', { files: { 'a.yaml': inventoryOf({}) } }),
    },
  ],
  'source/unreadable': [included('secret.yaml', UNREADABLE)],
  'source/empty': [included('empty.yaml', '')],
  'source/csv': [table(`mac,model,line\n${ROW}`, `mac,model,line\n${ROW},more`)],
  'inventory/duplicate-key': [keys('{ 1: { line: "7001" }, 1: { line: "7002" } }')],
  'inventory/duplicate-name': [
    lines('{ "7001": { password: { env: SIP } }, "7001": { password: { env: SIP } } }'),
  ],
  'inventory/quote-it': [phone('label: "1"', 'label: 1')],
  'inventory/doubtful-value': [phone('rtp: { first: 16384 }', 'rtp: { first: 80 }')],
  // Values, in a table among them
  'inventory/look-alike': [phone('pbx: main', 'pbx: m\u0430in')],
  'inventory/spreadsheet-error': [
    table(`mac,model,line,label\n${ROW},hall`, `mac,model,line,label\n${ROW},#REF!`),
  ],
  'inventory/account-column': [
    table(
      'mac,model,line\n02:00:00:00:00:0b,test-desk,1',
      `mac,model,name,line\n02:00:00:00:00:0b,test-desk,Anna,1`,
    ),
  ],
  'inventory/no-line-column': [
    table(`mac,model,line\n${ROW}`, 'mac,model\n02:00:00:00:00:0b,test-desk'),
  ],
  'inventory/unknown-key': [phone('label: a', 'lable: a')],
  'inventory/split-text': [phone('label: a', 'label: a, b')],
  'inventory/missing-key': [
    whole(inventoryOf({}), inventoryOf({}).replace(`mac: "${MAC}", `, ''), { secrets: SECRETS }),
  ],
  'inventory/wrong-type': [phone('label: a', 'label: [a]')],
  'inventory/bad-value': [phone('rtp: { first: 16384 }', 'rtp: { first: 70000 }')],
  'inventory/bad-character': [phone('label: "a b"', 'label: "a\\u0007b"')],
  'inventory/unseen-character': [site({ pbx: '' }, { pbx: ', realm: "a\\u200bb"' })],
  'inventory/unseen-in-label': [phone('label: "ab"', 'label: "a\\u200bb"')],
  'inventory/unknown-model': [site({}, { model: 'test-dusk' })],
  // What they mean
  'inventory/bad-mac': [site({}, { mac: '02:00:00:00:00:0g' })],
  'inventory/excel-mac': [site({}, { mac: '2.00E+11' })],
  'inventory/unknown-line': [keys('{ 1: { line: "7009" } }')],
  'inventory/unknown-pbx': [lines('{ "7001": { pbx: other, password: { env: SIP } } }')],
  'inventory/unknown-group': [phone('', 'groups: [nobody]')],
  'inventory/unknown-entry': [
    {
      accepts: () => codes(inventoryOf(chosen('a')), { sections: [TUNES], secrets: SECRETS }),
      rejects: () => codes(inventoryOf(chosen('b')), { sections: [TUNES], secrets: SECRETS }),
    },
  ],
  'inventory/no-pbx': [site({}, { defaults: '' })],
  'inventory/reserved-option': [
    defaults('options: { 160: { text: a } }', 'options: { 53: { u8: 1 } }'),
  ],
  'inventory/option-kind': [
    defaults('options: { 42: { ip: 192.0.2.3 } }', 'options: { 42: { text: noon } }'),
  ],
  'inventory/missing-secret': [lines('{ "7001": { password: { env: NOWHERE } } }')],
  'inventory/text-for-reference': [lines('{ "7001": { password: "env:SIP" } }')],
  // What they mean together
  'inventory/no-phones': [whole(inventoryOf({}), 'site: { timeZone: Etc/UTC }')],
  'inventory/only-strangers': [whole(inventoryOf({}), `networks: [{ ${NETWORK}, clients: any }]`)],
  'inventory/duplicate-mac': [
    site({ phones: [OTHER_LINE] }, { phones: [OTHER_LINE.replace('0b', '0a')] }),
  ],
  'inventory/duplicate-address': [
    site(addressed('192.0.2.9'), {
      ...addressed('192.0.2.9'),
      phones: [`${OTHER_LINE}, address: 192.0.2.9`],
    }),
  ],
  'inventory/line-not-shared': [site({ phones: [OTHER_LINE] }, { phones: [another(KEYS)] })],
  'inventory/pool-outside-subnet': [
    network('pool: 192.0.2.100-192.0.2.200', 'pool: 198.51.100.1-198.51.100.9'),
  ],
  'inventory/subnets-overlap': [
    rest(two('interface: eth1'), two('interface: eth1').replaceAll('198.51.100', '192.0.2')),
  ],
  'inventory/duplicate-interface': [rest(two('interface: eth1'), two('interface: eth0'))],
  'inventory/relayed-network': [rest(two('relay: true'), two('relay: true, interface: eth1'))],
  'inventory/short-lease': [network('lease: 8h', 'lease: 30s')],
  'inventory/address-outside-subnet': [site(addressed('192.0.2.9'), addressed('198.51.100.9'))],
  'inventory/address-in-pool': [site(addressed('192.0.2.9'), addressed('192.0.2.150'))],
  'inventory/link-local-server': [site({ host: '10.20.1.9' }, { host: '169.254.7.1' })],
  'inventory/address-taken': [site(addressed('192.0.2.9'), addressed('192.0.2.1'))],
  'inventory/no-way': [rest(`networks: [{ ${NETWORK} }]`, 'networks: [{ subnet: 192.0.2.0/24 }]')],
  'inventory/no-room': [
    rest(
      'network: { subnet: 192.0.2.0/24, pool: 192.0.2.9-192.0.2.9 }',
      'network: { subnet: 192.0.2.0/24 }',
    ),
  ],
  'inventory/inside-address': [
    site(
      {
        rest: 'network: { subnet: 192.0.2.0/24 }',
        phone: ', nat: { enabled: true, address: 203.0.113.7 }',
      },
      {
        rest: 'network: { subnet: 192.0.2.0/24 }',
        phone: ', nat: { enabled: true, address: 192.0.2.7 }',
      },
    ),
  ],
  'inventory/foreign-mac': [
    site({ makers: [MAKER] }, { makers: [MAKER, OTHER_MAKER] }),
    {
      accepts: () => codes(inventoryOf({}), { makerOf: () => ROOM.vendor }),
      rejects: () => codes(inventoryOf({}), { makers: [MAKER, ELSEWHERE], makerOf: () => 'three' }),
    },
  ],
  'inventory/backup-is-main': [
    site({ pbx: ', backup: { host: other.example }' }, { pbx: ', backup: { host: pbx.example }' }),
  ],
  'inventory/setting-alone': [
    site(
      { makers: [WITH_PARTNER], phone: ', settings: { port: 5, host: a }' },
      { makers: [WITH_PARTNER], phone: ', settings: { port: 5 }' },
    ),
  ],
  'inventory/no-password': [lines('{ "7001": {} }')],
  'inventory/no-time-zone': [site({}, { site: '' })],
  'inventory/unused-entry': [
    site({ rest: 'groups: { a: {} }', phone: ', groups: [a]' }, { rest: 'groups: { a: {} }' }),
    site(
      { rest: 'dialPlans: { a: [{ match: "1" }] }', defaults: 'pbx: main, dialPlan: a' },
      { rest: 'dialPlans: { a: [{ match: "1" }] }' },
    ),
    // The table that could not be read may name it.
    {
      accepts: () =>
        codes(`include: [b.csv]\n${inventoryOf({ rest: 'groups: { a: {} }' })}`, {
          secrets: SECRETS,
        }).filter((code) => code !== 'source/not-found'),
      rejects: judgeParts({ rest: 'groups: { a: {} }' }),
    },
  ],
  'inventory/listed-twice': [defaults('codecs: [g722, g711alaw]', 'codecs: [g722, g722]')],
  'inventory/unreachable-server': [site({ host: '192.0.2.7' }, { host: '127.0.0.1' })],
  'inventory/pnp-for-nobody': [
    site(
      { site: 'timeZone: Etc/UTC, pnp: false' },
      { site: 'timeZone: Etc/UTC, pnp: true', phone: ', options: { 66: { text: 10.20.1.1 } }' },
    ),
    site(
      {
        site: 'timeZone: Etc/UTC, pnp: true',
        phone: ', options: { 66: { text: "http://10.20.1.1/" } }',
      },
      { site: 'timeZone: Etc/UTC, pnp: true' },
    ),
  ],
  'inventory/plain-secret': [lines('{ "7001": { password: sesame } }')],
  'inventory/ami-unencrypted': [
    ...['host: 127.0.0.1', 'host: LOCALHOST', 'host: 10.20.1.1, tls: true', 'user: other'].map(
      asked,
    ),
    ...[
      'host: 10.20.1.1, unencrypted: true',
      `host: pbx, tls: { fingerprint: "${'a1'.repeat(32)}" }`,
    ].map(asked),
    site({}, { pbx: ', ami: { secret: { env: SIP }, host: 127.0.0.1.example, tls: false }' }),
  ],
  'inventory/ari-unencrypted': [
    ...['host: localhost', 'host: 10.20.1.1, tls: true', 'host: pbx, unencrypted: true'].map(ari),
  ],
  'inventory/pbx-link-unasked': [
    linked('from: main, to: other', ', ami: { secret: { env: SIP }, host: 127.0.0.1 }', ''),
    linked(
      'from: other, to: main',
      ', ami: { secret: { env: SIP }, host: 127.0.0.1 }',
      ', ami: { secret: { env: SIP } }',
    ),
  ],
  'inventory/pbx-link-to-itself': [
    { accepts: links('from: main, to: other'), rejects: links('from: main, to: main') },
  ],
  'inventory/pbx-link-name': [
    { accepts: links('from: main, to: "b c"'), rejects: links('from: "b c", to: main') },
  ],
  'inventory/key-beyond-model': [keys('{ 1: { line: "7001" }, 9: { speedDial: "5" } }')],
  'inventory/no-line': [keys('{ 1: { speedDial: "5" } }')],
  'inventory/too-many-lines': [
    keys('{ 1: { line: "7001" }, 2: { line: "7002" }, 3: { line: "7003" } }'),
  ],
  'inventory/label-too-long': [phone('label: desk', 'label: ninecharacters')],
  'inventory/nat-not-enabled': [
    phone('nat: { enabled: true, fromReceived: true }', 'nat: { fromReceived: true }'),
  ],
  'inventory/port-order': [
    phone('rtp: { first: 16384, last: 16400 }', 'rtp: { first: 16400, last: 16384 }'),
  ],
  'inventory/service-address': [
    keys('{ 1: { line: "7001" }, 2: { service: "gopher://a", label: s } }'),
  ],
  'inventory/unsupported': [phone('', 'csta: true')],
};
