// Asked of numbers: whose one is, and which ranges a code has. In the words of the service that PBXs ask: `?get=num&num=…`.

import type { TextFault } from '../../core/text-fault.js';
import { inTurns } from '../../core/turns.js';
import { ANSWER_FORMAT_NAMES, type AnswerFormatName } from '../../numbers/answer-names.js';
import { ANSWER_FORMATS, answerCode, answerNumber, piecesOf } from '../../numbers/answers.js';
import { digitsIn } from '../../numbers/digits.js';
import type { NumberPlan } from '../../numbers/plan.js';
import type { Reply, Route } from '../../page/route.js';
import type { AskedServer } from './asked-server.js';

export function numberRoutes({ numbering }: AskedServer): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/numbers',
      async answer({ query }) {
        const wish = readWish(query);
        if (typeof wish === 'string') return { status: 400, body: `${wish}\n` };
        const plan = await numbering.plan();
        return plan ? answerFrom(plan, wish) : { status: 404, body: NO_PLAN };
      },
    },
  ];
}

const NO_PLAN = 'this server has no numbering plan: "offhook numbers import" makes one\n';

interface Wish {
  readonly get: 'num' | 'code';
  readonly asked: string;
  readonly format: AnswerFormatName;
}

/** What is wrong with it, as a text. */
function readWish(query: URLSearchParams): Wish | string {
  const get = query.get('get') ?? (query.has('code') ? 'code' : 'num');
  if (get !== 'num' && get !== 'code') return 'get is num or code';
  const asked = query.get(get);
  if (asked === null) return `${get} is missing: ?get=${get}&${get}=…`;
  const said = query.get('format') ?? (get === 'num' ? 'json' : 'text');
  const format = ANSWER_FORMAT_NAMES.find((name) => name === said);
  return format ? { get, asked, format } : `format is one of ${ANSWER_FORMAT_NAMES.join(', ')}`;
}

function noSuch({ what, hint }: TextFault): Reply {
  return { status: 400, body: `what is asked ${what}: ${hint}\n` };
}

function answerFrom(plan: NumberPlan, { get, asked, format }: Wish): Reply {
  const isNumber = get === 'num';
  const digits = isNumber ? plan.digitsOf(asked) : digitsIn(asked);
  if (typeof digits !== 'string') return noSuch(digits);
  const fault = isNumber ? plan.lengthFault(digits) : undefined;
  if (fault) return noSuch(fault);
  const answer = isNumber ? answerNumber(plan, digits) : answerCode(plan, digits);
  if (!answer)
    return { status: 404, body: `no range has ${isNumber ? '' : 'the code '}${digits}\n` };
  const written = ANSWER_FORMATS[format];
  // A code may have as many ranges as a country.
  return { status: 200, type: written.mediaType, body: inTurns(piecesOf(answer, written)) };
}
