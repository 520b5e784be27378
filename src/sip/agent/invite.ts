// An INVITE of ours, from its first sending to the dialog that it makes.

import { dialogOfResponse } from '../dialog/dialog-state.js';
import {
  type SessionExpires,
  sessionTimerOf,
  timerHeaders,
  wantedExpires,
} from '../dialog/session-timer.js';
import { headerOf } from '../message/headers.js';
import type { SipRequest, SipResponse } from '../message/message.js';
import type { Hop } from '../transport/hop.js';
import { acknowledge } from './acknowledge.js';
import { composeWithin } from './compose.js';
import type { AgentContext } from './context.js';
import type { Dialogs } from './dialogs.js';
import { type ExchangeEnd, exchange } from './exchange.js';
import { outsideDialog } from './outside-dialog.js';
import type { InviteOutcome, OutgoingInvite } from './user-agent.js';

export async function sendInvite(
  context: AgentContext,
  dialogs: Dialogs,
  invite: OutgoingInvite,
): Promise<InviteOutcome> {
  const first = await inviteOnce(context, dialogs, invite, invite.sessionExpires);
  const { outcome } = first;
  if (outcome.kind !== 'answered') return outcome;
  const wanted = outcome.response.status === 422 ? wantedExpires(outcome.response) : undefined;
  if (wanted === undefined || invite.sessionExpires === undefined) {
    return settle(context, dialogs, invite, invite.sessionExpires, first);
  }
  const longer = { ...wanted, seconds: Math.max(wanted.seconds, invite.sessionExpires.seconds) };
  const second = await inviteOnce(context, dialogs, invite, longer);
  return settle(context, dialogs, invite, longer, second);
}

function inviteOnce(
  context: AgentContext,
  dialogs: Dialogs,
  invite: OutgoingInvite,
  expires: SessionExpires | undefined,
): Promise<ExchangeEnd> {
  const timer = expires === undefined ? [] : timerHeaders(expires);
  return exchange(context, {
    ...outsideDialog(context, 'INVITE', invite),
    headers: [...timer, ...(invite.headers ?? [])],
    invite: {
      ringMs: invite.ringMs,
      onProvisional: invite.onProvisional,
      onFurther(request, response, isAgain) {
        void furtherAnswer(context, dialogs, request, response, isAgain);
      },
      cancel: (request, hop) => cancel(context, request, hop),
    },
  });
}

async function settle(
  context: AgentContext,
  dialogs: Dialogs,
  invite: OutgoingInvite,
  sessionExpires: SessionExpires | undefined,
  { outcome, request, memory }: ExchangeEnd,
): Promise<InviteOutcome> {
  if (outcome.kind !== 'answered' || request === undefined) return outcome;
  const { response, auth } = outcome;
  if (response.status >= 300) return outcome;
  const state = dialogOfResponse(request, response);
  const { onRequest, contactUser, credentials, body } = invite;
  const dialog = dialogs.open({
    ...{ state, response, onRequest, contactUser, credentials, body, sessionExpires },
    session: sessionTimerOf(response, true),
    memory,
  });
  await acknowledge(context, state, request);
  return { kind: 'dialog', dialog, ...(auth !== undefined && { auth }) };
}

/** The ACK was lost; or somebody else answered, too, or too late: that dialog is ended as soon as it is there. */
async function furtherAnswer(
  context: AgentContext,
  dialogs: Dialogs,
  request: SipRequest,
  response: SipResponse,
  isAgain: boolean,
): Promise<void> {
  const state = dialogOfResponse(request, response);
  await acknowledge(context, state, request);
  if (isAgain) return;
  const contactUser = undefined;
  const onRequest = () => ({ status: 481 });
  await dialogs.open({ state, response, session: undefined, onRequest, contactUser }).bye();
}

function cancel(context: AgentContext, request: SipRequest, hop: Hop): void {
  const to = headerOf(request, 'To') ?? '';
  const ignore = { onAnswer() {}, onEnd() {} };
  const wait = { ringMs: 0 };
  context.clients.start({ request: composeWithin('CANCEL', request, to), hop, ...wait, ...ignore });
}
