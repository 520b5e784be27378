// HTTP as a capture shows it: requests of one connection, each with its answer, in the order in which they were sent.

import { fileNameOf } from '../../http/decide.js';
import type { FileEvent } from '../../timeline/events.js';
import type { Head, MessageListener } from './messages.js';
import { type NameReader, namesOf, type Tell } from './tell.js';

/** Nobody sends more before the first is answered. */
const MAX_PENDING = 64;

interface Request {
  readonly address: string;
  readonly method: string;
  readonly name: string;
  readonly agent: string | undefined;
  readonly askedMs: number;
  status: number | undefined;
  size: number | undefined;
  bytes: number;
}

export interface HttpExchanges {
  request(head: Head, address: string, atMs: number): void;
  readonly answers: MessageListener;
  ended(atMs: number, why: 'client-gone' | 'timeout' | 'running'): void;
}

export function createHttpExchanges(tell: Tell, names: NameReader): HttpExchanges {
  const pending: Request[] = [];

  function end(request: Request, outcome: string, atMs: number) {
    if (request.method !== 'GET' && request.method !== 'HEAD') return;
    tell(eventOf(request, outcome, atMs, names), { address: request.address });
  }

  return {
    request({ request, fields }, address, atMs) {
      if (!request || pending.length >= MAX_PENDING) return;
      const { method, target } = request;
      const name = fileNameOf(target) ?? pathOf(target);
      const agent = fields.get('user-agent');
      pending.push({
        ...{ address, method, name, agent, askedMs: atMs },
        ...{ status: undefined, size: undefined, bytes: 0 },
      });
    },
    answers: {
      head({ status = 0, fields }, atMs) {
        const [request] = pending;
        // 100 and its like: the answer follows.
        if (status < 200 || !request) return false;
        request.status = status;
        const length = fields.get('content-length') ?? '';
        if (/^\d{1,15}$/.test(length)) request.size = Number(length);
        const hasBody = request.method !== 'HEAD' && status !== 204 && status !== 304;
        if (hasBody && isGiven(status)) end(request, 'running', atMs);
        return hasBody;
      },
      body(bytes) {
        const [request] = pending;
        if (request) request.bytes += bytes;
      },
      done(atMs) {
        if (pending[0]?.status === undefined) return;
        const request = pending.shift();
        if (request) end(request, outcomeOf(request, names), atMs);
      },
    },
    ended(atMs, why) {
      for (const request of pending.splice(0)) end(request, why, atMs);
    },
  };
}

/** Of a path that means no file: what may stand before and behind it, such as a password, is no part of a name. */
function pathOf(target: string): string {
  return target.replace(/^[a-z]+:\/\/[^/?]*/i, '').replace(/\?.*$/, '');
}

const NOTHING = { size: undefined, bytes: 0 };

const isGiven = (status: number): boolean => status >= 200 && status < 300;

/** In the words of our own server. */
function outcomeOf({ status = 0, method, name }: Request, names: NameReader): string {
  if (isGiven(status)) return method === 'HEAD' ? 'head' : 'sent';
  if (status === 404 || status === 410) {
    return names.isExpectedMiss(name) ? 'expected-miss' : 'not-found';
  }
  if (status === 401 || status === 403) return 'denied';
  return status >= 500 ? 'unreadable' : 'refused';
}

function eventOf(request: Request, outcome: string, atMs: number, names: NameReader): FileEvent {
  const { address, name, status, agent, askedMs } = request;
  const { size, bytes } = isGiven(status ?? 0) ? request : NOTHING;
  const detail = status === undefined || isGiven(status) ? undefined : `status ${status}`;
  return {
    ...{ kind: 'file', protocol: 'http', atMs, address, ...namesOf(name, names) },
    ...{ outcome, bytes, size, ms: atMs - askedMs, repeats: 0, agent, detail },
  };
}
