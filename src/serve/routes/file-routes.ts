// Asked of requests: those of the last minutes, and files under way.

import { maskedStart } from '../../core/secret-in-text.js';
import { json, type Route } from '../../page/route.js';
import type { RequestAnswer, RequestsAnswer, TransferAnswer } from '../../page/wire/lists.js';
import { roleOf } from '../../phones/registry.js';
import { fileEnd, stepText } from '../../timeline/step-text.js';
import { ENGLISH } from '../../timeline/texts/en/language.js';
import { isExpectedSilence } from '../exchange-log.js';
import type { RecentRequest } from '../recent-requests.js';
import { NORMAL } from '../request-log.js';
import type { Clocks } from '../story/answers.js';
import { type AskedServer, clocksNow } from './asked-server.js';

export function fileRoutes(server: AskedServer): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/requests',
      answer: ({ query }) => json(requestsOf(server, query)),
    },
    { method: 'GET', path: '/transfers', answer: () => json(transfersOf(server)) },
  ];
}

/** `?since=400`; 0: all that is known. */
function seqIn(query: URLSearchParams): number {
  const said = query.get('since') ?? '';
  return /^\d{1,15}$/.test(said) ? Number(said) : 0;
}

function requestsOf({ recent, served }: AskedServer, query: URLSearchParams): RequestsAnswer {
  const since = seqIn(query);
  const clocks = clocksNow(query);
  const requests = recent.since(since);
  const [first] = requests;
  const isOurs = since > 0 && since <= recent.seq;
  return {
    seq: recent.seq,
    missed: isOurs && first ? first.seq - since - 1 : 0,
    requests: requests.map((request) => requestAnswer(request, served(), clocks)),
  };
}

function requestAnswer(
  { seq, atMs, protocol, mac, ms, dhcp, file }: RecentRequest,
  { phones }: ReturnType<AskedServer['served']>,
  clocks: Clocks,
): RequestAnswer {
  const label = mac && phones.textsOf(mac)?.label;
  const common = {
    ...{ seq, at: clocks.wall(atMs), protocol },
    ...(mac !== undefined && { mac }),
    ...(label && { label }),
    ms: Math.round(ms),
  };
  if (file) {
    const { address, fileName, outcome, bytes } = file;
    const what = maskedStart(fileName);
    const ended = fileEnd(outcome, clocks.language ?? ENGLISH);
    return { ...common, address, what, outcome: ended, failed: !NORMAL.has(outcome), bytes };
  }
  const { type = 'INFORM', reply, why = 'informed', address } = dhcp ?? {};
  const event = { kind: 'dhcp', atMs, type, reply, why, address, secs: 0, asked: [] } as const;
  const told = stepText(event, clocks.language);
  const failed = reply === undefined ? !isExpectedSilence(why) : reply === 'NAK';
  return { ...common, ...told, failed };
}

function transfersOf({ transfers, phones, served, story }: AskedServer): readonly TransferAnswer[] {
  const { wall } = clocksNow();
  const { models } = served();
  return Array.from(transfers(), ({ client: { address }, fileName, size = 0, beganMs, bytes }) => {
    const mac = phones.macOf(address, fileName) ?? story.seenAt(address);
    const name = maskedStart(fileName);
    const role = roleOf(fileName, models);
    return {
      ...(mac !== undefined && { mac }),
      ...{ address, name, role, began: wall(beganMs), bytes, size },
    };
  });
}
