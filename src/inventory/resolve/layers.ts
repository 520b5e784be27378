// Layers of a phone's configuration, strongest first: phone, groups, defaults, site, built in. What a group or the
// defaults say of a model is a layer above what they say of its vendor, and that above what they say of every phone.

import type { Place } from '../../findings/finding.js';
import type { Model } from '../../site/model.js';
import type { Entry, Inventory } from '../inventory.js';
import { isCutBelow } from '../read/refused.js';
import { childOf, type Origin, type Part, placeOf } from '../read/source.js';
import type { LayerInput, ModelLayerInput, SharedLayerInput } from '../shape/input.js';

export interface Layer {
  readonly input: LayerInput & ModelLayerInput;
  /** Absent: built in. */
  readonly origin?: Origin;
}

/** What holds where nobody says anything. */
export const BUILT_IN: Layer = {
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
  return [{ input, origin: site.origin }];
}

/** Of a group or the defaults: what holds for this model, strongest first. */
export function sharedLayers(entry: Entry<SharedLayerInput>, model: Model): readonly Layer[] {
  const special = [model.id, model.vendor].flatMap((name) => modelLayer(entry, name) ?? []);
  return [...special, entry];
}

function modelLayer({ input, origin }: Entry<SharedLayerInput>, name: string): Layer | undefined {
  const said = input.models?.[name];
  return said && { input: said, origin: childOf(origin, 'models', name) };
}

/** Every layer that an inventory writes down, whoever it is for. */
export function writtenLayers(inventory: Inventory): readonly Entry<LayerInput>[] {
  const { defaults, groups, phones } = inventory;
  const shared = [...(defaults ? [defaults] : []), ...groups.values()];
  const ofModels = shared.flatMap(({ input, origin }) =>
    Object.entries(input.models ?? {}).map(([name, said]) => ({
      input: said,
      origin: childOf(origin, 'models', name),
    })),
  );
  return [...shared, ...ofModels, ...phones];
}

/** The strongest layer's value of a field. */
export function pick<K extends keyof Layer['input']>(
  layers: readonly Layer[],
  field: K,
): Layer['input'][K] | undefined {
  return layers.find((layer) => layer.input[field] !== undefined)?.input[field];
}

/** The same of a field that a vendor's section brings, by which one of its entries is named. */
export function pickText(layers: readonly Layer[], field: string): string | undefined {
  for (const { input } of layers) {
    const said: unknown = Reflect.get(input, field);
    if (typeof said === 'string') return said;
  }
  return undefined;
}

/**
 * A map-like field put together from all layers: of each name the strongest layer's value.
 * Every name in T must be optional, for no layer may say any.
 */
export function pickNames<T extends object>(
  layers: readonly Layer[],
  field: (layer: Layer) => T | undefined,
): T {
  const merged: Partial<T> = {};
  for (let at = layers.length - 1; at >= 0; at--) {
    const layer = layers[at];
    Object.assign(merged, layer && field(layer));
  }
  return merged as T;
}

/** Fields whose entries a stronger layer replaces, and does not complete. */
const ENTRIES = new Set(['keys', 'options']);

/** Where the effective value at `path` was written; undefined if no layer of the inventory says it. */
export function findPlace(layers: readonly Layer[], path: readonly string[]): Place | undefined {
  for (const layer of layers) {
    const found = findPlaceIn(layer, path);
    if (found !== undefined) return found ?? undefined;
  }
  return undefined;
}

/** Undefined: it says nothing of it, and a weaker layer may; null: what a weaker one says does not hold. */
export function findPlaceIn(
  { input, origin }: Layer,
  path: readonly string[],
): Place | null | undefined {
  if (has(input, path)) {
    return origin && placeOf(childOf(origin, ...path), partOf(path));
  }
  // A key, and an option, is replaced as a whole: what a weaker layer says of it no longer holds.
  const isReplaced = ENTRIES.has(path[0] ?? '') && has(input, path.slice(0, 2));
  return isReplaced ? null : undefined;
}

/** Names under `raw` are the vendor's: what is wrong is as often the name as the value. A key as a whole is known by its number. */
function partOf(path: readonly string[]): Part {
  const [field] = path;
  return field === 'raw' || (field === 'keys' && path.length === 2) ? 'key' : 'value';
}

/** Where a value of it was written that has not the right shape, and so is left out of its layer. */
export function findRefused(
  inventory: Inventory,
  layers: readonly Layer[],
  path: readonly string[],
): Place | undefined {
  if (inventory.cut.size === 0 || ENTRIES.has(path[0] ?? '')) return undefined;
  const origin = layers.find(
    (each) => each.origin && isCutBelow(inventory, each.origin, path),
  )?.origin;
  return origin && placeOf(childOf(origin, ...path));
}

/** The same of an entry that nothing is layered over. */
export function findWritten(
  { input, origin }: Entry<unknown>,
  path: readonly string[],
): Place | undefined {
  return has(input, path) ? placeOf(childOf(origin, ...path)) : undefined;
}

function has(value: unknown, path: readonly string[]): boolean {
  let inner = value;
  for (const step of path) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, step)) return false;
    inner = Object(inner)[step];
  }
  return inner !== undefined;
}
