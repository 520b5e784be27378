// What a request outside of dialogs says of itself, where its caller does not (RFC 3261 section 8.1.1).

import { contactOf } from './compose.js';
import { type AgentContext, token } from './context.js';
import type { ExchangePlan } from './exchange.js';
import type { RequestOptions } from './user-agent.js';

interface Identity {
  readonly callId?: string | undefined;
  readonly cseq?: number | undefined;
}

export function outsideDialog(
  context: AgentContext,
  method: string,
  options: RequestOptions,
  { callId, cseq = 1 }: Identity = {},
): ExchangePlan {
  const { uri, target, from, to = uri, contactUser, body, credentials, giveUpMs, signal } = options;
  const [tag, id] = [token(context), token(context)];
  const params = options.contactParams === undefined ? '' : `;${options.contactParams}`;
  let next = cseq;
  return {
    ...{ target, credentials, giveUpMs, signal },
    headers: options.headers ?? [],
    nextCseq: () => next++,
    compose: (at, { transport }) => ({
      ...{ method, uri, body, routes: [] },
      from: `<${from ?? `sip:${at.address}`}>;tag=${tag}`,
      to: `<${to}>`,
      callId: callId ?? `${id}@${at.address}`,
      contact: `${contactOf(contactUser, at, transport)}${params}`,
    }),
  };
}
