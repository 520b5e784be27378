// A model's own settings: schema defaults below, then what each layer says.

import type { Secret } from '../../core/secret.js';
import type { Model } from '../../site/model.js';
import type { Settings, SettingValue } from '../../site/site.js';
import { childOf } from '../read/source.js';
import type { SecretInput } from '../shape/input.js';
import type { Context } from './context.js';
import { type Layer, pickNames } from './layers.js';
import { resolveSecret } from './resolve-secret.js';

/** Defaults of the model's `schema.json`. */
export function builtInSettings(model: Model): Settings {
  return Object.fromEntries(
    Object.entries(model.settings.properties).flatMap(([name, property]) =>
      property.default === undefined ? [] : [[name, property.default]],
    ),
  );
}

/** `below` with everything that `layers` say on top; the same object if they say nothing. */
export function resolveSettings(
  context: Context,
  model: Model,
  below: Settings,
  layers: readonly Layer[],
): Settings {
  const said = pickNames(layers, ({ input }) => input.settings);
  const names = Object.keys(said);
  if (names.length === 0) return below;
  const values = names.flatMap((name) => {
    const value = isSecretSetting(model, name)
      ? secretSetting(context, layers, name)
      : (said[name] as SettingValue);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...below, ...Object.fromEntries(values) };
}

function isSecretSetting(model: Model, name: string): boolean {
  return model.settings.properties[name]?.['x-secret'] === true;
}

function secretSetting(
  context: Context,
  layers: readonly Layer[],
  name: string,
): Secret | undefined {
  const layer = layers.find(({ input }) => input.settings?.[name] !== undefined);
  const value = layer?.input.settings?.[name];
  if (!layer?.origin || value === undefined) return undefined;
  const origin = childOf(layer.origin, 'settings', name);
  return resolveSecret(context, value as SecretInput, origin, name);
}
