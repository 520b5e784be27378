// Texts of an inventory held to what the phone's file has room for (templates/cisco/elements.json), which is bytes.

import type { Place } from '../../../../../findings/finding.js';
import type { Complaint } from '../../../../../findings/rule.js';
import { placeOfKey } from '../../../../../site/key-place.js';
import type { LineKey, Phone } from '../../../../../site/site.js';
import type { CiscoData } from '../../../tables/data.js';
import { elementRuleAt, lengthBeyond } from '../../../tables/lengths.js';
import { VALUE_RULES } from '../../elements/value-rules.js';
import { linesOf } from './check-lines.js';
import type { PhoneRules } from './subject.js';

const LOAD = 'device/loadInformation';
const LINE = 'device/sipProfile/sipLines/line';

export const TEXT_RULES = {
  'cisco/label-space': {
    ...VALUE_RULES['cisco/label-space'],
    run({ phone: { label, placeOf } }) {
      const fault = VALUE_RULES['cisco/label-space'].find(label);
      if (!fault) return [];
      const hint = 'write it without: several sources say that the phone takes none';
      return [{ at: placeOf('label'), message: `label "${label}" ${fault.what}`, hint }];
    },
  },
  'cisco/too-long': {
    ...VALUE_RULES['cisco/too-long'],
    run: ({ phone, data }) => [
      ...longPasswords(phone, data, 'limit'),
      ...longAddresses(phone, data),
      ...longLoad(phone, data),
    ],
  },
  'cisco/long-password': {
    ...VALUE_RULES['cisco/long-password'],
    run: ({ phone, data }) => longPasswords(phone, data, 'known'),
  },
  'cisco/long-value': {
    ...VALUE_RULES['cisco/long-value'],
    run: ({ phone, data }) => linesOf(phone).flatMap((key) => longNames(phone, key, data)),
  },
} as const satisfies PhoneRules;

function longNames(
  phone: Phone,
  key: LineKey,
  { elements }: CiscoData,
): readonly Complaint<Place>[] {
  const { line } = key;
  if (line.standIn) return [];
  const rule = elementRuleAt(elements, `${LINE}/name`);
  return [...new Set([line.number, line.displayName, line.authName])]
    .filter((name) => lengthBeyond(Buffer.byteLength(name), rule) !== undefined)
    .map((name) => ({
      at: placeOfKey(phone, key),
      message: `"${name}" has ${Buffer.byteLength(name)} bytes; ${rule.max} are known to work`,
      hint: 'change it, or leave it if your phone does not mind',
    }));
}

function longPasswords(
  phone: Phone,
  { elements }: CiscoData,
  wanted: 'limit' | 'known',
): readonly Complaint<Place>[] {
  const rule = elementRuleAt(elements, `${LINE}/authPassword`);
  const hint =
    wanted === 'limit'
      ? `the phone has room for ${rule.limit}`
      : `some phones refuse their file above ${rule.max}: shorten it if yours does`;
  return linesOf(phone).flatMap(({ line, button }) => {
    const length = Buffer.byteLength(line.password?.reveal() ?? '');
    if (lengthBeyond(length, rule) !== wanted) return [];
    return [
      {
        at: placeOfKey(phone, { button }),
        message: `the password of line "${line.number}" has ${length} bytes`,
        hint,
      },
    ];
  });
}

function longAddresses(phone: Phone, { elements }: CiscoData): readonly Complaint<Place>[] {
  const { max = 0 } = elementRuleAt(elements, `${LINE}/serviceURI`);
  return phone.keys.flatMap((key) => {
    if (key.type !== 'service' || key.url.length <= max) return [];
    const message = `the address has ${key.url.length} characters; the phone takes ${max}`;
    return [{ at: placeOfKey(phone, key), message }];
  });
}

function longLoad(
  { firmware = '', placeOf }: Phone,
  { elements }: CiscoData,
): readonly Complaint<Place>[] {
  const rule = elementRuleAt(elements, LOAD);
  if (lengthBeyond(firmware.length, rule) !== 'limit') return [];
  const message = `"${firmware}" is longer than ${rule.limit} characters`;
  return [{ at: placeOf('firmware'), message, hint: 'use the name as shipped' }];
}
