// What a running server can be asked: a table of routes, whoever listens. An answer is small, or made piece by piece while
// it is sent.

import { codedError, codeOf, messageOf } from '../core/coded-error.js';
import { type Mac, parseMac } from '../core/mac.js';
import { inTurns } from '../core/turns.js';

/** Each listener offers the table below it. Another version would be another table. */
export const API_ROOT = '/api/v1';

/** Where a route does not say otherwise: of one entry of an inventory there is room for many. */
export const BODY_MAX_BYTES = 16 * 1024;

export interface Reply {
  readonly status: number;
  /** In pieces: what is long must not keep phones waiting. */
  readonly body: string | Iterable<string> | AsyncIterable<string>;
  /** Its media type; absent: a sentence, or lines. */
  readonly type?: string;
}

/** What somebody asks. */
export interface Asked {
  /** That of the path. Throws where the route's path has no `{mac}`. */
  mac(): Mac;
  /** What stands for `{id}` in the path: a number from 1. Throws where the route's path has none. */
  id(): number;
  readonly query: URLSearchParams;
  /** What came with it, at most what the route reads. Rejects with EFBIG where that is too long. */
  body(): Promise<string>;
  /** Who asks, for the log and for the phone's story. */
  readonly by: string;
  /** Idempotency-Key: whoever asks once more with the same wants it done once. */
  readonly key?: string | undefined;
}

/** One row of what can be asked. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below API_ROOT: `/phones/{mac}`. */
  readonly path: string;
  /** That are read of what comes with a question; absent: BODY_MAX_BYTES. */
  readonly bodyMaxBytes?: number;
  /** A rejection is told with status 500, or 413 where the body is too long, and 503 with EBUSY. */
  answer(asked: Asked): Reply | Promise<Reply>;
}

export interface Question {
  readonly method: string | undefined;
  /** With its query. */
  readonly url: string;
  readonly by: string;
  readonly key?: string | undefined;
  body(maxBytes: number): Promise<string>;
}

/** Rejects with EFBIG as soon as it is longer than `maxBytes`. */
export async function readBody(
  pieces: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of pieces) {
    length += chunk.length;
    if (length > maxBytes) throw tooLong(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

export function tooLong(maxBytes: number): Error {
  return codedError('EFBIG', `at most ${maxBytes} bytes are read here`);
}

/** Of what a route rejects with. */
const STATUS: Readonly<Record<string, number>> = { EFBIG: 413, EBUSY: 503 };
const NO_MAC = 'that is no MAC\n';
const NO_ID = 'that is no number of anything here\n';
const ID = /^[1-9]\d{0,8}$/;

/** Does not reject. */
export async function replyTo(
  { method, url, by, key, body }: Question,
  routes: readonly Route[],
): Promise<Reply> {
  const [path = '', query = ''] = url.split('?', 2);
  const here = routes.flatMap((route) => {
    const segments = segmentsOf(route, path);
    return segments ? [{ route, segments }] : [];
  });
  const found = here.find(({ route }) => route.method === method);
  if (!found) return { status: here.length > 0 ? 405 : 404, body: understood(routes) };
  const { route, segments } = found;
  const mac = parseMac(segments.mac ?? '');
  if (segments.mac !== undefined && mac === undefined) return { status: 404, body: NO_MAC };
  if (segments.id !== undefined && !ID.test(segments.id)) return { status: 404, body: NO_ID };
  try {
    return await route.answer({
      mac() {
        if (mac === undefined) throw new Error(`there is no {mac} in ${route.path}`);
        return mac;
      },
      id() {
        if (segments.id === undefined) throw new Error(`there is no {id} in ${route.path}`);
        return Number(segments.id);
      },
      query: new URLSearchParams(query),
      by,
      key,
      body: () => body(route.bodyMaxBytes ?? BODY_MAX_BYTES),
    });
  } catch (error) {
    return { status: STATUS[codeOf(error) ?? ''] ?? 500, body: messageOf(error) };
  }
}

/** What stands for `{…}` in the route's path; undefined: this is another path. */
function segmentsOf(
  { path }: Route,
  asked: string,
): Readonly<Partial<Record<string, string>>> | undefined {
  const [wanted, given] = [`${API_ROOT}${path}`.split('/'), asked.split('/')];
  if (wanted.length !== given.length) return undefined;
  const pairs = wanted.map((segment, at) => [segment, given[at] ?? ''] as const);
  const isOther = pairs.some(([segment, text]) => !segment.startsWith('{') && segment !== text);
  if (isOther) return undefined;
  const variable = pairs.filter(([segment]) => segment.startsWith('{'));
  return Object.fromEntries(variable.map(([segment, text]) => [segment.slice(1, -1), text]));
}

function understood(routes: readonly Route[]): string {
  const all = routes.map(({ method, path }) => `${method} ${API_ROOT}${path}`);
  return `only ${all.join(', ')} is understood\n`;
}

export function json(value: unknown, status = 200): Reply {
  return { status, body: `${JSON.stringify(value)}\n`, type: JSON_TYPE };
}

/** `head`, and behind its fields the list `name`: of thousands each is made while those before it are sent. */
export function jsonWithList(head: object, name: string, items: Iterable<unknown>): Reply {
  return { status: 200, body: inTurns(piecesOf(head, name, items)), type: JSON_TYPE };
}

const JSON_TYPE = 'application/json';

function* piecesOf(head: object, name: string, items: Iterable<unknown>): Generator<string> {
  yield JSON.stringify({ ...head, [name]: [] }).slice(0, -2);
  let comma = '';
  for (const item of items) {
    yield comma + JSON.stringify(item);
    comma = ',';
  }
  yield ']}\n';
}
