import { describe, expect, it } from 'vitest';
import { createSecret } from '../../../src/core/secret.js';
import { settingText, settingTexts } from '../../../src/phones/packs/setting-text.js';
import type { SettingSchema, SettingsSchema } from '../../../src/site/model.js';
import type { SettingValue } from '../../../src/site/site.js';

const inverted: SettingSchema = { type: 'boolean', 'x-wire': { true: '0', false: '1' } };
const plain: SettingSchema = {};

describe('settingText', () => {
  const rows: readonly {
    name: string;
    schema: SettingSchema;
    value: SettingValue;
    wire: string;
  }[] = [
    { name: 'an inverted flag that is on', schema: inverted, value: true, wire: '0' },
    { name: 'an inverted flag that is off', schema: inverted, value: false, wire: '1' },
    { name: 'a flag without a table', schema: plain, value: true, wire: 'true' },
    { name: 'a number', schema: plain, value: 3804, wire: '3804' },
    { name: 'zero', schema: plain, value: 0, wire: '0' },
    { name: 'an empty text', schema: plain, value: '', wire: '' },
    { name: 'a number by table', schema: { 'x-wire': { 2: 'two' } }, value: 2, wire: 'two' },
    { name: 'a row that is empty', schema: { 'x-wire': { off: '' } }, value: 'off', wire: '' },
    { name: 'a value without a row', schema: inverted, value: 'maybe', wire: 'maybe' },
    { name: 'a name that objects inherit', schema: inverted, value: 'toString', wire: 'toString' },
    { name: 'a secret', schema: plain, value: createSecret('s3cret'), wire: 's3cret' },
    { name: 'a list', schema: plain, value: [1, 7], wire: '1,7' },
    { name: 'a list by table', schema: inverted, value: [true, false], wire: '0,1' },
    { name: 'an empty list', schema: plain, value: [], wire: '' },
  ];

  it.each(rows)('$name', ({ schema, value, wire }) => {
    expect(settingText(schema, value)).toBe(wire);
  });
});

describe('settingTexts', () => {
  const schema: SettingsSchema = {
    type: 'object',
    additionalProperties: false,
    properties: {
      webAccess: { ...inverted, default: false },
      idleTimeout: { type: 'integer', default: 0 },
      loadServer: { type: 'string' },
    },
  };

  it('writes what is set, then the default, then nothing', () => {
    expect(settingTexts(schema, { webAccess: true })).toEqual({
      webAccess: '0',
      idleTimeout: '0',
      loadServer: '',
    });
  });

  it('lets no setting through that the schema does not name', () => {
    expect(settingTexts(schema, { stray: 'x' })).not.toHaveProperty('stray');
  });
});
