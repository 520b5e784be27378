// What a text of a phone's file says of a setting: setting-text.ts the other way round. Must never know a vendor.

import { createSecret, type Secret } from '../../core/secret.js';
import type { Model, SettingSchema } from '../../site/model.js';
import { settingText } from './setting-text.js';

/**
 * Undefined: no value of the setting makes this text. `anyCase`: the phone takes values in any case. An empty text is
 * no value of a setting that has none unless said.
 */
export function settingValue(
  schema: SettingSchema,
  text: string,
  anyCase = false,
): string | number | boolean | Secret | undefined {
  if (schema['x-secret']) return text === '' ? undefined : createSecret(text);
  const value = candidatesOf(schema, text).find((each) =>
    isSame(settingText(schema, each), text, anyCase),
  );
  return value !== undefined && fits(schema, value) ? value : undefined;
}

/** What the file says of a setting. */
interface SaidSetting {
  readonly text: string;
  readonly anyCase?: boolean | undefined;
}

/** The settings of a model that a file says, other than it has them unless said. `saidOf`: undefined: nothing is said. */
export function settingsSaid(
  { settings }: Model,
  saidOf: (name: string) => SaidSetting | undefined,
): Readonly<Record<string, string | number | boolean | Secret>> {
  const entries = Object.entries(settings.properties).flatMap(([name, schema]) => {
    const said = saidOf(name);
    if (!said || isUnset(schema, said.text)) return [];
    const value = settingValue(schema, said.text, said.anyCase);
    return value === undefined || value === schema.default ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

/** The empty text is what an unset one makes, too. */
function isUnset(schema: SettingSchema, text: string): boolean {
  const { default: unless } = schema;
  return unless === undefined ? text === '' : settingText(schema, unless) === text;
}

type Plain = string | number | boolean;

function candidatesOf(schema: SettingSchema, text: string): readonly Plain[] {
  const { type, enum: values } = schema;
  if (values) return values;
  if (type === 'boolean') return [true, false];
  if (type === 'integer') return /^-?\d+$/.test(text) ? [Number(text)] : [];
  return type === 'string' ? [text] : [];
}

function isSame(a: string, b: string, anyCase: boolean): boolean {
  return anyCase ? a.toLowerCase() === b.toLowerCase() : a === b;
}

/** The limits that schemas of settings have. The forms of texts are judged where they are written. */
function fits(schema: Limits, value: Plain): boolean {
  const { minimum, maximum, maxLength, pattern } = schema;
  if (typeof value === 'number') {
    return value >= (minimum ?? value) && value <= (maximum ?? value);
  }
  if (typeof value !== 'string') return true;
  return (
    value.length <= (maxLength ?? value.length) &&
    (pattern === undefined || new RegExp(pattern, 'u').test(value))
  );
}

interface Limits extends SettingSchema {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}
