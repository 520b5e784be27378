// What the page's listener answers, behind the gate: the table of routes that the socket has, who is logged in, changes as they
// come, and the files of the browser's part.

import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { codedError } from '../core/coded-error.js';
import { unmapIpv4 } from '../core/ipv4.js';
import { isJsonObject, parseJson } from '../core/json.js';
import type { Log } from '../core/log.js';
import { PLAIN_TEXT } from '../core/media-types.js';
import { createRateLimit } from '../core/rate-limit.js';
import type { Assets } from './assets.js';
import {
  type Admitted,
  COOKIE,
  cookiesIn,
  type GateRules,
  judge,
  SECURE_COOKIE,
  TOO_MANY,
} from './gate.js';
import { HEADERS } from './headers.js';
import type { Hubs } from './hubs.js';
import { API_ROOT, BODY_MAX_BYTES, type Question, type Reply, readBody, tooLong } from './route.js';
import type { JsonSchema } from './schema/parts.js';
import type { Answer } from './server.js';
import type { Sessions } from './sessions.js';
import { answerOf, assetAnswer, JSON_TYPE, problem, withHeaders } from './web-answers.js';
import type { SessionAnswer } from './wire/acting.js';

export interface PageOptions {
  readonly rules: GateRules;
  readonly sessions: Sessions;
  readonly hub: Omit<Hubs, 'close'>;
  readonly assets: Assets;
  /** It is read over a wire without TLS. */
  readonly plain: boolean;
  /** Of the table of routes. Does not reject. */
  reply(question: Question): Promise<Reply>;
  /** What may be done, and why the rest may not. */
  actions(): Pick<SessionAnswer, 'actions' | 'not'>;
  /** Whether phones can be served, and by subject why not, in lines and as JSON. */
  health(): { readonly isReady: boolean; readonly lines: string; readonly json: string };
  /** OpenAPI of all that can be asked. */
  document(): JsonSchema;
  /** Milliseconds that never go back. */
  now(): number;
  readonly log: Log;
}

interface Env {
  readonly Bindings: Partial<HttpBindings>;
  readonly Variables: { readonly admitted: Admitted };
}
type Asked = Context<Env>;

/** Said of an address: whoever tries tokens does not fill the log. */
const OF_REFUSALS = { burst: 1, perSecond: 1 / 60, maxKeys: 100 };
const NOT_BUILT =
  'The page is not here: this offhook was built without it. What it would show is below /api/v1.\n';
const NO_READER = 'nobody who asks for files shows who it is';

/** What answers a request of Node's. */
export function createPageListener(options: PageOptions): Answer {
  const { fetch } = createPageApp(options);
  const listener = getRequestListener(fetch, {
    overrideGlobalObjects: false,
    errorHandler: () => withHeaders(problem(400, 'that is no request')),
  });
  return async (request, response) => listener(request, response);
}

export function createPageApp(options: PageOptions): Hono<Env> {
  const { rules, sessions, hub, assets, log } = options;
  const refusals = createRateLimit(OF_REFUSALS);
  const app = new Hono<Env>();

  app.use(async (asked, next) => {
    const verdict = judge(gateRequestOf(asked), rules, {
      session: sessions.use,
      bearer: sessions.try,
    });
    if (verdict.passes) {
      asked.set('admitted', verdict);
      await next();
    } else {
      const { status, address, detail } = verdict;
      if (status !== 401 || asked.req.header('authorization') !== undefined) {
        tellRefusal(address, status, detail);
      }
      asked.res = problem(status, detail);
    }
    withHeaders(asked.res);
  });
  app.onError((cause) => {
    log.error(
      { err: cause },
      'a defect of ours: the page could not be told; phones are served all the same',
    );
    return problem(500, 'a defect of offhook: its log has more');
  });
  app.notFound(() => problem(404, 'there is nothing of that name'));

  function tellRefusal(address: string, status: number, detail: string): void {
    if (!refusals.take(address, options.now())) return;
    log.warn({ event: 'page', address, status }, `the page refuses ${address}: ${detail}`);
  }

  app.get('/livez', () => new Response('ok\n', { headers: { 'Content-Type': PLAIN_TEXT } }));
  app.get('/readyz', ({ req }) => {
    const { isReady, lines, json } = options.health();
    const asJson = req.query('format') === 'json';
    const headers = { 'Content-Type': asJson ? JSON_TYPE : PLAIN_TEXT };
    return new Response(asJson ? json : lines, { status: isReady ? 200 : 503, headers });
  });

  const sessionOf = (by: string | undefined): SessionAnswer => ({
    session: by !== undefined,
    needed: rules.readersLogIn,
    plain: options.plain,
    ...options.actions(),
  });
  app.get(`${API_ROOT}/session`, (asked) => asked.json(sessionOf(asked.get('admitted').by)));
  app.post(`${API_ROOT}/session`, async (asked) => {
    const { address, secure } = asked.get('admitted');
    const body = await bodyOf(asked, BODY_MAX_BYTES).catch(() => undefined);
    if (body === undefined) return problem(413, tooLong(BODY_MAX_BYTES).message);
    const token = tokenIn(body);
    if (token === undefined) return problem(400, 'it must be {"token": "…"}');
    const tried = sessions.try(token, address);
    if (tried !== 'right') {
      const [status, detail] =
        tried === 'wrong' ? ([401, 'that is not the token'] as const) : ([429, TOO_MANY] as const);
      tellRefusal(address, status, detail);
      return problem(status, detail);
    }
    const cookie = sessions.begin();
    const by = sessions.use(cookie) ?? '';
    log.info({ event: 'page', address, session: by }, `session ${by} began`);
    asked.header('Set-Cookie', cookieText(cookie, secure));
    return asked.json(sessionOf(by));
  });
  app.delete(`${API_ROOT}/session`, (asked) => {
    const { address, secure } = asked.get('admitted');
    for (const cookie of cookiesIn(asked.req.header('cookie') ?? '', secure)) {
      const by = sessions.use(cookie);
      if (by === undefined) continue;
      sessions.end(cookie);
      hub.endOf(by);
      log.info({ event: 'page', address, session: by }, `session ${by} ended`);
    }
    asked.header('Set-Cookie', `${cookieText('', secure)}; Max-Age=0`);
    return asked.json(sessionOf(undefined));
  });

  /** On each connection one: what is asked after it on the same one is never heard, and takes no place. */
  const watching = new WeakSet<object>();
  app.get(`${API_ROOT}/events`, (asked) => {
    const { incoming, outgoing } = asked.env;
    if (!outgoing || !incoming) throw codedError('EINVAL', NO_READER);
    const { socket } = incoming;
    if (watching.has(socket)) return problem(503, 'this connection watches already');
    const { session } = asked.get('admitted');
    const lastEventId = asked.req.header('last-event-id') ?? asked.req.query('last');
    outgoing.on('error', () => {});
    const reader = {
      write: (text: string) => void outgoing.write(text),
      backlog: () => outgoing.writableLength,
      end: () => void outgoing.destroy(),
    };
    const isAdded = hub.add(reader, lastEventId, session, asked.req.query('lang'));
    if (!isAdded) return problem(503, 'so many watch already that no more can: close another tab');
    if (asked.req.method === 'HEAD') {
      // It says whether there is a place, and takes none.
      hub.remove(reader);
      return new Response(null, { headers: { 'Content-Type': EVENTS } });
    }
    watching.add(socket);
    outgoing.once('close', () => {
      watching.delete(socket);
      hub.remove(reader);
    });
    outgoing.on('drain', hub.wake);
    outgoing.writeHead(200, {
      ...HEADERS,
      'Content-Type': EVENTS,
      // nginx would gather it.
      'X-Accel-Buffering': 'no',
    });
    outgoing.flushHeaders();
    return RESPONSE_ALREADY_SENT;
  });

  app.get(`${API_ROOT}/openapi.json`, (asked) => asked.json(options.document()));

  const answerRoute = async (asked: Asked, path = asked.req.path) => {
    const { by } = asked.get('admitted');
    const { method, url } = asked.req;
    const query = /\?[^#]*/.exec(url)?.[0] ?? '';
    const question = {
      method: method === 'HEAD' ? 'GET' : method,
      url: `${path}${query}`,
      by: by ?? 'a reader',
      key: asked.req.header('idempotency-key'),
      body: (maxBytes: number) => bodyOf(asked, maxBytes),
    };
    return answerOf(await options.reply(question));
  };
  app.all(`${API_ROOT}/*`, (asked) => answerRoute(asked));
  // By the name that dial plans have room for.
  app.get('/numbers', (asked) => answerRoute(asked, `${API_ROOT}/numbers`));

  app.get('*', ({ req }) => {
    const asset = assets.get(req.path);
    if (asset)
      return assetAnswer(asset, req.header('if-none-match'), req.header('accept-encoding'));
    if (req.path === '/')
      return new Response(NOT_BUILT, { headers: { 'Content-Type': PLAIN_TEXT } });
    return problem(404, 'there is nothing of that name');
  });
  return app;
}

const EVENTS = 'text/event-stream';

function gateRequestOf({ req, env }: Asked) {
  return {
    method: req.method,
    path: req.path,
    peer: unmapIpv4(env?.incoming?.socket.remoteAddress ?? ''),
    header: (name: string) => req.header(name),
  };
}

/** Rejects with EFBIG as soon as it is too long. */
async function bodyOf({ req }: Asked, maxBytes: number): Promise<string> {
  const said = Number(req.header('content-length') ?? 0);
  if (said > maxBytes) throw tooLong(maxBytes);
  return req.raw.body ? readBody(req.raw.body, maxBytes) : '';
}

function tokenIn(body: string): string | undefined {
  const said = parseJson(body);
  return isJsonObject(said) && typeof said.token === 'string' ? said.token : undefined;
}

function cookieText(value: string, secure: boolean): string {
  const name = secure ? SECURE_COOKIE : COOKIE;
  return `${name}=${value}; HttpOnly; SameSite=Strict; Path=/${secure ? '; Secure' : ''}`;
}
