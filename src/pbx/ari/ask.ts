// One request of ARI and its answer, by HTTP.

import { codedError } from '../../core/coded-error.js';
import { type AriServer, credentialsOf, refusal, unreachable, urlOf } from './server.js';

const ANSWER_MS = 10_000;
/** Of the channels of a large exchange. */
const MAX_ANSWER = 16 * 1024 * 1024;
/** It is so already, or who is meant has gone. */
const AS_WISHED: ReadonlySet<number> = new Set([404, 409]);

/** The body of the answer. Rejects with a coded error where Asterisk does not answer in time, or refuses. `signal`: nobody waits for it. */
export async function askAri(
  server: AriServer,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  signal?: AbortSignal,
): Promise<string> {
  const late = AbortSignal.timeout(ANSWER_MS);
  const response = await fetch(urlOf(server, 'http', path), {
    method,
    headers: { authorization: credentialsOf(server) },
    redirect: 'error',
    signal: signal ? AbortSignal.any([signal, late]) : late,
  }).catch((error: unknown) => {
    throw unreachable(server, error);
  });
  const text = await bodyOf(response, server);
  const isDone = response.ok || (method !== 'GET' && AS_WISHED.has(response.status));
  if (!isDone) throw refusal(server, response.status, `${method} ${path.replace(/\?.*/, '')}`);
  return text;
}

async function bodyOf(response: Response, server: AriServer): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of response.body ?? []) {
      bytes += part.length;
      if (bytes > MAX_ANSWER) throw codedError('EMSGSIZE', 'its answer has no end');
      parts.push(part);
    }
  } catch (error) {
    throw unreachable(server, error);
  }
  return Buffer.concat(parts).toString();
}
