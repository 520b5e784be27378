// Files of this vendor's phones, told by how they begin.

import type { FileKind } from '../../recognise/file-kind.js';

/** As phones ask for it, with the MAC as its name; some have a capital there. */
const OWN = /^[0-9a-f]{12}\.(cfg|txt|xml)$/i;
/** What a model's phones share: `f0X4hw1.100.cfg`, `F0V00X5U0000.cfg`. */
const COMMON = /^f0(?![0-9a-f]{10}\.cfg$)[0-9a-z.-]+\.cfg$/i;
const CONFIGURATION = new RegExp(`${OWN.source}|${COMMON.source}`, 'i');

const begins = (pattern: RegExp): NonNullable<FileKind['holds']> => {
  return ({ text }) => text !== undefined && pattern.test(text.text.slice(0, MAX_LOOK));
};
const MAX_LOOK = 65_536;

export const KINDS: readonly FileKind[] = [
  {
    id: 'txt',
    what: 'the configuration of a Fanvil phone, as text',
    name: CONFIGURATION,
    own: true,
    holds: begins(/^\s*<<VOIP CONFIG FILE>>/i),
    masked: /^###[^\r\n]*:/m,
  },
  {
    id: 'dotted',
    what: 'the configuration of a Fanvil phone, as names with dots',
    name: CONFIGURATION,
    own: true,
    holds: begins(/^\s*#\s*<Voip Config File>#?/i),
  },
  {
    id: 'xml-of-older-phones',
    what: 'the configuration of an older Fanvil phone, as XML',
    name: CONFIGURATION,
    own: true,
    roots: ['VOIP_CONFIG_FILE'],
    unjudged: 'offhook does not know this form yet',
  },
  {
    id: 'xml',
    what: 'the configuration of a Fanvil phone, as XML',
    name: CONFIGURATION,
    own: true,
    roots: ['sysConf'],
    unjudged: 'offhook does not know this form yet',
  },
  {
    id: 'firmware-list',
    what: 'where a Fanvil phone finds newer firmware',
    name: /_hwv?\d+_\d+\.txt$/i,
    holds: begins(/^\s*Version\s*=.*\r?\n\s*Firmware\s*=/i),
    unjudged: 'it names a version and an address',
  },
  {
    id: 'boot-list',
    what: 'the list of files that a Fanvil phone asks for first',
    name: /^([0-9a-f]{12}|f0{11})\.boot$/i,
    unjudged: 'no source says what is in it; phones go on without it',
  },
];
