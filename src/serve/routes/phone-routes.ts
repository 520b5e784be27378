// Asked of phones: what each is doing, and what all of them say together.

import { systemClock } from '../../core/clock.js';
import type { Mac } from '../../core/mac.js';
import { inTurns } from '../../core/turns.js';
import { json, type Reply, type Route } from '../../page/route.js';
import type { PhoneAnswer } from '../../page/wire/phone.js';
import { lineAnswer } from '../pbx/links.js';
import { formatReport, had, makeReport } from '../phone-report.js';
import { answerOf, rowOf, siteOf, statusOf } from '../story/answers.js';
import { nextSteps } from '../story/next-steps.js';
import type { Story } from '../story/story.js';
import { type AskedServer, clocksNow } from './asked-server.js';

export function phoneRoutes(server: AskedServer): readonly Route[] {
  const { story } = server;
  return [
    {
      method: 'GET',
      path: '/site',
      answer: ({ query }) => json(siteOf(server, clocksNow(query))),
    },
    {
      method: 'GET',
      path: '/status',
      answer: async ({ query }) => json(await statusOf(server, clocksNow(query))),
    },
    {
      method: 'GET',
      path: '/phones',
      answer: ({ query }) => ({
        status: 200,
        body: inTurns(lines(story, query)),
        type: 'application/x-ndjson',
      }),
    },
    {
      method: 'GET',
      path: '/phones/{mac}',
      answer: async ({ mac, query }) => json(await tellPhone(server, mac(), query)),
    },
    {
      method: 'GET',
      path: '/phones/{mac}/report',
      answer: ({ mac, query }) => report(server, mac(), query.get('format') === 'json'),
    },
  ];
}

/** With what its files say that it asks for next. */
export async function tellPhone(
  server: AskedServer,
  mac: Mac,
  query?: URLSearchParams,
): Promise<PhoneAnswer> {
  const { story } = server;
  const served = server.served();
  const phone = story.of(mac);
  const texts = served.phones.textsOf(mac);
  const next = await nextSteps(phone, served.models, server.look);
  return answerOf(phone, clocksNow(query), {
    memory: story.memory,
    networks: story.networks(),
    next,
    place: texts?.place,
    csta: texts?.csta,
    files: served.files.of(mac).map(({ name }) => name),
    registrations: server.linesOf(mac).map((line) => lineAnswer(line, systemClock.wallMs())),
  });
}

async function report(server: AskedServer, mac: Mac, asJson: boolean): Promise<Reply> {
  const told = await had(async () => ({
    site: siteOf(server, clocksNow()),
    phone: await tellPhone(server, mac),
  }));
  const judged = await had(async () => {
    const said = await server.desk.ask('report', { mac });
    if ('answer' in said) return said.answer;
    throw new Error('failed' in said ? said.failed : said.refused);
  });
  const made = makeReport(mac, told, judged, server.about().offhook);
  if (!('made' in made)) return { status: 500, body: `${made.missing.join('. ')}\n` };
  return asJson ? json(made) : { status: 200, body: formatReport(made) };
}

/** `?heard=900`: within so many seconds; undefined: whenever, or never. */
function heardSince(query: URLSearchParams): number | undefined {
  const seconds = query.get('heard');
  if (seconds === null || !/^\d{1,9}$/.test(seconds)) return undefined;
  return systemClock.monotonicMs() - Number(seconds) * 1_000;
}

/** A line of JSON for each. */
function* lines(story: Story, query: URLSearchParams): Iterable<string> {
  const networks = story.networks();
  for (const phone of story.phones(heardSince(query))) {
    yield `${JSON.stringify(rowOf(phone, clocksNow(query), networks))}\n`;
  }
}
