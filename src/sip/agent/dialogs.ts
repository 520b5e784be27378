// Dialogs that are alive: their requests go out by `exchange`, the other side's find them by tags and Call-ID.

import { later } from '../../core/later.js';
import {
  type DialogState,
  dialogKey,
  keyOfIncoming,
  nextHop,
  retargeted,
  takeRequest,
} from '../dialog/dialog-state.js';
import {
  acceptedTimer,
  MIN_SE_SECONDS,
  minSeOf,
  refreshHeaders,
  type SessionExpires,
  sessionTimerOf,
} from '../dialog/session-timer.js';
import { type DigestMemory, NOTHING_ANSWERED, useAgain } from '../digest/answer.js';
import type { SipBody, SipRequest, SipResponse } from '../message/message.js';
import { acknowledge } from './acknowledge.js';
import { contactOf } from './compose.js';
import type { AgentContext } from './context.js';
import { type ExchangeEnd, exchange, type InvitePlan } from './exchange.js';
import type {
  AnswerRequest,
  Credentials,
  Dialog,
  DialogEnd,
  IncomingRequest,
  InDialogOptions,
  RequestOutcome,
  SessionTimer,
  SipAnswer,
} from './user-agent.js';

export interface DialogSetup {
  readonly state: DialogState;
  readonly response: SipResponse;
  readonly session: SessionTimer | undefined;
  readonly onRequest: AnswerRequest;
  readonly contactUser: string | undefined;
  readonly credentials?: Credentials | undefined;
  readonly memory?: DigestMemory;
  /** Of the INVITE, said again by each refresh. */
  readonly body?: SipBody | undefined;
  readonly sessionExpires?: SessionExpires | undefined;
}

export interface LiveDialog extends Dialog {
  /** Answers what came in. */
  take(incoming: IncomingRequest): Promise<SipAnswer | undefined>;
  end(how: DialogEnd): void;
}

export interface Dialogs {
  open(setup: DialogSetup): LiveDialog;
  find(request: SipRequest): LiveDialog | undefined;
  /** Others may not begin more: what they can make us remember is bounded. */
  isFull(): boolean;
  close(): void;
}

/** After these the other side knows of no dialog (RFC 3261 section 12.2.1.2). */
const LOST = new Set([408, 481]);

const MAX_DIALOGS = 256;

export function createDialogs(context: AgentContext): Dialogs {
  const live = new Map<string, LiveDialog>();
  return {
    open(setup) {
      const key = dialogKey(setup.state);
      const dialog = createDialog(context, setup, () => live.delete(key));
      live.set(key, dialog);
      return dialog;
    },
    find: (request) => live.get(keyOfIncoming(request)),
    isFull: () => live.size >= MAX_DIALOGS,
    close() {
      for (const dialog of [...live.values()]) dialog.end({ kind: 'closed' });
    },
  };
}

function createDialog(context: AgentContext, setup: DialogSetup, onEnd: () => void): LiveDialog {
  const { onRequest, contactUser, credentials, sessionExpires } = setup;
  let { state, session, memory = NOTHING_ANSWERED } = setup;
  let minSe = sessionExpires?.minSe ?? MIN_SE_SECONDS;
  let isOver = false;
  let leaving: Promise<RequestOutcome> | undefined;
  const { promise: ended, resolve } = later<DialogEnd>();

  function end(how: DialogEnd): void {
    if (isOver) return;
    isOver = true;
    onEnd();
    resolve(how);
  }

  async function send(
    method: string,
    { headers = [], body, giveUpMs }: InDialogOptions,
    invite?: InvitePlan,
  ): Promise<ExchangeEnd> {
    const target = nextHop(state);
    if (target === undefined) {
      return { outcome: { kind: 'unreachable', code: 'ENOTFOUND' }, memory };
    }
    const done = await exchange(context, {
      ...{ target, headers, credentials, giveUpMs, memory: useAgain(memory) },
      compose: (at, { transport }) => ({
        ...{ method, body, uri: state.remoteTarget, from: state.from, to: state.to },
        ...{ callId: state.callId, routes: state.routes },
        contact: method === 'BYE' ? undefined : contactOf(contactUser, at, transport),
      }),
      nextCseq() {
        state = { ...state, localSeq: state.localSeq + 1 };
        return state.localSeq;
      },
      ...(invite !== undefined && { invite }),
    });
    memory = done.memory;
    return done;
  }

  function heed({ outcome }: ExchangeEnd): RequestOutcome {
    if (outcome.kind === 'silence') end({ kind: 'lost' });
    else if (outcome.kind === 'answered' && LOST.has(outcome.response.status)) {
      end({ kind: 'lost', status: outcome.response.status });
    }
    return outcome;
  }

  function inviteAgain(options: InDialogOptions): Promise<ExchangeEnd> {
    const timer = refreshHeaders(session, sessionExpires, minSe);
    const headers = [...timer, ...(options.headers ?? [])];
    const body = options.body ?? setup.body;
    const again = (request: SipRequest) => void acknowledge(context, state, request);
    const plan = { onFurther: again, cancel() {} };
    return send('INVITE', { ...options, headers, ...(body && { body }) }, plan);
  }

  /** Whether the session that we asked for was too short, and how long it has to be is said. */
  function learnsMinSe({ outcome }: ExchangeEnd): boolean {
    if (outcome.kind !== 'answered' || outcome.response.status !== 422) return false;
    const before = minSe;
    minSe = Math.max(minSe, minSeOf(outcome.response));
    return minSe > before;
  }

  async function refresh(options: InDialogOptions = {}): Promise<RequestOutcome> {
    if (isOver) return { kind: 'aborted' };
    const first = await inviteAgain(options);
    // Once: who finds that too short as well will not be content with anything.
    const done = learnsMinSe(first) && !isOver ? await inviteAgain(options) : first;
    const { outcome, request } = done;
    if (outcome.kind === 'answered' && outcome.response.status < 300 && request !== undefined) {
      state = retargeted(state, outcome.response);
      session = sessionTimerOf(outcome.response, true);
      await acknowledge(context, state, request);
    }
    return heed(done);
  }

  async function leave(options: InDialogOptions): Promise<RequestOutcome> {
    const sent = send('BYE', options);
    end({ kind: 'bye', by: 'us' });
    return (await sent).outcome;
  }

  return {
    callId: state.callId,
    response: setup.response,
    get session() {
      return session;
    },
    ended,
    end,
    refresh,
    async request(method, options = {}) {
      return isOver ? { kind: 'aborted' } : heed(await send(method, options));
    },
    bye(options = {}) {
      if (leaving === undefined && isOver) return Promise.resolve({ kind: 'aborted' });
      leaving ??= leave(options);
      return leaving;
    },
    async take(incoming) {
      const { request } = incoming;
      const next = takeRequest(state, request);
      if (next === undefined) return { status: 500 };
      state = next;
      if (request.method === 'BYE') {
        end({ kind: 'bye', by: 'them' });
        return { status: 200 };
      }
      const answer = await onRequest(incoming);
      const isRefresh = request.method === 'INVITE' || request.method === 'UPDATE';
      if (answer === undefined || !isRefresh || answer.status >= 300) return answer;
      session = sessionTimerOf(request, false);
      minSe = Math.max(minSe, minSeOf(request));
      return { ...answer, headers: [...acceptedTimer(request), ...(answer.headers ?? [])] };
    },
  };
}
