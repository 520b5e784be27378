// GET /openapi.json: what can be asked, for programs. Each route of the table has a row here, and the page's own have theirs.

import { LANGUAGES } from '../timeline/texts/languages.js';
import { API_ROOT, type Route } from './route.js';
import { SCHEMAS } from './schema/answers.js';
import { COUNT, type JsonSchema, listOf, MAC, named, oneOf, record, TEXT } from './schema/parts.js';

export interface RouteText {
  readonly summary: string;
  /** Absent: nothing, or a line of words. */
  readonly answer?: JsonSchema;
  /** A line of it for each, as application/x-ndjson. */
  readonly lines?: true;
  /** Other than JSON. */
  readonly type?: string;
  /** 200 unless said. */
  readonly status?: number;
  readonly body?: JsonSchema;
  /** It may come with an Idempotency-Key. */
  readonly once?: true;
  /** What may stand behind the question mark. */
  readonly query?: Readonly<
    Record<string, { readonly means: string; readonly schema: JsonSchema }>
  >;
}

/** Of answers that tell of phones in sentences. */
const LANG = {
  lang: {
    means: 'the language of its sentences; English unless said',
    schema: oneOf(Object.keys(LANGUAGES)),
  },
} as const;

/** By method and path, as the table has them. */
export const ROUTE_TEXTS: Readonly<Record<string, RouteText>> = {
  'GET /site': {
    summary: 'The site, without a look at each phone',
    answer: named('SiteAnswer'),
    query: LANG,
  },
  'GET /status': {
    summary: 'The site, with its phones counted',
    answer: named('StatusAnswer'),
    query: LANG,
  },
  'GET /phones': {
    summary: 'All phones of the inventory, one a line, by ascending MAC',
    answer: named('PhoneRow'),
    lines: true,
    query: {
      ...LANG,
      heard: { means: 'only those that were heard within so many seconds', schema: COUNT },
    },
  },
  'GET /phones/{mac}': {
    summary: 'One phone, of the inventory or not, with what it did',
    answer: named('PhoneAnswer'),
    query: LANG,
  },
  'GET /phones/{mac}/report': {
    summary: 'All that is known of one phone, without secrets, to be sent to whoever helps',
    type: 'text/plain',
  },
  'GET /phones/{mac}/file': {
    summary: 'A file of this phone, as it would get it now, without passwords',
    answer: named('FileAnswer'),
    query: { name: { means: 'one of its files; the first unless said', schema: TEXT } },
  },
  'GET /phones/{mac}/diff': {
    summary:
      'What changes in the files of this phone once it fetches them again, without passwords',
    answer: named('DiffAnswer'),
  },
  'POST /phones/{mac}/csta': {
    summary: 'What a line of this phone does by uaCSTA, and calls made, answered or ended there',
    body: named('CstaWish'),
    answer: named('CstaAnswer'),
    query: LANG,
  },
  'GET /strangers': {
    summary: 'Phones that the inventory does not have',
    answer: listOf(named('StrangerAnswer')),
    query: LANG,
  },
  'PUT /strangers/{mac}/ignored': { summary: 'Leave it out of the new phones' },
  'DELETE /strangers/{mac}/ignored': { summary: 'Show it among the new phones again' },
  'GET /adoptions': {
    summary: 'What can be chosen for a new phone',
    answer: named('AdoptionChoices'),
  },
  'POST /adoptions': {
    summary: 'Judge a phone more in the inventory, and write it down if that is wanted',
    body: named('AdoptionWish'),
    answer: named('AdoptionAnswer'),
  },
  'GET /networks': {
    summary: 'The networks of the inventory, with who has which address',
    answer: listOf(named('NetworkAnswer')),
  },
  'GET /networks/history': {
    summary: 'How full the pools were in the last day, as far as the server runs that long',
    answer: listOf(named('PoolHistoryAnswer')),
  },
  'DELETE /leases/{mac}': {
    summary: "Take back a phone's addresses",
    answer: named('ReleaseAnswer'),
  },
  'GET /requests': {
    summary: 'The last requests for addresses and files, oldest first',
    answer: named('RequestsAnswer'),
    query: { ...LANG, since: { means: 'only those after this number', schema: COUNT } },
  },
  'GET /transfers': {
    summary: 'Files that are being sent now',
    answer: listOf(named('TransferAnswer')),
  },
  'GET /calls': {
    summary: 'Who talks with whom and who is in which conference, by PBX',
    answer: listOf(named('CallsAnswer')),
  },
  'POST /calls': {
    summary: 'Mute, kick or hang up somebody, or run the rooms that another program took over',
    body: named('CallAction'),
    status: 204,
  },
  'GET /firmware': {
    summary:
      'Sets of firmware that phones of the inventory need, and those that are fetched besides',
    answer: listOf(named('FirmwareAnswer')),
  },
  'GET /findings': {
    summary: 'What is found of the inventory in force, and of one that was refused since',
    answer: named('FindingsAnswer'),
  },
  'GET /numbers': {
    summary: 'Whose a number is, by the numbering plan; also at /numbers',
    type: 'text/plain',
    query: {
      get: { means: 'what is asked', schema: oneOf(['num', 'code']) },
      num: { means: 'the number, as people write it', schema: TEXT },
      code: { means: 'the code, in digits', schema: TEXT },
      format: {
        means: 'how it is written; json of a number and text of a code unless said',
        schema: oneOf(['text', 'csv', 'xml', 'json']),
      },
    },
  },
  'GET /rollouts': {
    summary: 'Rollouts that go on, and the last that are over, the latest first',
    answer: listOf(named('RolloutRow')),
    query: LANG,
  },
  'POST /rollouts': {
    summary:
      'Have phones read their files again or start anew, some at a time; with dryRun only say how each would be told',
    body: named('RolloutWish'),
    answer: { anyOf: [named('RolloutAnswer'), named('RolloutPlan')] },
    query: LANG,
    once: true,
  },
  'GET /rollouts/{id}': {
    summary: 'One rollout with its phones',
    answer: named('RolloutAnswer'),
    query: {
      ...LANG,
      since: { means: 'only phones that came to something after this number', schema: COUNT },
    },
  },
  'PATCH /rollouts/{id}': {
    summary: 'Pause a rollout, let it go on, or cancel it',
    body: named('RolloutChange'),
    answer: named('RolloutRow'),
    query: LANG,
    once: true,
  },
  'POST /reload': { summary: 'Read the inventory again, as SIGHUP does', status: 202 },
};

/** What the page has besides the table. */
export const PAGE_ROUTES: readonly (Pick<Route, 'method' | 'path'> & RouteText)[] = [
  {
    method: 'GET',
    path: '/session',
    summary: 'Whether this browser may act, and what may be done here',
    answer: named('SessionAnswer'),
  },
  {
    method: 'POST',
    path: '/session',
    summary: 'Show the token, and get a cookie for it',
    body: record<{ readonly token: string }>({ token: TEXT }),
    answer: named('SessionAnswer'),
  },
  {
    method: 'DELETE',
    path: '/session',
    summary: 'End the session of this cookie',
    answer: named('SessionAnswer'),
  },
  {
    method: 'GET',
    path: '/events',
    summary:
      'Changes as they come: "phones" with a PhonesChange, "site" with a LiveSite, "again": forget all and begin',
    type: 'text/event-stream',
    query: LANG,
  },
  {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document',
    answer: { type: 'object' },
  },
];

/** `version`: of offhook. A route without a row is left out. */
export function openApi(
  routes: readonly Pick<Route, 'method' | 'path'>[],
  version: string,
): JsonSchema {
  const paths: Record<string, Record<string, unknown>> = {};
  const add = ({ method, path }: Pick<Route, 'method' | 'path'>, text: RouteText) => {
    const full = `${API_ROOT}${path}`;
    paths[full] = { ...paths[full], [method.toLowerCase()]: operationOf(method, path, text) };
  };
  for (const route of routes) {
    const text = ROUTE_TEXTS[`${route.method} ${route.path}`];
    if (text) add(route, text);
  }
  for (const route of PAGE_ROUTES) add(route, route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'offhook',
      version,
      description: 'What a running server can be asked, on its page and by its socket',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    // Wherever the page is: behind a proxy it may have a prefix.
    servers: [{ url: '../..' }],
    paths,
    components: {
      schemas: SCHEMAS,
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
    security: [{}, { token: [] }],
  };
}

const ONCE = 'asked once more with the same key, it is answered as the first time, and done once';

function operationOf(method: Route['method'], path: string, text: RouteText): JsonSchema {
  const { summary, answer, lines, type, status = 200, body, query = {}, once } = text;
  const parameters = [
    ...(path.includes('{mac}') ? [{ name: 'mac', in: 'path', required: true, schema: MAC }] : []),
    ...(path.includes('{id}') ? [{ name: 'id', in: 'path', required: true, schema: COUNT }] : []),
    ...(once
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: false,
            description: ONCE,
            schema: TEXT,
          },
        ]
      : []),
    ...Object.entries(query).map(([name, { means, schema }]) => ({
      ...{ name, in: 'query', required: false, description: means, schema },
    })),
  ];
  const media = type ?? (lines ? 'application/x-ndjson' : 'application/json');
  const hasContent = answer !== undefined || type !== undefined;
  return {
    summary,
    // Whoever changes something shows who it is, wherever it asks.
    ...(method !== 'GET' && path !== '/session' && { security: [{ token: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: body } } },
    }),
    responses: {
      [status]: {
        description: 'as asked',
        ...(hasContent && { content: { [media]: { schema: answer ?? TEXT } } }),
      },
      default: {
        description: 'refused, with why',
        content: { 'application/problem+json': { schema: named('Problem') } },
      },
    },
  };
}
