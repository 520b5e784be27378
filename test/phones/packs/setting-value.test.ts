// A setting's text and its value: each the other's inverse.

import { describe, expect, it } from 'vitest';
import { isSecret } from '../../../src/core/secret.js';
import { settingText } from '../../../src/phones/packs/setting-text.js';
import { settingValue } from '../../../src/phones/packs/setting-value.js';
import type { SettingSchema } from '../../../src/site/model.js';
import { PACKS } from '../shipped-models.js';

const SETTINGS = [...PACKS.models.values()].flatMap((model) =>
  Object.entries(model.settings.properties).flatMap(([name, schema]) => {
    const values = valuesOf(schema);
    return values.length === 0 ? [] : [{ name: `${model.id} ${name}`, schema, values }];
  }),
);

function valuesOf({ default: unless, enum: all, type }: SettingSchema) {
  if (type === 'boolean') return [true, false];
  return all ?? (unless === undefined ? [] : [unless]);
}

describe('settingValue', () => {
  it.each(SETTINGS)('$name comes back from its text', ({ schema, values }) => {
    const texts = values.map((value) => settingText(schema, value));
    expect(texts.map((text) => settingValue(schema, text))).toEqual(values);
  });

  it.each([
    { schema: { type: 'integer', minimum: 1 }, text: '0' },
    { schema: { type: 'integer' }, text: '007' },
    { schema: { type: 'integer' }, text: 'x' },
    { schema: { type: 'boolean' }, text: 'yes' },
    { schema: { type: 'string', enum: ['a'] }, text: 'A' },
    { schema: { type: 'string', maxLength: 2 }, text: 'abc' },
    { schema: { type: 'string', pattern: '^a' }, text: 'b' },
    { schema: { 'x-secret': true }, text: '' },
  ])('$text is no value of $schema', ({ schema, text }) => {
    expect(settingValue(schema, text)).toBeUndefined();
  });

  it('takes values in any case where the phone does, and keeps a secret one', () => {
    expect(settingValue({ enum: ['unicast'] }, 'Unicast', true)).toBe('unicast');
    expect(isSecret(settingValue({ 'x-secret': true }, 'hush'))).toBe(true);
  });
});
