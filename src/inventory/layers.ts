// Layers of a phone's configuration, strongest first: phone, groups, defaults, site, built in.

import type { Place } from '../core/diagnostic.js';
import type { Model } from '../phones/model.js';
import type { LayerInput, ModelLayerInput, SharedLayerInput } from './input.js';
import type { Entry, Inventory } from './load.js';
import { childOf, type Origin, placeOf } from './source.js';

export interface Layer {
  /** For people: `defaults`, `group reception`. */
  readonly name: string;
  readonly input: LayerInput;
  readonly origin?: Origin;
  /** What this layer says about the phone's model. */
  readonly model?: { readonly input: ModelLayerInput; readonly origin?: Origin };
}

/** What holds where nobody says anything. */
export const BUILT_IN: Layer = {
  name: 'built in',
  input: {
    timeZone: 'Etc/UTC',
    locale: 'en-US',
    ntp: [],
    dateFormat: 'D.M.Y',
    codecs: ['g711alaw', 'g711ulaw'],
    nat: { enabled: false, fromReceived: false },
    rtp: { first: 16384, last: 32766 },
    csta: false,
  },
};

export function siteLayer(inventory: Inventory): readonly Layer[] {
  const { site } = inventory;
  if (!site) return [];
  const { timeZone, locale, ntp } = site.input;
  const input = {
    ...(timeZone !== undefined && { timeZone }),
    ...(locale !== undefined && { locale }),
    ...(ntp !== undefined && { ntp }),
  };
  return [{ name: 'site', input, origin: site.origin }];
}

export function sharedLayer(name: string, entry: Entry<SharedLayerInput>, model: Model): Layer {
  const forModel = entry.input.models?.[model.id];
  return {
    name,
    input: entry.input,
    origin: entry.origin,
    ...(forModel && {
      model: { input: forModel, origin: childOf(entry.origin, 'models', model.id) },
    }),
  };
}

/** The strongest layer's value of a field. */
export function pick<K extends keyof LayerInput>(
  layers: readonly Layer[],
  field: K,
): LayerInput[K] | undefined {
  return layers.find((layer) => layer.input[field] !== undefined)?.input[field];
}

/**
 * A map-like field put together from all layers: of each name the strongest layer's value.
 * Every name in T must be optional, for no layer may say any.
 */
export function pickNames<T extends object>(
  layers: readonly Layer[],
  field: (layer: Layer) => T | undefined,
): T {
  return Object.assign({}, ...layers.map(field).toReversed());
}

/** Fields that a layer says under its model. */
const MODEL_FIELDS = new Set(['settings', 'raw', 'firmware']);

/** Fields whose entries a stronger layer replaces, and does not complete. */
const ENTRIES = new Set(['keys', 'options']);

/** Where the effective value at `path` was written; undefined if no layer of the inventory says it. */
export function findPlace(layers: readonly Layer[], path: readonly string[]): Place | undefined {
  const modelPart = MODEL_FIELDS.has(path[0] ?? '');
  for (const layer of layers) {
    const part = modelPart ? layer.model : layer;
    // A key, and an option, is replaced as a whole: what a weaker layer says of it no longer holds.
    const whole = ENTRIES.has(path[0] ?? '') && has(part?.input, path.slice(0, 2));
    if (whole && !has(part?.input, path)) return undefined;
    if (part?.origin && has(part.input, path)) return placeOf(childOf(part.origin, ...path));
  }
  return undefined;
}

function has(value: unknown, path: readonly string[]): boolean {
  let inner = value;
  for (const step of path) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, step)) return false;
    inner = Object(inner)[step];
  }
  return inner !== undefined;
}
