// What people call a phone, as one text of a column: labels and numbers may hold anything but a NUL.

import { formatPlace } from '../findings/finding.js';
import type { SipEar } from '../site/notify.js';
import { type Phone, TRANSPORTS } from '../site/site.js';

export interface PhoneTexts {
  readonly label: string;
  /** SIP accounts of its keys, in their order. */
  readonly lines: readonly string[];
  readonly groups: readonly string[];
  /** Names of the PBXes that its lines are at. */
  readonly pbxes: readonly string[];
  /** The load that the inventory names. */
  readonly firmware?: string;
  /** Where the inventory has it: `lab.yaml:41:3`. */
  readonly place: string;
  /** Where it listens for SIP; absent: nobody knows its vendor. */
  readonly ear?: SipEar;
  /** The inventory lets it be controlled by uaCSTA. */
  readonly csta?: true;
}

const BETWEEN_FIELDS = '\0';
const BETWEEN_WORDS = '\x01';

export function writePhoneTexts(phone: Phone, ear?: SipEar): string {
  const { label, keys, groups, firmware = '', csta, placeOf } = phone;
  const lines = keys.flatMap((key) => (key.type === 'line' ? [key.line] : []));
  const words = (texts: readonly string[]) => [...new Set(texts)].join(BETWEEN_WORDS);
  const fields = [
    label,
    words(lines.map(({ number }) => number)),
    words(lines.map(({ pbx }) => pbx.name)),
    groups.join(BETWEEN_WORDS),
    firmware,
    formatPlace(placeOf()),
    ear === undefined ? '' : writeEar(ear),
    csta ? 'csta' : '',
  ];
  return fields.join(BETWEEN_FIELDS);
}

export function readPhoneTexts(text: string): PhoneTexts {
  const [
    label = '',
    lines = '',
    pbxes = '',
    groups = '',
    firmware = '',
    place = '',
    ear = '',
    csta = '',
  ] = text.split(BETWEEN_FIELDS);
  const words = (field: string) => (field === '' ? [] : field.split(BETWEEN_WORDS));
  return {
    label,
    lines: words(lines),
    pbxes: words(pbxes),
    groups: words(groups),
    ...(firmware && { firmware }),
    place,
    ...(ear !== '' && { ear: readEar(ear) }),
    ...(csta !== '' && { csta: true as const }),
  };
}

function writeEar(ear: SipEar): string {
  const { port, transport, isBehindNat, line = '', pbx = '', isFirstLineOnly } = ear;
  const first = isFirstLineOnly ? 'first' : '';
  return [port, transport, isBehindNat ? 'nat' : '', line, pbx, first].join(BETWEEN_WORDS);
}

function readEar(text: string): SipEar {
  const [port, transport, nat, line, pbx, first] = text.split(BETWEEN_WORDS);
  return {
    port: Number(port),
    transport: TRANSPORTS.find((each) => each === transport) ?? 'udp',
    isBehindNat: nat === 'nat',
    ...(line && { line }),
    ...(pbx && { pbx }),
    ...(first === 'first' && { isFirstLineOnly: true as const }),
  };
}
