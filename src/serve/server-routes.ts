// What a running server can be asked by its socket: a row for each question.

import { systemClock } from '../core/clock.js';
import type { Log } from '../core/log.js';
import type { Reply, Route } from './ask-socket.js';
import { type Release, releaseLeases } from './release-leases.js';
import { answerOf, type Clocks, rowOf, siteOf, statusOf, strangersOf } from './story/answers.js';
import type { PhoneStory, Story } from './story/story.js';

/** Who is asked. */
export interface AskedServer {
  readonly story: Story;
  readonly startedMs: number;
  readonly log: Log;
  /** undefined: it gives no addresses. */
  release(): Release | undefined;
  /** As a SIGHUP. */
  reload(): void;
}

export function serverRoutes(server: AskedServer): readonly Route[] {
  const { story, startedMs } = server;
  return [
    {
      method: 'GET',
      path: '/site',
      answer: () => json(siteOf(story, startedMs, clocksNow())),
    },
    {
      method: 'GET',
      path: '/status',
      answer: () => json(statusOf(story, startedMs, clocksNow())),
    },
    {
      method: 'GET',
      path: '/phones',
      answer: () => ({ status: 200, body: lines(story.phones()) }),
    },
    {
      method: 'GET',
      path: '/phones/{mac}',
      answer: ({ mac }) => json(answerOf(story.of(mac()), clocksNow())),
    },
    { method: 'GET', path: '/strangers', answer: () => json(strangersOf(story, clocksNow())) },
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

/** A line of JSON for each, made when the one before has left. */
function* lines(phones: Iterable<PhoneStory>): Generator<string> {
  for (const phone of phones) yield `${JSON.stringify(rowOf(phone, clocksNow()))}\n`;
}

function clocksNow(): Clocks {
  const nowMs = systemClock.monotonicMs();
  const offset = systemClock.wallMs() - nowMs;
  return { nowMs, wall: (ms) => new Date(ms + offset).toISOString() };
}
