// JSON Schema of a PBX: where phones reach it, and where and as whom offhook asks it.

import { flag, listOf, record, text } from '../../core/json-schema.js';
import { TRANSPORTS } from '../../site/site.js';
import { formatted, hostText, port, ref } from './schema-parts.js';

const AMI_TLS = {
  description:
    'Ask it through TLS: true where an authority that this machine trusts has signed its certificate, { fingerprint: … } otherwise.',
  type: ['boolean', 'object'],
  additionalProperties: false,
  required: ['fingerprint'],
  properties: {
    fingerprint: text(
      'SHA-256 of its certificate, as "openssl x509 -noout -fingerprint -sha256" prints it.',
      {
        pattern: '^[0-9A-Fa-f]{2}(:?[0-9A-Fa-f]{2}){31}$',
        examples: [Array(32).fill('A1').join(':')],
      },
    ),
  },
};

/** A section of Asterisk's file that names a user. */
const userText = (description: string) =>
  text(description, {
    pattern: '^(?!general$)[A-Za-z0-9][A-Za-z0-9._-]*$',
    examples: ['offhook'],
  });

const askedAt = (description: string) =>
  text(description, { ...formatted('host-beside-port'), examples: ['127.0.0.1'] });

const UNENCRYPTED = flag('Ask it without TLS on another machine, too.');

/** Asterisk's own names. */
const AMI = {
  ...record(
    {
      user: userText('Name of the user; offhook unless said.'),
      secret: ref('secret'),
      permit: {
        ...listOf(
          text('Address.', { examples: ['127.0.0.1'] }),
          'From where it may be asked; 127.0.0.1 unless said.',
        ),
        minItems: 1,
      },
      host: askedAt('Where offhook asks it, by name or address; it is not asked unless said.'),
      port: port('Its port; 5038, with TLS 5039, unless said.'),
      tls: AMI_TLS,
      unencrypted: UNENCRYPTED,
    },
    {
      required: ['secret'],
      dependentRequired: { port: ['host'], tls: ['host'], unencrypted: ['host'] },
    },
  ),
  description: "The user of Asterisk's manager interface (AMI) through which offhook asks it.",
};

/** Asterisk's own names. */
const ARI = {
  ...record(
    {
      host: askedAt('Where offhook asks it, by name or address.'),
      port: port('Its port; 8088, with TLS 8089, unless said.'),
      tls: flag('Ask it through TLS, with a certificate that this machine trusts.'),
      unencrypted: UNENCRYPTED,
      user: userText('Name of the user in ari.conf; offhook unless said.'),
      secret: ref('secret'),
      rooms: {
        ...listOf(
          text('Number that is dialled.', {
            pattern: '^[A-Za-z0-9_-]{1,40}$',
            examples: ['800'],
          }),
          'Conferences that offhook runs: `export asterisk` writes the extensions that hand their callers to it.',
        ),
        minItems: 1,
        uniqueItems: true,
      },
    },
    { required: ['host', 'secret', 'rooms'] },
  ),
  description:
    "The user of Asterisk's REST interface (ARI) through which offhook runs conferences.",
};

export const PBX_LINKS = listOf(
  record(
    {
      from: text('Name of the PBX whose lines they are.'),
      to: text('Name of the PBX where keys watch them, as 7001*NAME.'),
      lines: {
        ...listOf(
          text('Number of a line.', { examples: ['7001'] }),
          'Which; all of `from` unless said.',
        ),
        minItems: 1,
      },
    },
    { required: ['from', 'to'] },
  ),
  'Asterisks that show what the lines of another are doing, which offhook tells them while it serves.',
);

export const PBX = record(
  {
    host: hostText('Name or address at which phones reach it.', 'host-beside-port'),
    port: port('SIP port; 5060 unless said.'),
    transport: { enum: TRANSPORTS, description: 'SIP transport; udp unless said.' },
    outboundProxy: ref('hostPort'),
    backup: ref('hostPort'),
    registerExpires: {
      type: 'integer',
      minimum: 30,
      maximum: 86400,
      description: 'Seconds between registrations; 300 unless said.',
    },
    ami: AMI,
    ari: ARI,
  },
  { required: ['host'] },
);
