// A server for the page in the browser alone: the real page with the real headers, over a made-up site that changes.

import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { AdoptionAnswer, AdoptionWish, SessionAnswer } from '../../src/page/wire/acting.js';
import type { CstaWish } from '../../src/page/wire/csta.js';
import type { FindingsAnswer, TransferAnswer } from '../../src/page/wire/lists.js';
import type { PhoneRow } from '../../src/page/wire/phone.js';
import type { RolloutChange, RolloutWish } from '../../src/page/wire/rollouts.js';
import { pretendCalls } from './pretend-calls.js';
import { type PretendLine, pretendLine } from './pretend-csta.js';
import { pretendPlan, pretendRollout, pretendRolloutRow } from './pretend-rollouts.js';
import {
  HOSTILE,
  macOf,
  pretendFirmware,
  pretendHistory,
  pretendLive,
  pretendNetworks,
  pretendOf,
  pretendPhone,
  pretendRequest,
  pretendStrangers,
} from './pretend-site.js';

/** Stands for all that must not be seen. */
export const TOKEN = 'planted-token_1234567890';

export interface StandInOptions {
  readonly phones: number;
  /** So many change at each tick. */
  readonly changing?: number;
  readonly everyMs?: number;
  /** Reading needs a session, too. */
  readonly isLocked?: boolean;
  /** False: a lease cannot be released there. */
  readonly givesAddresses?: boolean;
  /** Where the page is, as behind a proxy: `/phones-of-us`. */
  readonly prefix?: string;
}

export interface StandIn {
  readonly url: string;
  /** Written, ignored and released, as it was asked: `DELETE leases/…`. */
  readonly acts: readonly string[];
  /** Reports of what the page was kept from. */
  readonly reports: readonly string[];
  /** In which it was asked for changes, each time. */
  readonly languages: readonly (string | null)[];
  /** Changes these phones now, each to the next word. */
  change(...phones: readonly number[]): void;
  /** As a server does that was started again. */
  forgetSessions(): void;
  /** Of the phones that have uaCSTA, all the same one. */
  readonly line: PretendLine;
  /** Every line has its phone. */
  takeLines(): void;
  /** Ends all streams, and answers nothing until told so again. */
  setDeaf(isDeaf: boolean): void;
  /** Ends all streams, and begins no other until told so again. */
  setFull(isFull: boolean): void;
  close(): Promise<void>;
}

const FACE = join(import.meta.dirname, '../../dist/face');
const CSP = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:"],
  ...["connect-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'self'"],
  ...["frame-ancestors 'none'", "require-trusted-types-for 'script'"],
].join('; ');
const HEADERS = {
  ...{ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' },
  ...{ 'Cross-Origin-Opener-Policy': 'same-origin', 'Cache-Control': 'no-store' },
  ...{ 'Cross-Origin-Resource-Policy': 'same-origin', 'X-Frame-Options': 'DENY' },
};
const TYPES: Readonly<Record<string, string>> = {
  ...{ html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css' },
};
const SLICE = 250;
const RUN = 'abc123';

type Answer = (body: unknown, request: IncomingMessage) => unknown;

export async function standIn(options: StandInOptions): Promise<StandIn> {
  const { phones, changing = 0, everyMs = 250, isLocked = false, prefix = '' } = options;
  const { givesAddresses = true } = options;
  const assets = readAssets();
  const acts: string[] = [];
  const reports: string[] = [];
  const languages: (string | null)[] = [];
  const rows = new Map<string, PhoneRow>();
  const changes = new Map<number, number>();
  const readers = new Set<ServerResponse>();
  let seq = 1;
  let requests = 40;
  let isIn = false;
  let isDeaf = false;
  let isFull = false;
  let hasFree = true;
  let isOther = false;

  for (let at = 0; at < phones; at += 1) rows.set(macOf(at), pretendPhone(at, Date.now()));

  const line = pretendLine();
  let rolloutState: RolloutChange['state'] = 'paused';
  const rolloutRow = () => pretendRolloutRow(rolloutState, Date.now());

  const event = (name: string, data: unknown) =>
    `event: ${name}\nid: ${RUN}-${seq}\ndata: ${JSON.stringify(data)}\n\n`;
  const site = () => event('site', pretendLive(rows.values(), Date.now(), 3));

  function tell(text: string): void {
    for (const reader of readers) reader.write(text);
  }

  function change(...which: readonly number[]): void {
    const changed = which.map((at) => {
      changes.set(at, (changes.get(at) ?? 0) + 1);
      const row = pretendPhone(at, Date.now(), changes.get(at));
      rows.set(row.mac, row);
      return row;
    });
    seq += 1;
    tell(site());
    tell(event('phones', { seq, phones: changed, gone: [], more: false }));
  }

  function stream(response: ServerResponse): void {
    response.writeHead(200, { ...HEADERS, 'Content-Type': 'text/event-stream' });
    readers.add(response);
    response.on('close', () => readers.delete(response));
    if (isOther) response.write(event('again', {}));
    response.write(site());
    const all = [...rows.values()];
    for (let at = 0; at < Math.max(1, all.length); at += SLICE) {
      const more = at + SLICE < all.length;
      response.write(event('phones', { seq, phones: all.slice(at, at + SLICE), gone: [], more }));
    }
  }

  const routes: Readonly<Record<string, Answer>> = {
    'GET session': () => sessionAnswer(isIn, isLocked, givesAddresses),
    'POST session': (body) => {
      if ((body as { token?: string }).token !== TOKEN) return 401;
      isIn = true;
      return {};
    },
    'DELETE session': () => {
      isIn = false;
      return {};
    },
    'GET status': () => pretendLive(rows.values(), Date.now(), 3),
    'GET strangers': () => pretendStrangers(Date.now()),
    'GET adoptions': () => ({
      models: [
        { id: 'cisco-7931g', name: 'Cisco 7931G' },
        { id: 'fanvil-x4', name: 'Fanvil X4' },
      ],
      ...{ lines: hasFree ? ['7005', '7006'] : [], groups: ['lab', 'first floor'] },
    }),
    'POST adoptions': (body) => adoption(body as AdoptionWish),
    'GET networks': () => pretendNetworks(Date.now()),
    'GET networks/history': () => pretendHistory(Date.now()),
    'GET findings': () => FINDINGS,
    'GET firmware': () =>
      pretendFirmware(
        [...rows.values()]
          .filter((each) => each.progress)
          .map(({ mac }) => mac)
          .slice(0, 5),
      ),
    'GET rollouts': () => [rolloutRow()],
    'GET rollouts/7': () => pretendRollout(rolloutRow(), rows.values()),
    'PATCH rollouts/7': (body) => {
      rolloutState = (body as RolloutChange).state;
      return rolloutRow();
    },
    'POST rollouts': (body) => {
      const wish = body as RolloutWish;
      return wish.dryRun ? pretendPlan(wish, rows.values()) : pretendRollout(rolloutRow(), []);
    },
    'GET calls': pretendCalls,
    'POST calls': (body) => {
      acts.push(JSON.stringify(body));
      return {};
    },
    'GET transfers': () => TRANSFERS,
    'POST reload': () => ({}),
    'GET requests': (_, { url = '' }) => {
      const since = Number(new URL(url, 'http://x').searchParams.get('since'));
      requests += 2;
      const first = Math.max(since, requests - 60) + 1;
      const all = Array.from({ length: requests - first + 1 }, (__, at) =>
        pretendRequest(first + at, Date.now()),
      );
      return { seq: requests, missed: 0, requests: all };
    },
  };

  function answer(path: string, body: unknown, request: IncomingMessage): unknown {
    const [first = '', mac = '', ...rest] = path.split('/');
    const isAct = request.method !== 'GET';
    if (isAct && first !== 'session') {
      if (!isIn) return 401;
      if (!isLook(body)) acts.push(`${request.method} ${path} ${JSON.stringify(body)}`);
    } else if (isLocked && !isIn && first !== 'session') return 401;
    if (first === 'phones' && mac !== '') {
      const row = rows.get(mac);
      if (row && isAct && rest[0] === 'csta') return line.answer(body as CstaWish);
      return row ? pretendOf(row, rest[0], Date.now()) : 404;
    }
    if (isAct && (first === 'leases' || rest[0] === 'ignored')) return {};
    return routes[`${request.method} ${path}`]?.(body, request) ?? 404;
  }

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    if (isDeaf || !pathname.startsWith(`${prefix}/`)) return void response.destroy();
    const path = pathname.slice(prefix.length + 1);
    const asset = assets.get(path === '' ? 'index.html' : path);
    if (asset) {
      const type = TYPES[/\w+$/.exec(path || 'index.html')?.[0] ?? ''] ?? 'text/plain';
      const csp = `${CSP}; report-uri ${prefix}/csp-report`;
      response.writeHead(200, { ...HEADERS, 'Content-Security-Policy': csp, 'Content-Type': type });
      return void response.end(asset);
    }
    const text = (await request.toArray()).join('');
    if (path === 'csp-report') {
      reports.push(text);
      return void response.end();
    }
    const api = path.replace(/^api\/v1\//, '');
    if (api === 'events' && !(isLocked && !isIn)) {
      if (isFull || request.method === 'HEAD') {
        return void response.writeHead(isFull ? 503 : 200, HEADERS).end();
      }
      languages.push(searchParams.get('lang'));
      return stream(response);
    }
    const said = answer(api, text === '' ? undefined : JSON.parse(text), request);
    const status = typeof said === 'number' ? said : 200;
    const problem = { title: 'No', status, detail: 'the stand-in says no' };
    const type = status === 200 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { ...HEADERS, 'Content-Type': type });
    response.end(JSON.stringify(status === 200 ? said : problem));
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let turn = 0;
  const ticking =
    changing > 0
      ? setInterval(() => {
          turn += 1;
          change(...Array.from({ length: changing }, (_, at) => (turn * 7919 + at * 37) % phones));
        }, everyMs)
      : undefined;

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}/`,
    acts,
    reports,
    languages,
    line,
    change,
    setFull(next) {
      isFull = next;
      if (next) server.closeAllConnections();
    },
    setDeaf(next) {
      isDeaf = next;
      if (next) server.closeAllConnections();
    },
    forgetSessions() {
      isIn = false;
      isOther = true;
    },
    takeLines() {
      hasFree = false;
    },
    async close() {
      clearInterval(ticking);
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Changes nothing, and comes every other second. */
const isLook = (body: unknown) => (body as Partial<CstaWish> | undefined)?.act === 'look';

function readAssets(): ReadonlyMap<string, Buffer> {
  const paths = readdirSync(FACE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path.slice(FACE.length + 1), readFileSync(path)]));
}

function sessionAnswer(session: boolean, needed: boolean, givesAddresses: boolean): SessionAnswer {
  return {
    ...{ session, needed, plain: false },
    actions: [
      ...(['adopt', 'ignore', 'reload', 'resync', 'restart', 'calls', 'csta'] as const),
      ...(givesAddresses ? (['release'] as const) : []),
    ],
    not: givesAddresses ? {} : { release: 'this server gives no addresses' },
  };
}

function adoption({
  mac,
  model,
  label,
  line,
  groups,
  write = false,
}: AdoptionWish): AdoptionAnswer {
  const entry = [
    `- mac: "${mac}"`,
    ...(model === undefined ? [] : [`  model: ${model}`]),
    ...(label === undefined ? [] : [`  label: ${label}`]),
    ...(groups === undefined ? [] : [`  groups: [${groups.join(', ')}]`]),
    ...(line === undefined
      ? []
      : [`  keys: { 1: { line: "${line === 'next' ? '7005' : line}" } }`]),
  ];
  const name = mac.replaceAll(':', '').toUpperCase();
  return {
    mac: mac as AdoptionAnswer['mac'],
    ...{ entry: `${entry.join('\n')}\n`, path: '/etc/offhook/adopted.yaml' },
    findings:
      model === undefined
        ? [
            {
              ...{ code: 'inventory/no-model', severity: 'error', place: 'adopted.yaml:1:3' },
              ...{ message: 'this phone has no model', hint: 'choose one', phones: [] },
            },
          ]
        : [],
    files: [`SEP${name}.cnf.xml`],
    written: write,
    command: `sudo offhook adopt ${mac} --line ${line ?? 'next'} --write`,
  };
}

const FINDINGS: FindingsAnswer = {
  findings: [
    {
      ...{ code: 'inventory/unknown-model', severity: 'warning', place: 'lab.yaml:28:12' },
      message: 'model: "cisco-7931" is not known - did you mean "cisco-7931g"?',
      ...{ hint: 'offhook models lists them', phones: [macOf(1), macOf(2)] },
    },
    {
      ...{ code: 'inventory/hostile', severity: 'info', place: 'lab.yaml:30:1' },
      ...{ message: `label: ${HOSTILE}`, hint: '', phones: [] },
    },
  ],
};

const TRANSFERS: readonly TransferAnswer[] = [
  {
    ...{ mac: macOf(1), address: '10.20.1.153', name: 'apps31.8-5-3ES4.sbn', role: 'part' },
    ...{ began: new Date(0).toISOString(), bytes: 1_900_000, size: 3_100_000 },
  },
  {
    ...{ address: '10.20.1.77', name: HOSTILE, role: 'other' },
    ...{ began: new Date(0).toISOString(), bytes: 1, size: 2 },
  },
];
