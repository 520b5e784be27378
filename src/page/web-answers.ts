// What the page's listener says, as answers of the web: refusals, replies of the table of routes, files.

import { STATUS_CODES } from 'node:http';
import { PLAIN_TEXT } from '../core/media-types.js';
import type { Asset } from './assets.js';
import { HEADERS } from './headers.js';
import type { Reply } from './route.js';
import type { Problem } from './wire/acting.js';

export const JSON_TYPE = 'application/json';

export function withHeaders(answer: Response): Response {
  for (const [name, value] of Object.entries(HEADERS)) {
    if (!answer.headers.has(name)) answer.headers.set(name, value);
  }
  return answer;
}

/** What is too long is not read to its end. */
export function problem(status: number, detail: string): Response {
  const body: Problem = { title: STATUS_CODES[status] ?? 'Error', status, detail };
  return new Response(`${JSON.stringify(body)}\n`, {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      ...(status === 413 && { Connection: 'close' }),
    },
  });
}

const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

export function answerOf({ status, body, type }: Reply): Response {
  // Of a status that has no body, the web's Response takes not even an empty one.
  if (BODILESS.has(status)) return new Response(null, { status });
  const headers = { 'Content-Type': type ?? PLAIN_TEXT };
  if (typeof body !== 'string') {
    const bytes = ReadableStream.from(body).pipeThrough(new TextEncoderStream());
    return new Response(bytes, { status, headers });
  }
  if (status >= 400) return problem(status, body.trim());
  return new Response(body, { status, headers });
}

export function assetAnswer(
  { contentType, bytes, gzipped, etag, isHashed }: Asset,
  has: string | undefined,
  takes = '',
): Response {
  const headers = new Headers({
    'Content-Type': contentType,
    ETag: etag,
    Vary: 'Accept-Encoding',
    // What has no hash in its name may be another after the next start.
    'Cache-Control': isHashed ? 'max-age=31536000, immutable' : 'no-cache',
  });
  if (has === etag) return new Response(null, { status: 304, headers });
  const isSmall = gzipped !== undefined && /\bgzip\b/.test(takes);
  if (isSmall) headers.set('Content-Encoding', 'gzip');
  return new Response(isSmall ? gzipped : bytes, { headers });
}
