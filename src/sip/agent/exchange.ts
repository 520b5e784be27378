// One request, from its composing to its end: sent, challenged, sent again with credentials, answered or not.

import { codeOf } from '../../core/coded-error.js';
import type { Endpoint } from '../../udp/datagram.js';
import {
  authorizationsOf,
  type DigestMemory,
  meetChallenge,
  NOTHING_ANSWERED,
  remember,
} from '../digest/answer.js';
import { headerOf } from '../message/headers.js';
import type { SipHeader, SipRequest, SipResponse } from '../message/message.js';
import { tagOf } from '../message/name-address.js';
import { GIVE_UP_MS, RING_MS } from '../transaction/timers.js';
import type { Hop } from '../transport/hop.js';
import type { ClientEnd } from './clients.js';
import { composeRequest, type RequestParts } from './compose.js';
import { type AgentContext, newBranch, token } from './context.js';
import type { AuthOutcome, Credentials, RequestOutcome, SipTarget } from './user-agent.js';

/** What stays the same when it is sent again with credentials. */
export interface ExchangePlan {
  readonly target: SipTarget;
  /** All that is said of the request but what is found out on the way. */
  readonly compose: (
    at: Endpoint,
    hop: Hop,
  ) => Omit<RequestParts, 'via' | 'cseq' | 'headers' | 'product'>;
  readonly headers: readonly SipHeader[];
  readonly nextCseq: () => number;
  readonly credentials: Credentials | undefined;
  /** Nonces that earlier requests were given. */
  readonly memory?: DigestMemory;
  readonly giveUpMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly invite?: InvitePlan;
}

export interface InvitePlan {
  readonly ringMs?: number | undefined;
  readonly onProvisional?: ((response: SipResponse) => void) | undefined;
  /** The 2xx came again; or that of somebody else (RFC 3261 section 13.2.2.4), or one that nobody waits for any longer. */
  readonly onFurther: (request: SipRequest, response: SipResponse, isAgain: boolean) => void;
  /** Nobody waits any longer, and the other end has begun to look for who answers. */
  readonly cancel: (request: SipRequest, hop: Hop) => void;
}

export interface ExchangeEnd {
  readonly outcome: RequestOutcome;
  /** The last that was sent; absent: none was. */
  readonly request?: SipRequest;
  readonly memory: DigestMemory;
}

/** Rejects with `UnwritableSip` alone. */
export async function exchange(context: AgentContext, plan: ExchangePlan): Promise<ExchangeEnd> {
  let memory = plan.memory ?? NOTHING_ANSWERED;
  let asked = NOTHING_ANSWERED;
  const way = await findWay(context, plan.target);
  if ('code' in way) return { outcome: { kind: 'unreachable', code: way.code }, memory };
  for (;;) {
    if (plan.signal?.aborted) return { outcome: { kind: 'aborted' }, memory };
    const cseq = plan.nextCseq();
    const request = compose(context, plan, way, cseq, memory);
    const end = await attempt(context, plan, request, way.hop);
    if (end.kind !== 'answered') return { outcome: end, request, memory };
    const step = meetChallenge(end.response, asked, plan.credentials !== undefined);
    if (step.kind !== 'again') {
      const auth = authOutcome(step.kind, memory);
      const outcome = { ...end, ...(auth !== undefined && { auth }), cseq };
      return { outcome, request, memory };
    }
    asked = step.asked;
    memory = remember(memory, asked);
  }
}

interface Way {
  readonly hop: Hop;
  readonly at: Endpoint;
}

async function findWay(
  context: AgentContext,
  target: SipTarget,
): Promise<Way | { readonly code: string }> {
  try {
    const hop = await context.hopOf(target);
    return { hop, at: await context.localFor(hop) };
  } catch (error) {
    return { code: codeOf(error) ?? 'EIO' };
  }
}

function compose(
  context: AgentContext,
  plan: ExchangePlan,
  { hop, at }: Way,
  cseq: number,
  memory: DigestMemory,
): SipRequest {
  const parts = plan.compose(at, hop);
  const { method, uri } = parts;
  const { credentials } = plan;
  const cnonce = token(context);
  const authorizations =
    credentials === undefined ? [] : authorizationsOf(memory, credentials, { method, uri, cnonce });
  return composeRequest({
    ...parts,
    cseq,
    via: { transport: hop.transport, at, branch: newBranch(context) },
    product: context.product,
    headers: [...authorizations, ...plan.headers],
  });
}

function authOutcome(
  kind: 'refused' | 'unsupported' | 'no-credentials' | 'no-challenge',
  memory: DigestMemory,
): AuthOutcome | undefined {
  if (kind !== 'no-challenge') return kind;
  return memory.answered.length > 0 ? 'accepted' : undefined;
}

type Attempt =
  | ClientEnd
  | {
      readonly kind: 'answered';
      readonly response: SipResponse;
      readonly rttMs: number;
      readonly from: Endpoint;
    };

/** Settles once; an INVITE that nobody waits for any longer is cancelled as soon as that may be done (section 9.1). */
function attempt(
  { clients }: AgentContext,
  { signal, giveUpMs, invite }: ExchangePlan,
  request: SipRequest,
  hop: Hop,
): Promise<Attempt> {
  const ringMs = invite?.ringMs ?? RING_MS;
  return new Promise((resolve) => {
    let provisional: number | undefined;
    let ended: Attempt | undefined;
    let ringing: NodeJS.Timeout | undefined;

    function settle(end: Attempt): void {
      ended = end;
      clearTimeout(ringing);
      signal?.removeEventListener('abort', abort);
      resolve(end);
    }
    function giveUp(end: Attempt): void {
      settle(end);
      if (invite === undefined) run.stop();
      else if (provisional !== undefined) invite.cancel(request, hop);
    }
    function abort(): void {
      giveUp({ kind: 'aborted' });
    }
    function takeProvisional(response: SipResponse): void {
      const isFirst = provisional === undefined;
      provisional = response.status;
      if (invite === undefined) return;
      if (ended !== undefined) {
        if (isFirst && ended.kind === 'aborted') invite.cancel(request, hop);
        return;
      }
      invite.onProvisional?.(response);
      if (!isFirst) return;
      const silence = { kind: 'silence', sent: 1, provisional: response.status } as const;
      ringing = setTimeout(() => giveUp(silence), ringMs);
    }

    const run = clients.start({
      ...{ request, hop, giveUpMs },
      // Who was cancelled is to say so, too.
      ringMs: ringMs + GIVE_UP_MS,
      onAnswer(response, { address, port }, rttMs) {
        if (response.status < 200) takeProvisional(response);
        else if (ended === undefined) {
          settle({ kind: 'answered', response, rttMs, from: { address, port } });
        } else if (response.status < 300) {
          const isAgain = ended.kind === 'answered' && hasTagOf(response, ended.response);
          invite?.onFurther(request, response, isAgain);
        }
      },
      onEnd(end) {
        if (ended === undefined) settle(end);
      },
    });
    if (ended === undefined) signal?.addEventListener('abort', abort, { once: true });
  });
}

function hasTagOf(response: SipResponse, other: SipResponse): boolean {
  return tagOf(headerOf(response, 'To')) === tagOf(headerOf(other, 'To'));
}
