// Is a model folder what Model says? ajv holds `phone.json` and `schema.json` to it.

import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Model, SettingsSchema } from '../../site/model.js';
import { compileShape } from './shape.js';

type PhoneFile = Omit<Model, 'id' | 'vendor' | 'settings' | 'folder'>;

export interface ModelFiles {
  readonly phone: PhoneFile;
  readonly schema: SettingsSchema;
}

export interface CheckedModelFiles {
  /** Absent if there is a problem. */
  readonly files?: ModelFiles;
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text };
const count = { type: 'integer', minimum: 1, maximum: 500 };
const closed = (properties: object, optional: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

const PHONE = closed({
  name: text,
  lines: count,
  keys: count,
  labelLength: closed({ phone: count, key: count }),
  formats: { ...texts, minItems: 1 },
  csta: { type: 'boolean' },
  dhcp: closed(
    {
      vendorClasses: texts,
      ouis: { type: 'array', items: { type: 'string', pattern: '^([0-9a-f]{2}:){2}[0-9a-f]{2}$' } },
      option66: text,
      option43: text,
      option150: { type: 'boolean' },
    },
    ['option43'],
  ),
  facts: { type: 'object' },
});

/** Only what we rely on: the rest of a property is JSON Schema, which ajv checks when it compiles it. */
const SETTINGS = {
  type: 'object',
  required: ['type', 'additionalProperties', 'properties'],
  properties: {
    type: { const: 'object' },
    additionalProperties: { const: false },
    properties: {
      type: 'object',
      additionalProperties: { type: 'object', required: ['description'] },
    },
  },
};

const isPhone = compileShape<PhoneFile>(PHONE);
const isSettings = compileShape<SettingsSchema>(SETTINGS);

export function checkModelFiles(phone: unknown, schema: unknown): CheckedModelFiles {
  const phoneFits = isPhone(phone);
  const schemaFits = isSettings(schema);
  if (phoneFits && schemaFits) return { files: { phone, schema }, problems: [] };
  return {
    problems: [
      ...messages('phone.json', isPhone.errors ?? []),
      ...messages('schema.json', isSettings.errors ?? []),
    ],
  };
}

function messages(file: string, errors: readonly ErrorObject[]) {
  return errors.map(({ instancePath, message, params }) => {
    const extra = params.additionalProperty;
    const name = extra === undefined ? '' : ` (${extra})`;
    return { file, message: `${instancePath || 'it'} ${message ?? 'is wrong'}${name}` };
  });
}
