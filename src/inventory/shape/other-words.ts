// Words of other programs and of other trades for those that an inventory has: its words field by field, and its fields.

import { ownOf } from '../../core/own.js';
import { nearestName } from '../../findings/near.js';

/** As they are written in small letters and digits alone. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Names of RFC 3551 and of ITU-T, of SDP, Asterisk and telephones' menus.
  codecs: {
    pcma: 'g711alaw',
    g711a: 'g711alaw',
    pcma8000: 'g711alaw',
    g711alaw64k: 'g711alaw',
    alaw: 'g711alaw',
    pcmu: 'g711ulaw',
    g711u: 'g711ulaw',
    g711mulaw: 'g711ulaw',
    pcmu8000: 'g711ulaw',
    g711ulaw64k: 'g711ulaw',
    ulaw: 'g711ulaw',
    mulaw: 'g711ulaw',
    g72264k: 'g722',
    g7228000: 'g722',
    g729a: 'g729',
    g729b: 'g729',
    g729ab: 'g729',
    g7298000: 'g729',
    ilbc20: 'ilbc',
    ilbc30: 'ilbc',
    opus48000: 'opus',
    opus480002: 'opus',
  },
  transport: { sips: 'tls', ssl: 'tls', dtls: 'tls' },
  access: { all: 'open', anyone: 'open', everyone: 'open', public: 'open', leases: 'lease' },
  clients: { all: 'any', anyone: 'any', everyone: 'any', known: 'inventory', models: 'phones' },
};

/** Words that mean one of two, and how to choose. */
const OF_TWO: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  codecs: { g711: 'write g711alaw, or g711ulaw in North America and Japan' },
};

const bare = (word: string) => word.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The word of `allowed` that is meant; undefined: nobody knows. */
export function wordFor(
  field: string,
  written: string,
  allowed: readonly string[],
): string | undefined {
  const plain = bare(written);
  if (ownOf(ownOf(OF_TWO, field), plain) !== undefined) return undefined;
  const other = ownOf(ownOf(WORDS, field), plain) ?? allowed.find((each) => bare(each) === plain);
  return other !== undefined && allowed.includes(other) ? other : nearestName(written, allowed);
}

/** `write g711alaw`, or all that can be written. */
export function wordHint(field: string, written: string, allowed: readonly string[]): string {
  const word = wordFor(field, written, allowed);
  if (word !== undefined) return `write ${word}`;
  return ownOf(ownOf(OF_TWO, field), bare(written)) ?? `one of: ${allowed.join(', ')}`;
}

/** Names of fields in other programs, and ours. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  gateway: ['router'],
  gw: ['router'],
  range: ['pool'],
  ip: ['address', 'host'],
  ipaddress: ['address', 'host'],
  address: ['host'],
  hostname: ['host'],
  secret: ['password'],
  password: ['secret'],
  passwd: ['password', 'secret'],
  passwort: ['password', 'secret'],
  username: ['authName', 'user'],
  authuser: ['authName'],
  displayname: ['name'],
  callerid: ['name'],
  mailbox: ['voicemail'],
  server: ['host'],
  proxy: ['outboundProxy'],
  expires: ['registerExpires'],
  modell: ['model'],
  modelo: ['model'],
  модель: ['model'],
  typ: ['model'],
  devicetype: ['model'],
  phonemodel: ['model'],
  timezone: ['timeZone'],
  language: ['locale'],
};

/** The name of a field that is meant by another's word for it: of several the first that is known at the place. */
export function fieldFor(written: string, known: readonly string[]): string | undefined {
  return ownOf(NAMES, written.toLowerCase())?.find((each) => known.includes(each));
}
