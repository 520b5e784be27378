// Values of a site as text, and back: what a thread is told of a phone, and what a digest is of. Passwords stand in it as
// they are; the places where something was written do not, for no file depends on them.

import { createSecret } from '../core/secret.js';
import type { Place } from '../findings/finding.js';

/** Stands in for every place. */
export const NOWHERE = { file: '', line: 0, col: 0 } as const;

/** A place that only who has the phone can tell. */
export interface PlaceToFind extends Place {
  /** As `Phone.placeOf` takes it. */
  readonly path: readonly string[];
}

export function isToFind(place: Place): place is PlaceToFind {
  return place.line === NOWHERE.line && 'path' in place;
}

/** What JSON has no form for is an object of one such name; a name of somebody's that begins so gets one more `$`. */
const TAGS = { secret: '$secret', bytes: '$bytes', map: '$map' } as const;

/** Equal values give equal texts. Throws for a value that would not come back, such as a function. */
export function toPlainText(value: unknown): string {
  return JSON.stringify(encode(value));
}

/** Secrets are Secrets again; each place is NOWHERE. */
export function fromPlainText(text: string): unknown {
  return decode(JSON.parse(text));
}

/** The value itself where JSON says it all: a large site has millions of them. */
function encode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return encodeScalar(value);
  if (Array.isArray(value)) return mapList(value, encode);
  if (value instanceof Map) return { [TAGS.map]: [...value].map(encode) };
  if (value instanceof Uint8Array) return { [TAGS.bytes]: Buffer.from(value).toString('base64') };
  if ('reveal' in value && typeof value.reveal === 'function') {
    return { [TAGS.secret]: value.reveal() };
  }
  return isPlace(value) ? NOWHERE : mapValues(value, ENCODING);
}

function encodeScalar(value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
    throw new TypeError(`a ${typeof value} has no text`);
  }
  return value;
}

/** Maps of the inventory's own hold texts under these names, if they have them at all. */
function isPlace(value: object): boolean {
  return 'col' in value && typeof value.col === 'number' && 'line' in value && 'file' in value;
}

function decode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return mapList(value, decode);
  if (TAGS.secret in value) return createSecret(String(value[TAGS.secret]));
  if (TAGS.bytes in value) return new Uint8Array(Buffer.from(String(value[TAGS.bytes]), 'base64'));
  if (TAGS.map in value) {
    return new Map(decode(value[TAGS.map]) as Iterable<readonly [unknown, unknown]>);
  }
  return mapValues(value, DECODING);
}

/** The same list where nothing in it changes. */
function mapList(list: readonly unknown[], change: (value: unknown) => unknown): unknown {
  let copy: unknown[] | undefined;
  for (const [index, each] of list.entries()) {
    const changed = change(each);
    if (changed === each) continue;
    copy ??= [...list];
    copy[index] = changed;
  }
  return copy ?? list;
}

interface Change {
  change(value: unknown): unknown;
  /** Takes names that begin with a dollar sign. */
  rename(name: string): string;
}

const ENCODING: Change = { change: encode, rename: (name) => `$${name}` };
const DECODING: Change = { change: decode, rename: (name) => name.slice(1) };

/** The same object where nothing in it changes. */
function mapValues(value: object, how: Change): object {
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(value)) {
    if (name.startsWith('$')) return mapEntries(value, how);
    const inner: unknown = Reflect.get(value, name);
    const changed = how.change(inner);
    if (changed === inner) continue;
    copy ??= { ...value };
    copy[name] = changed;
  }
  return copy ?? value;
}

function mapEntries(value: object, { change, rename }: Change): object {
  const entries = Object.entries(value).map(([name, inner]) => {
    return [name.startsWith('$') ? rename(name) : name, change(inner)] as const;
  });
  return Object.fromEntries(entries);
}
