// Asked of rollouts: that one begin, how far each is, and that one pause, go on or end.

import { createHash } from 'node:crypto';
import type { Mac } from '../../core/mac.js';
import { createNewest } from '../../core/newest.js';
import { type Asked, json, jsonWithList, type Reply, type Route } from '../../page/route.js';
import type { PlannedPhone, RolloutPlan } from '../../page/wire/rollouts.js';
import { plannedPhone, rolloutHead, rolloutPhones, rolloutRow } from '../rollout/answers.js';
import { isWish, readChange, readWish, type WantedRollout } from '../rollout/read-wish.js';
import type { Run } from '../rollout/run.js';
import { firmwareHad } from '../story/firmware-had.js';
import { type AskedServer, clocksNow } from './asked-server.js';

export function rolloutRoutes(server: AskedServer): readonly Route[] {
  const { rollouts } = server;
  const begun = createBegun();
  return [
    {
      method: 'GET',
      path: '/rollouts',
      answer: ({ query }) => json(rollouts.all().map((run) => rolloutRow(run, clocksNow(query)))),
    },
    {
      method: 'POST',
      path: '/rollouts',
      bodyMaxBytes: WISH_MAX_BYTES,
      async answer(asked) {
        const body = await asked.body();
        const before = begun.of(asked, body);
        if (before === 'other') return { status: 422, body: OTHER_BODY };
        return before ? tell(server, before, asked.query) : begin(server, body, asked, begun);
      },
    },
    {
      method: 'GET',
      path: '/rollouts/{id}',
      answer({ id, query }) {
        const run = rollouts.get(id());
        return run ? tell(server, run, query) : NOT_THERE;
      },
    },
    {
      method: 'PATCH',
      path: '/rollouts/{id}',
      async answer({ id, by, query, body }) {
        const run = rollouts.get(id());
        if (!run) return NOT_THERE;
        const wish = readChange(await body());
        if (!isWish(wish)) return { status: 400, body: `${wish}\n` };
        if (!rollouts.become(run, wish, by)) return { status: 409, body: OVER };
        return json(rolloutRow(run, clocksNow(query)));
      },
    },
  ];
}

/** Each phone of a site by its name, of 20 bytes: there is none of so many. */
const WISH_MAX_BYTES = 512 * 1024;
const NOT_THERE: Reply = { status: 404, body: 'there is no rollout of that number\n' };
const OVER = 'it is over: nothing can be changed any more\n';
const OTHER_BODY = 'another rollout was asked for with this Idempotency-Key\n';
const STARTING =
  'the server has just started and does not know yet what went on before: ask again\n';

async function tell(
  { rollouts, story, served }: AskedServer,
  run: Run,
  query: URLSearchParams,
): Promise<Reply> {
  const since = /^\d{1,15}$/.test(query.get('since') ?? '') ? Number(query.get('since')) : 0;
  const firmware = await firmwareHad(story, served(), run.phones.keys());
  const clocks = clocksNow(query);
  const phones = rolloutPhones(run, clocks, rollouts.beside, since);
  return jsonWithList(rolloutHead(run, clocks, firmware), 'list', phones);
}

function begin(
  server: AskedServer,
  body: string,
  asked: Asked,
  begun: Begun,
): Reply | Promise<Reply> {
  const { rollouts } = server;
  const wanted = readWish(body);
  if (typeof wanted === 'string') return { status: 400, body: `${wanted}\n` };
  const macs = rollouts.choose(wanted.which);
  if (typeof macs === 'string') return { status: 422, body: `${macs}\n` };
  if (wanted.isDryRun) {
    const head: Omit<RolloutPlan, 'phones'> = { dryRun: true, action: wanted.action };
    return jsonWithList(head, 'phones', planOf(server, wanted, macs, asked.query));
  }
  if (macs.length === 0) return { status: 422, body: 'there is no such phone\n' };
  if (!rollouts.isReady()) return { status: 503, body: STARTING };
  const { action, pace, which } = wanted;
  const isForStale = 'isStale' in which && which.isStale;
  const run = rollouts.begin({ action, by: asked.by, pace, isForStale }, macs);
  if ('refused' in run) return { status: 409, body: `${run.refused}\n` };
  begun.put(asked, body, run);
  return tell(server, run, new URLSearchParams());
}

function* planOf(
  { rollouts }: AskedServer,
  { action }: WantedRollout,
  macs: readonly Mac[],
  query: URLSearchParams,
): Generator<PlannedPhone> {
  const clocks = clocksNow(query);
  const { labelOf } = rollouts.beside;
  for (const mac of macs) {
    const path = rollouts.pathOf(mac, action);
    yield plannedPhone(mac, labelOf(mac), path, action === 'resync', clocks);
  }
}

interface Begun {
  /** `other`: the key is of another wish. */
  of(asked: Asked, body: string): Run | 'other' | undefined;
  put(asked: Asked, body: string, run: Run): void;
}

/** Keys that are remembered, the oldest forgotten first. */
const KEYS_MAX = 100;
const KEY_MAX_LENGTH = 200;

/** What was begun with which key, so that an answer that was lost begins nothing twice. */
function createBegun(): Begun {
  const known = createNewest<{ readonly digest: string; readonly run: Run }>(KEYS_MAX);
  const keyOf = ({ key, by }: Asked) =>
    key === undefined ? undefined : `${by}\0${key.slice(0, KEY_MAX_LENGTH)}`;
  return {
    of(asked, body) {
      const key = keyOf(asked);
      const found = key === undefined ? undefined : known.get(key);
      if (!found) return undefined;
      return found.digest === digestOf(body) ? found.run : 'other';
    },
    put(asked, body, run) {
      const key = keyOf(asked);
      if (key !== undefined) known.set(key, { digest: digestOf(body), run });
    },
  };
}

/** A wish may name many phones: it is not kept. */
function digestOf(body: string): string {
  return createHash('sha256').update(body).digest('base64');
}
