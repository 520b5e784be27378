// Values of a site as text, and back: what a thread is told of a phone, and what a digest is of. Passwords stand in it as
// they are; the places where something was written do not, for no file depends on them.

import { createSecret, isSecret } from '../core/secret.js';

/** Stands in for every place. */
export const NOWHERE = { file: '', line: 0, col: 0 } as const;

/** What JSON has no form for is an object of one such name; a name of somebody's that begins so gets one more `$`. */
const TAGS = { secret: '$secret', bytes: '$bytes', map: '$map', place: '$place' } as const;

/** Equal values give equal texts. Throws for a value that would not come back, such as a function. */
export function toPlainText(value: unknown): string {
  return JSON.stringify(encode(value));
}

/** Secrets are Secrets again; each place is NOWHERE. */
export function fromPlainText(text: string): unknown {
  return decode(JSON.parse(text));
}

function encode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return encodeScalar(value);
  if (Array.isArray(value)) return value.map(encode);
  if (value instanceof Map) return { [TAGS.map]: [...value].map(encode) };
  if (value instanceof Uint8Array) {
    return { [TAGS.bytes]: Buffer.from(value).toString('base64') };
  }
  if (isSecret(value) && typeof value.reveal === 'function') {
    return { [TAGS.secret]: value.reveal() };
  }
  if (isPlace(value)) return { [TAGS.place]: 0 };
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name.startsWith('$') ? `$${name}` : name,
      encode(inner),
    ]),
  );
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
  if (Array.isArray(value)) return value.map(decode);
  const entries = Object.entries(value);
  const [[tag, inner] = ['', undefined]] = entries;
  if (tag.startsWith('$') && !tag.startsWith('$$')) return decodeTagged(tag, inner);
  return Object.fromEntries(
    entries.map(([name, each]) => [name.startsWith('$') ? name.slice(1) : name, decode(each)]),
  );
}

function decodeTagged(tag: string, inner: unknown): unknown {
  switch (tag) {
    case TAGS.secret:
      return createSecret(String(inner));
    case TAGS.bytes:
      return new Uint8Array(Buffer.from(String(inner), 'base64'));
    case TAGS.map:
      return new Map(decode(inner) as Iterable<readonly [unknown, unknown]>);
    default:
      return NOWHERE;
  }
}
