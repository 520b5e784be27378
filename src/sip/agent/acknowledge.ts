// The ACK of a 2xx: a request of the dialog, by the way of the dialog, that nobody answers (RFC 3261 section 13.2.2.4).

import { type DialogState, nextHop } from '../dialog/dialog-state.js';
import { cseqOf } from '../message/check.js';
import { fullName } from '../message/header-names.js';
import type { SipRequest } from '../message/message.js';
import { writeSip } from '../message/write.js';
import { composeRequest } from './compose.js';
import { type AgentContext, newBranch } from './context.js';

/** Where the other end cannot be found any more nothing is sent: it asks again, and then gives up. */
export async function acknowledge(
  context: AgentContext,
  state: DialogState,
  invite: SipRequest,
): Promise<void> {
  const target = nextHop(state);
  if (target === undefined) return;
  const way = await context
    .hopOf(target)
    .then(async (hop) => ({ hop, at: await context.localFor(hop) }))
    .catch(() => undefined);
  if (way === undefined) return;
  const authorizations = invite.headers.filter(({ name }) => /authorization$/.test(fullName(name)));
  const ack = composeRequest({
    method: 'ACK',
    uri: state.remoteTarget,
    via: { transport: way.hop.transport, at: way.at, branch: newBranch(context) },
    ...{ from: state.from, to: state.to, callId: state.callId, routes: state.routes },
    cseq: cseqOf(invite)?.number ?? 0,
    contact: undefined,
    product: context.product,
    headers: authorizations,
    body: undefined,
  });
  context.transport.send(writeSip(ack), way.hop);
}
