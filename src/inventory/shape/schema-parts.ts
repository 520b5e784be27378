// JSON Schema of the things an inventory is made of. Descriptions are the manual that editors show.

import type { OptionForm } from '../../core/dhcp-option-forms.js';
import { flag, listOf, record, text } from '../../core/json-schema.js';
import { ACCESS, CLIENTS, CODECS } from '../../site/site.js';
import { FORMATS, type FormatName } from './formats.js';

/**
 * The text has a form that says itself what is wrong (formats.ts). Editors know no such form: they are given a
 * pattern that lets more pass.
 */
export const formatted = (format: FormatName) => ({ format, pattern: FORMATS[format].roughly });

export const port = (description: string) => ({
  type: 'integer',
  minimum: 1,
  maximum: 65535,
  description,
});

/** A record, or null; `rules` hold for a record only. */
const nullable = (description: string, properties: object, rules: object) => ({
  ...record(properties),
  type: ['object', 'null'],
  description,
  if: { type: 'object' },
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
  then: rules,
});

export const ref = (name: string, description?: string) => ({
  $ref: `#/$defs/${name}`,
  ...(description === undefined ? {} : { description }),
});

export const hostText = (description: string, format: FormatName = 'host') =>
  text(description, { ...formatted(format), examples: ['pbx.lab.example', '10.20.1.1'] });

const numberText = (description: string, examples: readonly string[] = []) =>
  text(description, { ...formatted('dialled'), ...(examples.length > 0 && { examples }) });

const OPTION_FORMS = {
  text: text('Text.', { examples: ['http://10.20.1.1/phones'] }),
  ip: text('One address.', { examples: ['10.20.1.1'] }),
  ips: { ...listOf({ type: 'string' }, 'Addresses, best first.'), minItems: 1 },
  hex: text('Bytes.', {
    pattern: '^[0-9A-Fa-f]{2}([ :-]?[0-9A-Fa-f]{2})*$',
    examples: ['01 04 0a140101'],
  }),
  u8: { type: 'integer', minimum: 0, maximum: 0xff, description: 'Number of one byte.' },
  u16: { type: 'integer', minimum: 0, maximum: 0xffff, description: 'Of two bytes.' },
  u32: { type: 'integer', minimum: 0, maximum: 0xffff_ffff, description: 'Of four bytes.' },
} as const satisfies Readonly<Record<OptionForm, object>>;

/** Referred to by name from everywhere; `secret` keeps passwords out of the inventory. */
export const DEFINITIONS = {
  secret: {
    description: 'A password: { env: NAME }, { file: path }, { credential: NAME }, or plain text.',
    type: ['string', 'object'],
    minLength: 1,
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
    properties: {
      env: text('Name of an environment variable that holds it.', {
        ...formatted('variable-name'),
        examples: ['SIP_7896'],
      }),
      file: text('File that holds it, relative to this inventory file.'),
      credential: text('Name of a systemd credential that holds it.'),
    },
  },
  hostPort: record(
    {
      host: hostText('Name or address.', 'host-beside-port'),
      port: port('Port; 5060 unless said.'),
    },
    { required: ['host'] },
  ),
  nat: record({
    enabled: flag('The phone is behind NAT.'),
    address: hostText('Outside address, if the phone cannot learn it.'),
    fromReceived: flag("Learn the outside address from `received=` in the registrar's answer."),
  }),
  rtp: record({
    first: port('First UDP port for media; even.'),
    last: port('Last UDP port for media.'),
  }),
  raw: {
    type: 'object',
    description: "What offhook does not model, by the vendor's own names, as text.",
    additionalProperties: { type: 'string' },
  },
  keys: {
    type: 'object',
    description: 'Programmable keys by number, from 1.',
    propertyNames: {
      pattern: '^[1-9][0-9]*$',
      description: 'keys are numbers from 1, with no zero in front, such as 2',
    },
    additionalProperties: ref('key'),
  },
  key: nullable(
    'What the key does; null: nothing, whatever `defaults` or a group say of it.',
    {
      line: text('Number of a line under `lines`.', { examples: ['7896'] }),
      speedDial: numberText('Number to dial.', ['7001']),
      blf: numberText('Number to dial and to watch.', ['7002']),
      service: text('Address of an XML service.', { examples: ['http://10.20.1.1/menu.xml'] }),
      label: text('What the phone shows beside the key.'),
      pickup: numberText('Feature code dialled to pick up a call at a `blf` number.', ['**']),
    },
    {
      oneOf: ['line', 'speedDial', 'blf', 'service'].map((kind) => ({ required: [kind] })),
      dependentRequired: { pickup: ['blf'] },
    },
  ),
  dhcpOptions: {
    type: 'object',
    description: 'DHCP options by number, sent whether the phone asks for them or not.',
    propertyNames: {
      pattern: '^(0|[1-9][0-9]{0,2})$',
      description: 'options go by their numbers of 1 to 254, such as 132 for a VLAN',
    },
    additionalProperties: ref('dhcpOption'),
  },
  allow: listOf(
    record(
      {
        rule: text('Its code, as it stands in brackets behind the finding.', {
          examples: ['cisco/unproven'],
        }),
        reason: text('Why it may be so.'),
      },
      { required: ['rule', 'reason'] },
    ),
    'Findings that are not told any more.',
  ),
  dhcpOption: record(OPTION_FORMS, {
    oneOf: Object.keys(OPTION_FORMS).map((form) => ({ required: [form] })),
  }),
} as const;

/** Fields that `defaults`, a group and a phone have in common; the later one wins. `choices`: those of vendors' sections. */
export const layerProperties = (choices: object) => ({
  pbx: text('Name of a PBX under `pbx`, for lines that name none.'),
  timeZone: text('IANA time zone.', { examples: ['Europe/Moscow'] }),
  locale: text('Language and country.', { examples: ['ru-RU'], pattern: '^[a-z]{2,3}-[A-Z]{2}$' }),
  ntp: listOf(hostText('Name or address.'), 'Time servers, best first.'),
  dateFormat: text('D, M, Y in order with one separator; A at the end for a 12-hour clock.', {
    pattern: '^(D([./-])M\\2Y|M([./-])D\\3Y|Y([./-])M\\4D)A?$',
    examples: ['D.M.Y', 'M/D/YA'],
  }),
  codecs: listOf({ enum: CODECS }, 'Voice codecs, best first.'),
  ...choices,
  nat: ref('nat'),
  rtp: ref('rtp'),
  adminPassword: ref('secret', "Password of the phone's own menu and web page."),
  csta: flag('Let the PBX control the phone by uaCSTA.'),
  keys: ref('keys'),
  options: ref('dhcpOptions'),
  allow: ref('allow'),
});

const LAYER = layerProperties({});

/** A name in a map is a text like any other. */
export const LINE_NUMBER = formatted('user-part');

export const LINE = record({
  name: text('Displayed name; the number unless said.'),
  password: ref('secret'),
  authName: text('User name for authentication; the number unless said.'),
  pbx: text('Name of a PBX under `pbx`.'),
  shared: flag('Several phones may have this line.'),
  voicemail: numberText('Number that the messages key dials.'),
  cstaNumber: numberText('Number for uaCSTA; the line number unless said.'),
});

export const SITE = record({
  name: text('Shown in logs and reports.'),
  timeZone: LAYER.timeZone,
  locale: LAYER.locale,
  ntp: LAYER.ntp,
  servers: listOf(
    hostText('Name or address.'),
    'Where phones reach this server, for files that name it; `network.tftp` unless said.',
  ),
  directory: text(
    "Offhook's own HTTP server as phones reach it: they find a directory of all lines there; none unless said.",
    { ...formatted('http-server'), examples: ['http://10.20.1.1:6970'] },
  ),
  pnp: flag(
    'Tell phones their URL that ask for it by SIP multicast (PnP, 224.0.1.75); no unless said.',
  ),
  fileMode: text('Permissions of generated files that hold secrets; 0600 unless said.', {
    ...formatted('file-mode'),
    examples: ['0640'],
  }),
  fileGroup: text('Group of generated files, by its name or number.', {
    ...formatted('group-name'),
    examples: ['tftp'],
  }),
  allow: ref('allow'),
  access: {
    enum: ACCESS,
    description:
      "Who may fetch files: anyone, the site's addresses, or each phone its own only (lease). " +
      'Unless said: lease where offhook serves DHCP, else open.',
  },
});

const address = (description: string) => text(description, { examples: ['10.20.1.1'] });

export const NETWORK = record(
  {
    interface: text('Network interface to serve DHCP on.', {
      ...formatted('interface'),
      examples: ['eth1'],
    }),
    relay: flag('It is reached through a relay agent only.'),
    subnet: text('Address and prefix length.', { examples: ['10.20.1.0/24'] }),
    server: address(
      'Our address as its phones see it. Unless said: the one in the subnet, and for a relayed ' +
        'network the one on the first that is not.',
    ),
    router: address('Default gateway for the phones.'),
    dns: listOf(address('Address.'), 'Name servers.'),
    domain: text('Domain name for the phones.', {
      ...formatted('domain'),
      examples: ['lab.example'],
    }),
    pool: text('Addresses for phones without a reservation; leave out for reservations only.', {
      examples: ['10.20.1.100-10.20.1.199'],
    }),
    lease: text('How long a lease lasts; 8h unless said.', {
      ...formatted('lease'),
      examples: ['8h', '30m', 'infinite'],
    }),
    tftp: listOf(address('Address.'), 'Options 66 and 150; our own address unless said.'),
    ntp: listOf(address('Address.'), 'Option 42.'),
    clients: {
      enum: CLIENTS,
      description:
        'Who is answered: phones of this inventory (unless said), every phone of a model that ' +
        'offhook knows, or anyone.',
    },
    options: ref('dhcpOptions'),
    addressCheck: flag(
      'Before an address of the pool is first offered, see whether somebody uses it; yes unless said.',
    ),
    coexist: flag('Start DHCP although another DHCP server answers on the same wire.'),
  },
  { required: ['subnet'] },
);
