// Asked of calls and conferences of the PBXes, and what is to be done about somebody who is in one.

import { json, type Reply, type Route } from '../../page/route.js';
import type { CallAction } from '../../page/wire/calls.js';
import type { Acted } from '../pbx/calls-desk.js';
import { isText, saidIn, strangeField, textFault } from '../said.js';
import type { AskedServer } from './asked-server.js';

export function callRoutes({ calls, log }: AskedServer): readonly Route[] {
  return [
    { method: 'GET', path: '/calls', answer: () => json(calls.answers()) },
    {
      method: 'POST',
      path: '/calls',
      async answer({ body, by }) {
        const action = readAction(await body());
        if (typeof action === 'string') return { status: 400, body: `${action}\n` };
        const acted = await calls.act(action);
        if (acted.kind === 'done') log.info({ ...action, by }, 'somebody acted on a call');
        return replyOf(acted);
      },
    },
  ];
}

function replyOf(acted: Acted): Reply {
  if (acted.kind === 'done') return { status: 204, body: '' };
  if (acted.kind === 'gone') return { status: 404, body: GONE };
  return { status: 502, body: `${acted.why}\n` };
}

const GONE = 'nobody like that is there any more\n';

const WHATS = ['mute', 'unmute', 'kick', 'hangup', 'take-back'] as const;
const KINDS = ['confbridge', 'ours'] as const;
const TEXTS = ['pbx', 'channel', 'room'] as const;
const KNOWN: readonly string[] = [...TEXTS, 'what', 'kind'];

/** What is said in JSON; a text: what is wrong with it. */
function readAction(body: string): CallAction | string {
  const fields = saidIn(body);
  if (!fields) return 'say in JSON what is to be done: { "pbx": …, "what": …, "channel": … }';
  const strange = strangeField(fields, KNOWN) ?? textFault(fields, TEXTS);
  if (strange) return strange;
  const what = WHATS.find((each) => each === fields.what);
  if (!what) return `what: one of ${WHATS.join(', ')}`;
  const kind = KINDS.find((each) => each === fields.kind);
  if (fields.kind !== undefined && !kind) return `kind: one of ${KINDS.join(', ')}`;
  const [pbx, channel, room] = TEXTS.map((name) => fields[name]).map((text) =>
    isText(text) ? text : undefined,
  );
  if (pbx === undefined) return 'pbx: its name in the inventory';
  return {
    ...{ pbx, what },
    ...(channel !== undefined && { channel }),
    ...(room !== undefined && { room }),
    ...(kind && { kind }),
  };
}
