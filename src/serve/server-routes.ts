// What a running server can be asked by its socket: a row for each question.

import { systemClock } from '../core/clock.js';
import type { Log } from '../core/log.js';
import { createTurns } from '../core/turns.js';
import type { About } from './about.js';
import type { Reply, Route } from './ask-socket.js';
import { type Release, releaseLeases } from './release-leases.js';
import { answerOf, type Clocks, rowOf, siteOf, statusOf, strangersOf } from './story/answers.js';
import { setIgnored } from './story/ignoring.js';
import type { SiteStory } from './story/site-story.js';
import type { PhoneStory, Story } from './story/story.js';

/** Who is asked. */
export interface AskedServer {
  readonly story: Story;
  readonly site: SiteStory;
  readonly startedMs: number;
  about(): About;
  readonly log: Log;
  /** undefined: it gives no addresses. */
  release(): Release | undefined;
  /** As a SIGHUP. */
  reload(): void;
}

export function serverRoutes(server: AskedServer): readonly Route[] {
  const { story } = server;
  return [
    {
      method: 'GET',
      path: '/site',
      answer: () => json(siteOf(server, clocksNow())),
    },
    {
      method: 'GET',
      path: '/status',
      answer: async () => json(await statusOf(server, clocksNow())),
    },
    {
      method: 'GET',
      path: '/phones',
      answer: ({ query }) => ({ status: 200, body: lines(story.phones(heardSince(query))) }),
    },
    {
      method: 'GET',
      path: '/phones/{mac}',
      answer: ({ mac }) => json(answerOf(story.of(mac()), clocksNow(), story.memory)),
    },
    { method: 'GET', path: '/strangers', answer: () => json(strangersOf(story, clocksNow())) },
    {
      method: 'PUT',
      path: '/strangers/{mac}/ignored',
      answer: ({ mac }) => setIgnored(server, mac(), true),
    },
    {
      method: 'DELETE',
      path: '/strangers/{mac}/ignored',
      answer: ({ mac }) => setIgnored(server, mac(), false),
    },
    { method: 'DELETE', path: '/leases/{mac}', answer: ({ mac }) => releaseLeases(server, mac()) },
    {
      method: 'POST',
      path: '/reload',
      answer() {
        server.reload();
        return { status: 202, body: '' };
      },
    },
  ];
}

function json(value: unknown): Reply {
  return { status: 200, body: `${JSON.stringify(value)}\n` };
}

/** `?heard=900`: within so many seconds; undefined: whenever, or never. */
function heardSince(query: URLSearchParams): number | undefined {
  const seconds = query.get('heard');
  if (seconds === null || !/^\d{1,9}$/.test(seconds)) return undefined;
  return systemClock.monotonicMs() - Number(seconds) * 1_000;
}

/** A line of JSON for each, some at a time: who has waited meanwhile comes first. */
async function* lines(phones: Iterable<PhoneStory>): AsyncGenerator<string> {
  const { next } = createTurns();
  let piece = '';
  for (const phone of phones) {
    piece += `${JSON.stringify(rowOf(phone, clocksNow()))}\n`;
    const turn = next();
    if (!turn) continue;
    yield piece;
    piece = '';
    await turn;
  }
  if (piece !== '') yield piece;
}

function clocksNow(): Clocks {
  const nowMs = systemClock.monotonicMs();
  const offset = systemClock.wallMs() - nowMs;
  return { nowMs, wall: (ms) => new Date(ms + offset).toISOString() };
}
