import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/core/log.js';
import type { Asset } from '../../src/page/assets.js';
import { createPageApp, createPageListener, type PageOptions } from '../../src/page/page-app.js';
import type { Question } from '../../src/page/route.js';
import { createSessions } from '../../src/page/sessions.js';

const TOKEN = 'kJ3xq0Zb8sT7u2Vw5yA1cD4eF6gH9iL-';
const SCRIPT: Asset = {
  contentType: 'text/javascript; charset=utf-8',
  bytes: Buffer.from('console.log(1)'),
  gzipped: Buffer.from('gz'),
  etag: '"abc"',
  isHashed: true,
};

function createWorld(given: Partial<PageOptions> = {}) {
  const asked: Question[] = [];
  const ended: string[] = [];
  let made = 0;
  const options: PageOptions = {
    rules: { hosts: new Set(), proxies: new Set(), tls: false, readersLogIn: false },
    sessions: createSessions({
      token: TOKEN,
      now: () => 0,
      random(bytes) {
        made += 1;
        return new Uint8Array(bytes).fill(made);
      },
    }),
    hub: {
      add: () => true,
      remove() {},
      endOf: (session) => void ended.push(session),
      wake() {},
    },
    assets: new Map([['/assets/index-abcdefgh.js', SCRIPT]]),
    plain: false,
    async reply(question) {
      asked.push(question);
      if (question.url.endsWith('/busy')) return { status: 409, body: 'it gives no addresses\n' };
      return { status: 200, body: '{}\n', type: 'application/json' };
    },
    actions: () => ({ actions: ['reload'], not: {} }),
    document: () => ({ openapi: '3.1.0' }),
    health: () => ({
      isReady: false,
      lines: 'problem tftp-port: waits\n',
      json: '{"ready":false}\n',
    }),
    now: () => 0,
    log: silentLog,
    ...given,
  };
  const app = createPageApp(options);
  return {
    options,
    asked,
    ended,
    async ask(path: string, init: RequestInit = {}) {
      const headers = { host: '127.0.0.1:8068', ...init.headers };
      return app.request(`http://127.0.0.1:8068${path}`, { ...init, headers }, {});
    },
  };
}

const OURS = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
const login = (token: unknown = TOKEN, headers: Record<string, string> = OURS) => ({
  method: 'POST',
  headers,
  body: JSON.stringify({ token }),
});
const problemOf = async (response: Response) => ({
  type: response.headers.get('content-type'),
  ...JSON.parse(await response.text()),
});

describe('numbers', () => {
  it('are asked for by a short name, too', async () => {
    const { ask, asked } = createWorld();
    await ask('/numbers?get=num&num=7');
    expect(asked.map(({ url }) => url)).toEqual(['/api/v1/numbers?get=num&num=7']);
  });
});

describe('each answer', () => {
  it.each<[string, Record<string, string>?]>([
    ['/'],
    ['/assets/index-abcdefgh.js'],
    ['/assets/none.js'],
    ['/livez'],
    ['/readyz'],
    ['/api/v1/session'],
    ['/api/v1/status'],
    ['/api/v1/busy'],
    ['/nothing'],
    ['/', { host: 'evil.example' }],
    ['/api/v1/status', { 'sec-fetch-site': 'cross-site' }],
  ])('has the headers: %s', async (path, headers = {}) => {
    const answer = await createWorld().ask(path, { headers });
    const csp = answer.headers.get('content-security-policy') ?? '';
    expect(csp).toContain("default-src 'none'");
    expect(csp).toContain("require-trusted-types-for 'script'");
    expect(csp).not.toContain('unsafe');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual(
      [],
    );
  });

  it('is not kept by browsers, but for a file whose name has what is in it', async () => {
    const { ask } = createWorld();
    const cached = async (path: string) => (await ask(path)).headers.get('cache-control');
    expect(await cached('/api/v1/status')).toBe('no-store');
    expect(await cached('/readyz')).toBe('no-store');
    expect(await cached('/assets/index-abcdefgh.js')).toContain('immutable');
  });
});

describe('the gate', () => {
  it('is before all, also before what is not there and what would fail', async () => {
    const { ask, asked } = createWorld();
    const paths = [
      '/',
      '/livez',
      '/api/v1/events',
      '/api/v1/status',
      '/assets/x',
      '/../x',
      '/%61pi',
    ];
    for (const path of paths) {
      const answer = await ask(path, { headers: { host: 'evil.example' } });
      expect(await problemOf(answer), path).toMatchObject({
        type: 'application/problem+json',
        status: 421,
      });
    }
    expect(asked).toEqual([]);
  });

  it('reads a path as the routes do', async () => {
    const readersLogIn = { hosts: new Set<string>(), proxies: new Set<string>(), tls: false };
    const { ask, asked } = createWorld({ rules: { ...readersLogIn, readersLogIn: true } });
    const ways = [
      '/api/v1/status',
      '/%61pi/v1/status',
      '/assets/%2e%2e/api/v1/status',
      '/assets/../api/v1/status',
      '/livez/../api/v1/status',
      '/api%2fv1/status',
    ];
    for (const path of ways) expect((await ask(path)).status, path).not.toBe(200);
    expect(asked).toEqual([]);
  });
});

describe('a session', () => {
  it('is had for the token, in a cookie that scripts and other sites do not get', async () => {
    const { ask, asked } = createWorld();
    const answer = await ask('/api/v1/session', login());
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      session: true,
      needed: false,
      plain: false,
      actions: ['reload'],
      not: {},
    });
    const set = answer.headers.get('set-cookie') ?? '';
    expect(set).toMatch(/^offhook=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    const cookie = set.split(';')[0] ?? '';
    const headers = { ...OURS, cookie };
    expect((await ask('/api/v1/reload', { method: 'POST', headers })).status).toBe(200);
    expect(asked.map(({ by }) => by)).toEqual([
      expect.stringMatching(/^session [0-9a-f]{6} from /),
    ]);
  });

  it('is held to TLS where there is TLS', async () => {
    const { ask } = createWorld({
      rules: { hosts: new Set(), proxies: new Set(), tls: true, readersLogIn: false },
    });
    const set = (await ask('/api/v1/session', login())).headers.get('set-cookie');
    expect(set).toMatch(/^__Host-offhook=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Secure$/);
  });

  it('ends on the server', async () => {
    const { ask, asked, ended } = createWorld();
    const set = (await ask('/api/v1/session', login())).headers.get('set-cookie') ?? '';
    const cookie = set.split(';')[0] ?? '';
    const headers = { ...OURS, cookie };
    const end = await ask('/api/v1/session', { method: 'DELETE', headers });
    expect(end.headers.get('set-cookie')).toMatch(/^offhook=; .*Max-Age=0$/);
    expect(await end.json()).toMatchObject({ session: false });
    expect((await ask('/api/v1/reload', { method: 'POST', headers })).status).toBe(401);
    expect(asked).toEqual([]);
    expect(ended).toEqual([expect.stringMatching(/^[0-9a-f]{6}$/)]);
  });

  it.each(['', TOKEN.slice(0, 8), `${TOKEN}a`, TOKEN.toLowerCase(), 'x'])(
    'is not had for %j',
    async (token) => {
      const answer = await createWorld().ask('/api/v1/session', login(token));
      expect(answer.status).toBe(401);
      expect(answer.headers.get('set-cookie')).toBeNull();
    },
  );

  it('is known among cookies of its name that another server of this host has set', async () => {
    const { ask, asked } = createWorld();
    const set = (await ask('/api/v1/session', login())).headers.get('set-cookie') ?? '';
    const own = set.split(';')[0] ?? '';
    const all = `offhook=; theme=dark; offhook=theirs; ${own}; offhook=x`;
    const init = { method: 'POST', headers: { ...OURS, cookie: all } };
    expect((await ask('/api/v1/reload', init)).status).toBe(200);
    expect(asked.map(({ by }) => by)).toEqual([expect.stringMatching(/^session [0-9a-f]{6} /)]);
    await ask('/api/v1/session', { ...init, method: 'DELETE' });
    expect((await ask('/api/v1/reload', init)).status).toBe(401);
  });

  it('is not had by trying', async () => {
    const { ask } = createWorld();
    for (let tries = 0; tries < 10; tries += 1) {
      expect((await ask('/api/v1/session', login('x'))).status).toBe(401);
    }
    expect((await ask('/api/v1/session', login('x'))).status).toBe(429);
    expect((await ask('/api/v1/session', login())).status).toBe(429);
  });

  it.each([1, null, {}, ['x']])('is asked for with a text: not %j', async (token) => {
    expect((await createWorld().ask('/api/v1/session', login(token))).status).toBe(400);
  });

  it('is not asked for by a page elsewhere, or by a form', async () => {
    const { ask } = createWorld();
    const foreign = { ...OURS, 'sec-fetch-site': 'cross-site' };
    expect((await ask('/api/v1/session', login(TOKEN, foreign))).status).toBe(403);
    const form = { ...OURS, 'content-type': 'text/plain' };
    expect((await ask('/api/v1/session', login(TOKEN, form))).status).toBe(415);
    const silent = { 'content-type': 'application/json' };
    expect((await ask('/api/v1/session', login(TOKEN, silent))).status).toBe(403);
  });
});

describe('the table of routes', () => {
  it('is asked what was asked, by whom', async () => {
    const { ask, asked } = createWorld();
    await ask('/api/v1/phones?heard=90');
    await ask('/api/v1/leases/5c:fc:66:00:00:01', {
      method: 'DELETE',
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect(asked).toMatchObject([
      { method: 'GET', url: '/api/v1/phones?heard=90', by: 'a reader' },
      { method: 'DELETE', url: '/api/v1/leases/5c:fc:66:00:00:01', by: 'token from ' },
    ]);
  });

  it('refuses in the form of RFC 9457', async () => {
    expect(await problemOf(await createWorld().ask('/api/v1/busy'))).toEqual({
      type: 'application/problem+json',
      title: 'Conflict',
      status: 409,
      detail: 'it gives no addresses',
    });
  });

  it('has done what was wanted, and nothing to say', async () => {
    const { ask } = createWorld({ reply: async () => ({ status: 204, body: '' }) });
    const answer = await ask('/api/v1/calls', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
      body: '{}',
    });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    expect(answer.headers.get('content-type')).toBeNull();
  });

  it('is told what is sent, if it is not too long', async () => {
    let told: Promise<string> | undefined;
    const { ask } = createWorld({
      async reply({ body }) {
        told = body(16 * 1024);
        return told.then(
          () => ({ status: 200, body: '' }),
          () => ({ status: 413, body: 'too long' }),
        );
      },
    });
    const send = (body: string) =>
      ask('/api/v1/adoptions', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
        body,
      });
    expect((await send('{"mac":"x"}')).status).toBe(200);
    expect(await told).toBe('{"mac":"x"}');
    const tooLong = await send(`"${'x'.repeat(16 * 1024)}"`);
    expect([tooLong.status, tooLong.headers.get('connection')]).toEqual([413, 'close']);
  });
});

describe('who watches', () => {
  it('has one place for each connection, whatever it asks on it, and leaves it with the connection', async () => {
    let added = 0;
    const left: (() => void)[] = [];
    const { options } = createWorld({
      hub: {
        add(reader) {
          added += 1;
          setImmediate(() => reader.write('event: site\n\n'));
          return true;
        },
        remove: () => left.shift()?.(),
        endOf() {},
        wake() {},
      },
    });
    const watchAndAskOn = async (times: number) => {
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
      const request = 'GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
      socket.write(request.repeat(times));
      await once(socket, 'data');
      // What is asked last is answered when all before it was looked at.
      expect(
        (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/livez`)).status,
      ).toBe(200);
      const gone = new Promise<void>((resolve) => left.push(resolve));
      socket.destroy();
      await gone;
    };
    const server = createServer(createPageListener(options));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      await watchAndAskOn(5);
      expect(added).toBe(1);
      await watchAndAskOn(1);
      expect(added).toBe(2);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe('health', () => {
  it('is told to whoever asks, in words and as JSON', async () => {
    const { ask } = createWorld();
    expect(await (await ask('/livez')).text()).toBe('ok\n');
    const words = await ask('/readyz');
    expect([words.status, await words.text()]).toEqual([503, 'problem tftp-port: waits\n']);
    expect(await (await ask('/readyz?format=json')).json()).toEqual({ ready: false });
  });
});

describe('files', () => {
  it('are sent small, and not again', async () => {
    const { ask } = createWorld();
    const path = '/assets/index-abcdefgh.js';
    const plain = await ask(path);
    expect(await plain.text()).toBe('console.log(1)');
    const small = await ask(path, { headers: { 'accept-encoding': 'br, gzip' } });
    expect(small.headers.get('content-encoding')).toBe('gzip');
    expect(await small.text()).toBe('gz');
    const again = await ask(path, { headers: { 'if-none-match': '"abc"' } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('that were not built are told of', async () => {
    const answer = await createWorld({ assets: new Map() }).ask('/');
    expect(await answer.text()).toContain('built without it');
  });

  it('are names, not paths', async () => {
    const { ask } = createWorld();
    for (const path of ['/assets/', '/assets/../package.json', '/assets/..%2f..%2fpackage.json']) {
      expect((await ask(path)).status, path).toBe(404);
    }
  });
});
