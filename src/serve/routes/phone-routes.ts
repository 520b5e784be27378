// Asked of phones: what each is doing, and what all of them say together.

import { systemClock } from '../../core/clock.js';
import { createTurns } from '../../core/turns.js';
import { json, type Route } from '../../page/route.js';
import { answerOf, rowOf, siteOf, statusOf } from '../story/answers.js';
import type { PhoneStory } from '../story/story.js';
import { type AskedServer, clocksNow } from './asked-server.js';

export function phoneRoutes(server: AskedServer): readonly Route[] {
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
      answer: ({ query }) => ({
        status: 200,
        body: lines(story.phones(heardSince(query))),
        type: 'application/x-ndjson',
      }),
    },
    {
      method: 'GET',
      path: '/phones/{mac}',
      answer: ({ mac }) => json(answerOf(story.of(mac()), clocksNow(), story.memory)),
    },
  ];
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
