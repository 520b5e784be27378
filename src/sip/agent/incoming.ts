// What becomes of a request that came in: which dialog it belongs to, who answers it, what is refused before anybody is asked.

import { dialogOfRequest } from '../dialog/dialog-state.js';
import { acceptedTimer, sessionTimerOf } from '../dialog/session-timer.js';
import { headerOf, headersOf } from '../message/headers.js';
import { EMPTY_BODY, type SipRequest } from '../message/message.js';
import { tagOf } from '../message/name-address.js';
import { parseSipUri } from '../message/uri.js';
import { contactOf } from './compose.js';
import type { AgentContext } from './context.js';
import type { Dialogs } from './dialogs.js';
import { reasonOf } from './reasons.js';
import type { ServerRun } from './servers.js';
import type { AnswerRequest, IncomingRequest, SipAnswer, UserAgentOptions } from './user-agent.js';

/** Extensions that we have, as Require names them. */
const EXTENSIONS = new Set(['timer']);
/** Without their dialog they mean nothing (RFC 3261 section 12.2.2). */
const WITHIN_DIALOG = new Set(['INVITE', 'BYE', 'INFO', 'UPDATE', 'PRACK', 'REFER']);
/** Their answers say where we are. */
const WITH_CONTACT = new Set(['INVITE', 'UPDATE', 'SUBSCRIBE', 'NOTIFY', 'OPTIONS']);

type Handlers = Pick<UserAgentOptions, 'onRequest' | 'onDialog' | 'onFault'>;

export function createIncoming(context: AgentContext, dialogs: Dialogs, handlers: Handlers) {
  const { onRequest, onFault = () => {} } = handlers;

  return async function takeIncoming(run: ServerRun): Promise<void> {
    try {
      const answer = await decide(run);
      await say(run, answer).catch((cause: unknown) => failed(run, cause));
      // What came was heard, whether or not its answer could be written.
      answer?.onSent?.();
    } catch (cause) {
      failed(run, cause);
    }
  };

  async function decide({ request, from }: ServerRun): Promise<SipAnswer | undefined> {
    const { address, port, transport } = from;
    return refusal(request) ?? (await answerOf({ request, from: { address, port }, transport }));
  }

  async function say(run: ServerRun, answer: SipAnswer | undefined): Promise<void> {
    const { request } = run;
    const contact = await contactFor(run, answer);
    const isCall = request.method === 'INVITE' && tagOf(headerOf(request, 'To')) === undefined;
    if (!isCall || answer === undefined || answer.status >= 300) {
      run.answer(answer, contact);
    } else {
      const headers = [...acceptedTimer(request), ...(answer.headers ?? [])];
      if (run.answer({ ...answer, headers }, contact)) openDialog(run, answer);
    }
  }

  async function answerOf(incoming: IncomingRequest): Promise<SipAnswer | undefined> {
    const { request } = incoming;
    const dialog = dialogs.find(request);
    if (dialog !== undefined) return dialog.take(incoming);
    const isWithin = tagOf(headerOf(request, 'To')) !== undefined || request.method === 'BYE';
    if (isWithin && WITHIN_DIALOG.has(request.method)) return { status: 481 };
    if (request.method === 'INVITE' && dialogs.isFull()) return { status: 503 };
    return (onRequest ?? refuseAll)(incoming);
  }

  function openDialog(run: ServerRun, answer: SipAnswer): void {
    const { request, tag } = run;
    const dialog = dialogs.open({
      state: dialogOfRequest(request, tag),
      response: {
        kind: 'response',
        status: answer.status,
        reason: answer.reason ?? reasonOf(answer.status),
        headers: answer.headers ?? [],
        body: answer.body?.bytes ?? EMPTY_BODY,
      },
      session: sessionTimerOf(request, false),
      onRequest: onRequest ?? refuseAll,
      contactUser: parseSipUri(request.uri)?.user,
      body: answer.body,
    });
    run.onUnacknowledged = () => void dialog.bye();
    handlers.onDialog?.(dialog);
  }

  /** Where even that cannot be said (a header that we would have to repeat cannot be written), nothing is. */
  function failed(run: ServerRun, cause: unknown): void {
    onFault(cause);
    try {
      run.answer({ status: 500 }, undefined);
    } catch {
      run.answer(undefined, undefined);
    }
  }

  async function contactFor(
    { request, from }: ServerRun,
    answer: SipAnswer | undefined,
  ): Promise<string | undefined> {
    if (answer === undefined || !WITH_CONTACT.has(request.method)) return undefined;
    const at = await context.localFor(from).catch(() => undefined);
    const user = parseSipUri(request.uri)?.user;
    return at === undefined ? undefined : contactOf(user, at, from.transport);
  }
}

const refuseAll: AnswerRequest = () => ({
  status: 405,
  headers: [{ name: 'Allow', value: 'ACK, CANCEL' }],
});

/** RFC 3261 section 8.2.2.3. */
function refusal(request: SipRequest): SipAnswer | undefined {
  const unknown = headersOf(request, 'Require').filter(
    (each) => !EXTENSIONS.has(each.toLowerCase()),
  );
  if (unknown.length === 0) return undefined;
  return { status: 420, headers: [{ name: 'Unsupported', value: unknown.join(', ') }] };
}
