// Programmable keys: what each layer puts on a button -> what the button does.

import type { Place } from '../../findings/finding.js';
import type { Key, Line } from '../../site/site.js';
import { finding } from '../read/codes.js';
import { childOf, type Origin, placeOf } from '../read/source.js';
import type { KeyInput } from '../shape/input.js';
import type { Context } from './context.js';
import { findPlace, type Layer, pick, pickNames } from './layers.js';
import type { Lines, Reference } from './resolve-lines.js';

export interface ResolvedKeys {
  /** Sorted by button. */
  readonly keys: readonly Key[];
  /** Buttons of which a layer says that what weaker ones say does not hold. */
  readonly takenAway: readonly number[];
}

/** `layers[0]` is the phone's own; `pbx` is what its lines have unless they say another. */
export function resolveKeys(
  context: Context,
  layers: readonly Layer[],
  pbx: Reference | undefined,
  lines: Lines,
  phone: Origin,
): ResolvedKeys {
  const resolved = keysOf(layers, pbx, lines, phone);
  if (resolved.takenAway.length > 0) reportNothingTaken(context, layers);
  return resolved;
}

/** The same, where not all layers are known, so that nobody can say whether there is something to take away. */
export function keysOf(
  layers: readonly Layer[],
  pbx: Reference | undefined,
  lines: Lines,
  phone: Origin,
): ResolvedKeys {
  const inputs = pickKeys(layers);
  const keys: Key[] = [];
  const takenAway: number[] = [];
  for (const name of Object.keys(inputs)) {
    const input = inputs[name];
    if (input === null) takenAway.push(Number(name));
    if (!input) continue;
    if (input.line === undefined) keys.push(keyWithoutLine(Number(name), input));
    else {
      const origin = childOf(keyOrigin(layers, name) ?? phone, 'line');
      keys.push(lineKey(Number(name), input, lines.find(input.line, pbx, origin)));
    }
  }
  return {
    // A copy has no room left over, which a list that grew has.
    keys: keys.toSorted((a, b) => a.button - b.button),
    takenAway: takenAway.length === 0 ? NONE : takenAway.sort((a, b) => a - b),
  };
}

/** One for all phones, as most have none. */
const NONE: readonly number[] = [];

type Keys = NonNullable<Layer['input']['keys']>;

/** Most often one layer says all of them, and nothing is to be put together. */
function pickKeys(layers: readonly Layer[]): Keys {
  const saying = layers.filter(({ input }) => input.keys !== undefined);
  const only = saying.length === 1 ? saying[0]?.input.keys : undefined;
  return only ?? pickNames(saying, (layer) => layer.input.keys);
}

/** A group may take away what only some of its phones have; a phone knows what it has. */
function reportNothingTaken({ report }: Context, [own, ...weaker]: readonly Layer[]): void {
  for (const [name, input] of Object.entries(own?.input.keys ?? {})) {
    if (input !== null || !own?.origin || weaker.some((each) => each.input.keys?.[name])) continue;
    const message = `nothing says what key ${name} does, so there is nothing to take away`;
    const place = placeOf(childOf(own.origin, 'keys', name), 'key');
    report(finding('inventory/doubtful-value', place, message, { hint: 'remove it' }));
  }
}

function lineKey(button: number, input: KeyInput, line: Line): Key {
  const label = input.label ?? (line.standIn ? `${button}` : line.number);
  return { type: 'line', line, button, label };
}

function keyWithoutLine(button: number, input: KeyInput): Key {
  const labelOr = (text: string) => input.label ?? text;
  if (input.speedDial !== undefined) {
    const number = input.speedDial;
    return { type: 'speedDial', number, button, label: labelOr(number) };
  }
  if (input.blf !== undefined) {
    const { blf: number, pickup } = input;
    const how = pickup === undefined ? {} : { pickup };
    return { type: 'blf', number, ...how, button, label: labelOr(number) };
  }
  return { type: 'service', url: input.service ?? '', button, label: labelOr('Service') };
}

function keyOrigin(layers: readonly Layer[], name: string): Origin | undefined {
  const layer = layers.find(({ input }) => input.keys?.[name] !== undefined);
  return layer?.origin && childOf(layer.origin, 'keys', name);
}

export function defaultPbx(layers: readonly Layer[]): Reference | undefined {
  const name = pick(layers, 'pbx');
  const place: Place | undefined = findPlace(layers, ['pbx']);
  return name === undefined || !place ? undefined : { name, place };
}
