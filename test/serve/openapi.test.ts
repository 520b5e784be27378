import { describe, expect, it } from 'vitest';
import { openApi, PAGE_ROUTES, ROUTE_TEXTS } from '../../src/page/openapi.js';
import { SCHEMAS } from '../../src/page/schema/answers.js';
import { serverRoutes } from '../../src/serve/server-routes.js';
import { faultsOf } from './answer-schema.js';
import { askedServer } from './asked-server.js';

const ROUTES = serverRoutes(askedServer({}));

describe('the document of what can be asked', () => {
  const document = JSON.parse(JSON.stringify(openApi(ROUTES, '1.2.3')));
  const told = Object.entries<Record<string, object>>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );

  it('has each route of the table and of the page, and no other', () => {
    const all = [...ROUTES, ...PAGE_ROUTES].map(({ method, path }) => `${method} /api/v1${path}`);
    expect(told.toSorted()).toEqual(all.toSorted());
  });

  it('has rows for routes that are there', () => {
    const there = ROUTES.map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(ROUTE_TEXTS).filter((row) => !there.includes(row))).toEqual([]);
  });

  it('names schemas that it has, and has those that it names', () => {
    const named = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)];
    const names = new Set(named.map(([, name = '']) => name));
    // Those of the stream are named in words.
    const inWords = ['PhonesChange', 'LiveSite'];
    expect([...names, ...inWords].toSorted()).toEqual(Object.keys(SCHEMAS).toSorted());
  });

  it('asks for the token where something is changed', () => {
    const open = told.filter((row) => {
      const [method = '', path = ''] = row.split(' ');
      return document.paths[path][method.toLowerCase()].security === undefined;
    });
    expect(open.filter((row) => !row.startsWith('GET '))).toEqual([
      'POST /api/v1/session',
      'DELETE /api/v1/session',
    ]);
  });
});

describe('a schema', () => {
  const row = {
    mac: '5c:fc:66:00:00:01',
    lines: [],
    groups: [],
    word: 'unseen',
    stage: 'unseen',
    sentence: 'was never heard',
    sync: 'unknown',
  };

  it('takes what is meant', () => {
    expect(faultsOf('PhoneRow', row)).toEqual([]);
  });

  it.each([
    ['lacks a field', { ...row, sync: undefined }],
    ['has one that nobody knows', { ...row, password: 'tulip' }],
    ['has another word', { ...row, word: 'lost' }],
    ['has no MAC', { ...row, mac: 'x' }],
    ['has no time', { ...row, heard: 'yesterday' }],
  ])('does not take what %s', (_, value) => {
    expect(faultsOf('PhoneRow', JSON.parse(JSON.stringify(value)))).toHaveLength(1);
  });
});
