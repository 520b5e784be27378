// A setting's text in a phone's file, told by the model's schema alone. Must never know a vendor.

import { oncePer } from '../../core/once-per.js';
import { isSecret } from '../../core/secret.js';
import type { SettingSchema, SettingsSchema } from '../../site/model.js';
import type { Settings, SettingValue } from '../../site/site.js';

/** `x-wire` decides where it has a row for the value; else the value's own text, a list's joined by commas. */
export function settingText(schema: SettingSchema, value: SettingValue): string {
  if (isList(value)) return value.map((each) => settingText(schema, each)).join(',');
  if (isSecret(value)) return value.reveal();
  const text = String(value);
  const wire = schema['x-wire'];
  return wire !== undefined && Object.hasOwn(wire, text) ? (wire[text] ?? text) : text;
}

/** Every setting of the schema; one that is not set and has no default is the empty text. */
export function settingTexts(
  schema: SettingsSchema,
  settings: Settings,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(schema.properties).map(([name, property]) => {
      const value = settings[name] ?? property.default;
      return [name, value === undefined ? '' : settingText(property, value)];
    }),
  );
}

export type SettingTexts = (
  schema: SettingsSchema,
  settings: Settings,
) => Readonly<Record<string, string>>;

/** Makes those of phones that share their settings once. */
export function createSettingTexts(): SettingTexts {
  const bySchema = oncePer((schema: SettingsSchema) =>
    oncePer((settings: Settings) => settingTexts(schema, settings)),
  );
  return (schema, settings) => bySchema(schema)(settings);
}

function isList(value: SettingValue): value is readonly SettingValue[] {
  return Array.isArray(value);
}
