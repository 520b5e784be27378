// What the model has room for: keys, lines, labels, formats, features.

import { dialledFault } from '../../core/user-part.js';
import { impossible, risky } from '../../findings/evidence.js';
import type { Place } from '../../findings/finding.js';
import type { Complaint } from '../../findings/rule.js';
import { placeOfKey } from '../../site/key-place.js';
import type { Model } from '../../site/model.js';
import type { Key, Phone } from '../../site/site.js';
import { UNSUPPORTED } from '../../site/unsupported.js';
import type { PhoneRules } from './subject.js';

export const LIMIT_RULES = {
  'inventory/key-beyond-model': {
    ...impossible('A key that the model does not have', 'use a lower number'),
    run: ({ phone, model }) =>
      phone.keys
        .filter(({ button }) => button > model.keys)
        .map(({ button }) => ({
          at: placeOfKey(phone, { button }),
          message: `the ${model.name} has ${model.keys} keys, not ${button}`,
        })),
  },
  'inventory/too-many-lines': {
    ...impossible('More lines than the model has', 'remove some'),
    run({ phone, model }) {
      const lines = phone.keys.filter(isLine);
      const first = lines[model.lines];
      if (!first) return [];
      const message = `the ${model.name} has ${model.lines} lines; ${lines.length} are asked of it`;
      return [{ at: placeOfKey(phone, first), message }];
    },
  },
  'inventory/label-too-long': {
    ...impossible('A label longer than the phone takes', 'shorten it'),
    run({ phone, model }) {
      const { phone: ofPhone, key: ofKey } = model.labelLength;
      return [
        ...longLabel(phone, model, phone.label, ofPhone, ['label']),
        ...phone.keys.flatMap((key) =>
          isRefusedNumber(key)
            ? []
            : longLabel(phone, model, key.label, ofKey, ['keys', `${key.button}`, 'label']),
        ),
      ];
    },
  },
  'inventory/unsupported': {
    ...UNSUPPORTED,
    run: ({ phone, model }) => [...missingCsta(phone, model), ...missingFormat(phone, model)],
  },
} as const satisfies PhoneRules;

/** What is missing, where nothing of the entry is wrong that it may stand in. */
export const NO_LINE_RULES = {
  'inventory/no-line': {
    ...risky('A phone without a line', 'put one on a key: { line: "7001" }'),
    run({ phone: { mac, keys, placeOf } }) {
      if (keys.some(isLine)) return [];
      const message = `phone ${mac} has no line, so it can neither call nor ring`;
      return [{ at: placeOf('keys'), message }];
    },
  },
} as const satisfies PhoneRules;

function isLine({ type }: Key): boolean {
  return type === 'line';
}

/** Where nobody wrote it, what has the label is where it stands. */
function longLabel(
  phone: Phone,
  model: Model,
  text: string,
  limit: number,
  path: readonly string[],
): readonly Complaint<Place>[] {
  // Most are shorter whatever they are made of.
  const length = text.length <= limit ? text.length : [...text].length;
  if (length <= limit) return [];
  const message = `label "${text}" has ${length} characters, the ${model.name} shows ${limit}`;
  const said = phone.saidAt(...path);
  const hint = 'write `label` here: unless said it is the number';
  const at = said ?? phone.placeOf(...path.slice(0, -1));
  return [{ at, message, ...(!said && { hint }) }];
}

/** Of a label that is the number because nobody said another: the number has its finding. */
function isRefusedNumber(key: Key): boolean {
  return 'number' in key && key.label === key.number && dialledFault(key.number) !== undefined;
}

function missingCsta(phone: Phone, model: Model): readonly Complaint<Place>[] {
  if (!phone.csta || model.csta) return [];
  const at = phone.placeOf('csta');
  const message = `the ${model.name} has no uaCSTA`;
  const hint = 'write it under `models`, for the phones that have it';
  return [{ at, message, ...(!phone.isOwn(at) && { hint }) }];
}

/** The schema holds a phone's own `format` to the model's; this holds what layers make of it. */
function missingFormat({ format, placeOf }: Phone, model: Model): readonly Complaint<Place>[] {
  if (format === undefined || model.formats.includes(format)) return [];
  const message = `the ${model.name} has no format "${format}"`;
  return [{ at: placeOf('format'), message, hint: `one of: ${model.formats.join(', ')}` }];
}
