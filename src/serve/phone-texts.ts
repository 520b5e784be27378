// What people call a phone, as one text of a column: labels and numbers may hold anything but a NUL.

import { formatPlace } from '../findings/finding.js';
import type { Phone } from '../site/site.js';

export interface PhoneTexts {
  readonly label: string;
  /** SIP accounts of its keys, in their order. */
  readonly lines: readonly string[];
  readonly groups: readonly string[];
  /** The load that the inventory names. */
  readonly firmware?: string;
  /** Where the inventory has it: `lab.yaml:41:3`. */
  readonly place: string;
}

const BETWEEN_FIELDS = '\0';
const BETWEEN_WORDS = '\x01';

export function writePhoneTexts({ label, keys, groups, firmware = '', placeOf }: Phone): string {
  const lines = keys.flatMap((key) => (key.type === 'line' ? [key.line.number] : []));
  const fields = [
    label,
    [...new Set(lines)].join(BETWEEN_WORDS),
    groups.join(BETWEEN_WORDS),
    firmware,
    formatPlace(placeOf()),
  ];
  return fields.join(BETWEEN_FIELDS);
}

export function readPhoneTexts(text: string): PhoneTexts {
  const [label = '', lines = '', groups = '', firmware = '', place = ''] =
    text.split(BETWEEN_FIELDS);
  const words = (field: string) => (field === '' ? [] : field.split(BETWEEN_WORDS));
  return {
    label,
    lines: words(lines),
    groups: words(groups),
    ...(firmware && { firmware }),
    place,
  };
}
