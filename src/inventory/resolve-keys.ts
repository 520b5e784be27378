// Programmable keys: what each layer puts on a button -> what the button does.

import type { Place } from '../core/diagnostic.js';
import type { KeyInput } from './input.js';
import { findPlace, type Layer, pick, pickNames } from './layers.js';
import type { Lines, Reference } from './resolve-lines.js';
import type { Key } from './site.js';
import { childOf, type Origin, placeOf } from './source.js';

/** Sorted by button. */
export function resolveKeys(layers: readonly Layer[], lines: Lines, phone: Origin): readonly Key[] {
  const inputs = pickNames(layers, (layer) => layer.input.keys);
  const pbx = defaultPbx(layers);
  return Object.entries(inputs)
    .map(([name, input]) => {
      const origin = keyOrigin(layers, name) ?? phone;
      return resolveKey(Number(name), input, origin, lines, pbx);
    })
    .sort((a, b) => a.button - b.button);
}

function resolveKey(
  button: number,
  input: KeyInput,
  origin: Origin,
  lines: Lines,
  pbx: Reference | undefined,
): Key {
  const place = placeOf(origin, 'key');
  const base = (text: string) => ({ button, label: input.label ?? text, place });
  if (input.line !== undefined) {
    const line = lines.find(input.line, pbx, childOf(origin, 'line'));
    return { type: 'line', line, ...base(line.number) };
  }
  if (input.speedDial !== undefined) {
    return { type: 'speedDial', number: input.speedDial, ...base(input.speedDial) };
  }
  if (input.blf !== undefined) {
    const pickup = input.pickup === undefined ? {} : { pickup: input.pickup };
    return { type: 'blf', number: input.blf, ...pickup, ...base(input.blf) };
  }
  return { type: 'service', url: input.service ?? '', ...base('Service') };
}

function keyOrigin(layers: readonly Layer[], name: string): Origin | undefined {
  const layer = layers.find(({ input }) => input.keys?.[name] !== undefined);
  return layer?.origin && childOf(layer.origin, 'keys', name);
}

function defaultPbx(layers: readonly Layer[]): Reference | undefined {
  const name = pick(layers, 'pbx');
  const place: Place | undefined = findPlace(layers, ['pbx']);
  return name === undefined || !place ? undefined : { name, place };
}
