// What a phone's line does by uaCSTA, and calls that are made with it. All of it needs a session: who calls whom is nobody
// else's to see.

import type { Mac } from '../../core/mac.js';
import { dialledFault } from '../../core/user-part.js';
import { userPart } from '../../csta/line/line.js';
import type { Want } from '../../csta/session/types.js';
import { CSTA_ENGLISH, type CstaTexts } from '../../csta/texts/en.js';
import { CSTA_RUSSIAN } from '../../csta/texts/ru.js';
import { VERDICTS } from '../../csta/verdicts.js';
import { json, type Reply, type Route } from '../../page/route.js';
import { CSTA_ACTS, type CstaAnswer, type CstaWish } from '../../page/wire/csta.js';
import { type LanguageId, languageOf } from '../../timeline/texts/languages.js';
import type { LineLook } from '../csta/line-desk.js';
import type { WrittenLine } from '../csta/phone-lines.js';
import { isText, noText, saidIn, strangeField } from '../said.js';
import type { AskedServer } from './asked-server.js';
import { fromDesk } from './from-desk.js';

export function cstaRoutes(server: AskedServer): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/phones/{mac}/csta',
      async answer({ mac, body, by, query }) {
        const wish = readWish(await body());
        if (typeof wish === 'string') return { status: 400, body: `${wish}\n` };
        return answerWish(server, mac(), wish, by, textsOf(query));
      },
    },
  ];
}

const TEXTS: Readonly<Record<LanguageId, CstaTexts>> = { en: CSTA_ENGLISH, ru: CSTA_RUSSIAN };

function textsOf(query: URLSearchParams): CstaTexts {
  return TEXTS[languageOf(query.get('lang')).lang as LanguageId];
}

const MAX_LINE = 99;
const KNOWN: readonly string[] = ['act', 'line', 'number'];

/** What is said in JSON; a text: what is wrong with it. */
function readWish(body: string): CstaWish | string {
  const fields = saidIn(body);
  if (!fields) return 'say in JSON what is wanted of the line: { "act": …, "line": … }';
  const strange = strangeField(fields, KNOWN);
  if (strange) return strange;
  const { line = 1, number } = fields;
  const act = CSTA_ACTS.find((each) => each === fields.act);
  if (!act) return `act: one of ${CSTA_ACTS.join(', ')}`;
  if (typeof line !== 'number' || !Number.isInteger(line) || line < 1 || line > MAX_LINE) {
    return `line: a number from 1 to ${MAX_LINE}`;
  }
  if (act !== 'call') {
    return number === undefined ? { act, line } : 'number: only with "call", where it is dialled';
  }
  if (!isText(number)) return noText('number');
  const fault = dialledFault(number);
  return fault ? `number ${fault.what}: ${fault.hint}` : { act, line, number };
}

async function answerWish(
  server: AskedServer,
  mac: Mac,
  wish: CstaWish,
  by: string,
  texts: CstaTexts,
): Promise<Reply> {
  const said = await server.csta.linesOf(mac);
  if (!('answer' in said)) return fromDesk(said, () => json(undefined));
  const lines = said.answer;
  const { line: n = 1 } = wish;
  const written = lines[n - 1];
  if (!written) return { status: 422, body: `${mac} has no line ${n}\n` };
  const { desk } = server.csta;
  if (wish.act === 'look') return json(answerOf(lines, n, await desk.look(mac, n), texts, mac));
  const target = targetOf(server, mac);
  if (typeof target === 'string') return { status: 422, body: `${target}\n` };
  const look = await desk.open(mac, n, { ...written, target }, wantOf(wish));
  const line = written.number;
  const fields = { event: 'csta', mac, line, act: wish.act, by };
  server.log.info(fields, `${wish.act} at line ${line}, by ${by}`);
  return json(answerOf(lines, n, look, texts, mac));
}

function wantOf({ act, number }: CstaWish): Want | undefined {
  if (act === 'look' || act === 'open') return undefined;
  return act === 'call' ? { kind: act, number: number ?? '' } : { kind: act };
}

/** A text: why nobody knows. */
function targetOf(server: AskedServer, mac: Mac) {
  const { phones } = server.served();
  const { place } = server.story.of(mac);
  const ear = phones.textsOf(mac)?.ear;
  if (!place || !ear) return `nobody knows the address of ${mac} yet`;
  return {
    host: place.address,
    port: ear.port,
    transport: ear.transport === 'tcp' ? 'tcp' : 'udp',
  } as const;
}

function answerOf(
  lines: readonly WrittenLine[],
  n: number,
  { verdict, isOpen, isAsking, state, calls, refused }: LineLook,
  texts: CstaTexts,
  mac: Mac,
): CstaAnswer {
  const said = verdict && texts.verdicts[verdict];
  return {
    lines: lines.map(({ number }) => number),
    line: n,
    isOpen,
    isAsking,
    ...(verdict && { answer: VERDICTS[verdict] }),
    ...(said && { says: said.says, todo: said.todo.replaceAll('MAC', mac) }),
    state,
    doing: texts.states[state],
    calls: calls.map((call) => ({
      state: call.state,
      doing: texts.states[call.state],
      ...(call.other !== undefined && { other: userPart(call.other) }),
    })),
    ...(refused !== undefined && { refused }),
  };
}
