import { describe, expect, it } from 'vitest';
import { type GateKeys, type GateRequest, type GateRules, judge } from '../../src/page/gate.js';

const RULES: GateRules = {
  hosts: new Set(['phones.example.org']),
  proxies: new Set(),
  tls: false,
  readersLogIn: false,
};
const KEYS: GateKeys = {
  session: (cookie) => (cookie === 'good' ? '3f9a1c' : undefined),
  bearer: (token) => (token === 'right' ? 'right' : token === 'often' ? 'throttled' : 'wrong'),
};

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly peer?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function ask({ method = 'GET', path = '/api/v1/status', peer = '127.0.0.1', headers = {} }: Asked) {
  const all: Readonly<Record<string, string>> = { host: '127.0.0.1:8068', ...headers };
  return { method, path, peer, header: (name: string) => all[name] } satisfies GateRequest;
}

function verdict(asked: Asked, rules: Partial<GateRules> = {}): number | string {
  const said = judge(ask(asked), { ...RULES, ...rules }, KEYS);
  return said.passes ? (said.by ?? 'reader') : said.status;
}

describe('what is asked by a short name', () => {
  it.each(['/numbers', '/api/v1/numbers'])('needs a session where reading does: %s', (path) => {
    expect(verdict({ path })).toBe('reader');
    expect(verdict({ path }, { readersLogIn: true })).toBe(401);
    expect(verdict({ path, headers: { 'sec-fetch-site': 'cross-site' } })).toBe(403);
  });
});

describe('a name that the page is asked by', () => {
  it.each([
    '127.0.0.1:8068',
    '10.20.1.1',
    '[::1]:8068',
    '[fe80::1]',
    'localhost:8068',
    'LOCALHOST',
    'lab.localhost:8068',
    'pbx.local',
    'phones.example.org:8068',
    'Phones.Example.Org.',
  ])('is ours: %s', (host) => {
    expect(verdict({ headers: { host } })).toBe('reader');
  });

  it.each([
    'evil.example',
    'evil.example:8068',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    'notlocalhost',
    'local',
    '[evil.example]',
    '127.0.0.1@evil.example',
    '',
    'phones.example.org.evil.example',
  ])('is not: %s', (host) => {
    for (const path of ['/', '/livez', '/readyz', '/assets/a.js', '/api/v1/events', '/api/v1/x']) {
      expect(verdict({ path, headers: { host } }), path).toBe(421);
    }
    expect(verdict({ headers: { host, authorization: 'Bearer right' } })).toBe(421);
  });

  it('must be said', () => {
    const request = { ...ask({}), header: () => undefined };
    expect(judge(request, RULES, KEYS)).toMatchObject({ passes: false, status: 421 });
  });
});

describe('what changes something', () => {
  const post = (headers: Record<string, string>, rules: Partial<GateRules> = {}) =>
    verdict({ method: 'POST', path: '/api/v1/reload', headers }, rules);
  const session = { cookie: 'a=b; offhook=good' };

  it('is for who has a session or the token', () => {
    expect(post({ ...session, 'sec-fetch-site': 'same-origin' })).toBe(
      'session 3f9a1c from 127.0.0.1',
    );
    expect(post({ authorization: 'Bearer right' })).toBe('token from 127.0.0.1');
    expect(post({ authorization: 'bearer  right' })).toBe('token from 127.0.0.1');
    expect(post({ 'sec-fetch-site': 'same-origin' })).toBe(401);
    expect(post({ cookie: 'offhook=bad', 'sec-fetch-site': 'same-origin' })).toBe(401);
    expect(post({ cookie: 'xoffhook=good', 'sec-fetch-site': 'same-origin' })).toBe(401);
    expect(post({ authorization: 'Bearer wrong' })).toBe(401);
    expect(post({ authorization: 'Bearer ' })).toBe(401);
    expect(post({ authorization: 'Bearer often' })).toBe(429);
    expect(post({ authorization: 'Basic cmlnaHQ=', 'sec-fetch-site': 'same-origin' })).toBe(401);
  });

  it.each(['cross-site', 'same-site', 'anything'])('is not asked by a page that is %s', (site) => {
    expect(post({ ...session, 'sec-fetch-site': site })).toBe(403);
    expect(post({ authorization: 'Bearer right', 'sec-fetch-site': site })).toBe(403);
    expect(verdict({ headers: { ...session, 'sec-fetch-site': site } })).toBe(403);
  });

  it('is asked from here by browsers that say no more than their origin', () => {
    expect(post({ ...session, origin: 'http://127.0.0.1:8068' })).toBe(
      'session 3f9a1c from 127.0.0.1',
    );
    const foreign = ['http://evil.example', 'https://127.0.0.1:8068', 'http://127.0.0.1', 'null'];
    for (const origin of foreign) expect(post({ ...session, origin }), origin).toBe(403);
    expect(post(session)).toBe(403);
  });

  it('is JSON, or nothing', () => {
    const with_ = (headers: Record<string, string>) =>
      post({ ...session, 'sec-fetch-site': 'same-origin', ...headers });
    expect(with_({ 'content-type': 'application/json; charset=utf-8' })).toMatch(/^session/);
    expect(with_({ 'content-length': '0' })).toMatch(/^session/);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      expect(with_({ 'content-type': type }), type).toBe(415);
    }
    expect(with_({ 'content-length': '2' })).toBe(415);
    expect(with_({ 'transfer-encoding': 'chunked' })).toBe(415);
  });
});

describe('reading', () => {
  it('is free on this machine', () => {
    for (const path of ['/', '/api/v1/phones', '/api/v1/events']) {
      expect(verdict({ path })).toBe('reader');
    }
  });

  it('needs a session where that is wanted, but for the page itself and for health', () => {
    const rules = { readersLogIn: true };
    const free = ['/', '/assets/index-abcdefgh.js', '/livez', '/readyz', '/api/v1/session'];
    for (const path of free) expect(verdict({ path }, rules), path).toBe('reader');
    for (const path of ['/api/v1/phones', '/api/v1/events', '/api/v1/openapi.json', '/api/v1/']) {
      expect(verdict({ path }, rules), path).toBe(401);
    }
    expect(verdict({ headers: { cookie: 'offhook=good' } }, rules)).toMatch(/^session/);
    expect(verdict({ headers: { authorization: 'Bearer right' } }, rules)).toMatch(/^token/);
  });

  it('with a wrong token is none', () => {
    expect(verdict({ headers: { authorization: 'Bearer wrong' } })).toBe(401);
  });
});

describe('a proxy', () => {
  const forwarded = {
    'x-forwarded-for': '10.9.9.9, 10.20.1.7',
    'x-forwarded-host': 'phones.example.org',
    'x-forwarded-proto': 'https',
  };
  const rules = { proxies: new Set(['127.0.0.1']) };

  it('that is ours says for whom it asks, by which name and over what', () => {
    const request = ask({ headers: forwarded });
    expect(judge(request, { ...RULES, ...rules }, KEYS)).toEqual({
      passes: true,
      address: '10.20.1.7',
      secure: true,
    });
    const evil = { ...forwarded, 'x-forwarded-host': 'evil.example' };
    expect(verdict({ headers: evil }, rules)).toBe(421);
    const post = (headers: Record<string, string>) =>
      verdict({ method: 'POST', path: '/api/v1/reload', headers }, rules);
    const cookie = '__Host-offhook=good';
    const origin = 'https://phones.example.org';
    expect(post({ ...forwarded, cookie, origin })).toBe('session 3f9a1c from 10.20.1.7');
    expect(post({ ...forwarded, cookie, origin: 'http://phones.example.org' })).toBe(403);
    expect(post({ ...forwarded, cookie: 'offhook=good', origin })).toBe(401);
  });

  it('that is anybody says nothing', () => {
    const request = ask({ peer: '10.20.1.66', headers: forwarded });
    expect(judge(request, { ...RULES, ...rules }, KEYS)).toEqual({
      passes: true,
      address: '10.20.1.66',
      secure: false,
    });
  });
});
