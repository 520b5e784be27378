// A request -> what is answered, as far as it can be told before a byte leaves: at once, wherever the source answers at once.

import { contentOf, type FileContent } from '../core/file-content.js';
import type { HttpAnswer, HttpClient, HttpFileSource, HttpOutcome } from './file-source.js';

/** An answer ready to be sent. */
export interface Reply {
  readonly outcome: HttpOutcome;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: FileContent;
  readonly detail?: string;
}

/** `name`: undefined where the URL has none. `query`: see queryOf. */
export function decide(
  method: string,
  name: string | undefined,
  query: string,
  client: HttpClient,
  source: HttpFileSource,
): Reply | Promise<Reply> {
  if (method !== 'GET' && method !== 'HEAD') return REFUSALS['bad-method'];
  if (name === undefined) return REFUSALS['bad-name'];
  try {
    const answer = source.open(name, client, query);
    if (!(answer instanceof Promise)) return replyOf(answer, method);
    return answer.then((given) => replyOf(given, method), failed);
  } catch (error) {
    return failed(error);
  }
}

function replyOf(answer: HttpAnswer, method: string): Reply {
  if (answer.kind === 'not-found') return REFUSALS[answer.expected ? 'expected-miss' : 'not-found'];
  if (answer.kind !== 'file') return { ...REFUSALS[answer.kind], detail: answer.why };
  return {
    outcome: method === 'HEAD' ? 'head' : 'sent',
    status: 200,
    headers: { 'Content-Type': answer.mediaType, 'Content-Length': answer.content.size },
    body: answer.content,
  };
}

function failed(error: unknown): Reply {
  return { ...REFUSALS.unreadable, detail: String(error) };
}

export const NO_BODY = contentOf(new Uint8Array(0));

const REFUSALS = {
  'not-found': refusal('not-found', 404),
  'expected-miss': refusal('expected-miss', 404),
  'bad-name': refusal('bad-name', 404),
  denied: refusal('denied', 403),
  unreadable: refusal('unreadable', 500),
  // What was to be uploaded is not read to its end.
  'bad-method': refusal('bad-method', 405, { Allow: 'GET, HEAD', Connection: 'close' }),
} as const satisfies Partial<Record<HttpOutcome, Reply>>;

function refusal(
  outcome: HttpOutcome,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { outcome, status, headers: { ...headers, 'Content-Length': 0 }, body: NO_BODY };
}

const PLAIN_PATH = /^\/[\w-]+(?:[./][\w-]+)*$/;

/** What stands behind `?`, as it came; empty where nothing does. */
export function queryOf(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}

/**
 * Decoded once; the query is no part of a name. Undefined where the path might mean another file to someone
 * who takes it apart: a slash or backslash in disguise, a step upwards, a NUL.
 */
export function fileNameOf(url: string): string | undefined {
  // As nearly all ask, of whose letters none could mean anything else.
  if (PLAIN_PATH.test(url)) return url.slice(1);
  // RFC 9112 section 3.2.2: a server accepts the absolute form too.
  const [path = ''] = url.replace(/^https?:\/\/[^/?]*/i, '').split('?', 1);
  if (!path.startsWith('/') || /%2f/i.test(path)) return undefined;
  try {
    const name = decodeURIComponent(path.slice(1));
    const isDoubtful = /[\\\0]/.test(name) || name.split('/').includes('..');
    return isDoubtful ? undefined : name;
  } catch {
    return undefined;
  }
}
