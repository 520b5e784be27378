// What the model has room for: keys, lines, labels, formats, features.

import { dialledFault } from '../../core/user-part.js';
import { type CodeTable, impossible, risky } from '../../findings/evidence.js';
import { type Finding, findingsOf, type Place } from '../../findings/finding.js';
import { SITE_CODES } from '../../site/codes.js';
import type { Model } from '../../site/model.js';
import type { Key, Phone } from '../../site/site.js';

export const LIMIT_CODES = {
  'inventory/key-beyond-model': impossible(
    'A key that the model does not have',
    'use a lower number',
  ),
  'inventory/no-line': risky('A phone without a line', 'put one on a key: { line: "7001" }'),
  'inventory/too-many-lines': impossible('More lines than the model has', 'remove some'),
  'inventory/label-too-long': impossible('A label longer than the phone takes', 'shorten it'),
} as const satisfies CodeTable;

const finding = findingsOf({ ...LIMIT_CODES, ...SITE_CODES });

type Rule = (phone: Phone, model: Model) => readonly Finding[];

const RULES: readonly Rule[] = [checkKeys, checkLines, checkLabels, checkCsta, checkFormat];

export function checkLimits(phone: Phone, model: Model): readonly Finding[] {
  return RULES.flatMap((rule) => rule(phone, model));
}

function checkKeys(phone: Phone, model: Model): readonly Finding[] {
  return phone.keys
    .filter(({ button }) => button > model.keys)
    .map(({ button, place }) => {
      const message = `the ${model.name} has ${model.keys} keys, not ${button}`;
      return finding('inventory/key-beyond-model', place, message);
    });
}

function checkLines(phone: Phone, model: Model): readonly Finding[] {
  const lines = phone.keys.filter(({ type }) => type === 'line');
  if (lines.length === 0) {
    const message = `phone ${phone.mac} has no line, so it can neither call nor ring`;
    return [finding('inventory/no-line', phone.placeOf('keys'), message)];
  }
  const first = lines[model.lines];
  if (!first) return [];
  const message = `the ${model.name} has ${model.lines} lines; ${lines.length} are asked of it`;
  return [finding('inventory/too-many-lines', first.place, message)];
}

function checkLabels(phone: Phone, model: Model): readonly Finding[] {
  const check = (text: string, limit: number, holder: Place, ...path: readonly string[]) => {
    const { length } = [...text];
    if (length <= limit) return [];
    const message = `label "${text}" has ${length} characters, the ${model.name} shows ${limit}`;
    const said = phone.saidAt(...path);
    const hint = 'write `label` here: unless said it is the number';
    return [finding('inventory/label-too-long', said ?? holder, message, said ? {} : { hint })];
  };
  return [
    ...check(phone.label, model.labelLength.phone, phone.placeOf(), 'label'),
    ...phone.keys.flatMap((key) =>
      isRefusedNumber(key)
        ? []
        : check(key.label, model.labelLength.key, key.place, 'keys', `${key.button}`, 'label'),
    ),
  ];
}

/** Of a label that is the number because nobody said another: the number has its finding. */
function isRefusedNumber(key: Key): boolean {
  return 'number' in key && key.label === key.number && dialledFault(key.number) !== undefined;
}

function checkCsta(phone: Phone, model: Model): readonly Finding[] {
  if (!phone.csta || model.csta) return [];
  const place = phone.placeOf('csta');
  const message = `the ${model.name} has no uaCSTA`;
  const hint = 'write it under `models`, for the phones that have it';
  return [finding('inventory/unsupported', place, message, phone.isOwn(place) ? {} : { hint })];
}

/** The schema holds a phone's own `format` to the model's; this holds what layers make of it. */
function checkFormat(phone: Phone, model: Model): readonly Finding[] {
  if (phone.format === undefined || model.formats.includes(phone.format)) return [];
  const message = `the ${model.name} has no format "${phone.format}"`;
  const hint = `one of: ${model.formats.join(', ')}`;
  return [finding('inventory/unsupported', phone.placeOf('format'), message, { hint })];
}
