// The lines of a pretend phone at their PBX: registers each, stays as long as it is told to, answers what it is asked, leaves.

import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Mac, macHex } from '../core/mac.js';
import { grantedSeconds, type PretendLine, registerLine } from '../simulate/register-line.js';
import { openUserAgent } from '../sip/agent/open-user-agent.js';
import type {
  IncomingRequest,
  RequestOutcome,
  SipAnswer,
  UserAgent,
} from '../sip/agent/user-agent.js';
import { headerOf } from '../sip/message/headers.js';
import type { SipRequest } from '../sip/message/message.js';
import { parseSipUri } from '../sip/message/uri.js';
import type { Endpoint } from '../udp/datagram.js';

export interface RegistrationsPlan {
  readonly mac: Mac;
  readonly lines: readonly PretendLine[];
  readonly product: string;
  /** Where it hears SIP: port 0 is any that is free. */
  readonly local: Endpoint;
  /** As a Cisco 79xx with UDP. */
  readonly fromOtherPort: boolean;
  /** In seconds; 0: it leaves as soon as all is said. Absent: until `stop`. */
  readonly staySeconds?: number;
  readonly giveUpMs: number;
  readonly stop: AbortSignal;
  /** A line, once for its first REGISTER and once for each that ends otherwise than the one before. */
  readonly onLine: (line: PretendLine, outcome: RequestOutcome) => void;
  /** What it was asked: `NOTIFY check-sync`, and what it answered. */
  readonly onAsked: (what: string, status: number) => void;
  /** A NOTIFY that it answers 200. `callIds`: those of its REGISTERs. */
  readonly onNotified?: (notify: SipRequest, callIds: readonly string[]) => void;
}

/** Of the time that a registrar grants, when it is asked again. */
const REFRESH_AT = 0.75;
const LEAST_REFRESH_SECONDS = 5;

/** Rejects with the system's error where the port cannot be had. */
export async function playRegistrations(plan: RegistrationsPlan): Promise<void> {
  const { mac, lines, local, staySeconds, stop } = plan;
  const numbers = new Set(lines.map(({ number }) => number));
  const callIds = lines.map((_, at) => callIdOf(mac, at));
  const agent = await openUserAgent({
    local,
    product: plan.product,
    sendsFromOtherPort: plan.fromOtherPort,
    onRequest(incoming) {
      const answer = answerAsPhone(incoming, numbers);
      plan.onAsked(whatIsAsked(incoming), answer.status);
      const { request } = incoming;
      if (request.method === 'NOTIFY' && answer.status === 200) plan.onNotified?.(request, callIds);
      return answer;
    },
  });
  const leave = new AbortController();
  if (staySeconds !== undefined) {
    const until = pause(staySeconds * 1_000, undefined, { signal: stop }).catch(() => {});
    void until.then(() => leave.abort());
  }
  const end = AbortSignal.any([leave.signal, stop]);
  try {
    await Promise.all(lines.map((line, at) => play(agent, plan, line, callIds[at] ?? '', end)));
  } finally {
    await agent.close();
  }
}

async function play(
  agent: UserAgent,
  plan: RegistrationsPlan,
  line: PretendLine,
  callId: string,
  leave: AbortSignal,
): Promise<void> {
  const { mac, giveUpMs, stop } = plan;
  const usual = { mac, callId, giveUpMs };
  let cseq = 101;
  let before: string | undefined;
  let isIn = false;
  for (;;) {
    const { expiresSeconds } = line;
    const outcome = await registerLine(agent, line, {
      ...usual,
      expiresSeconds,
      cseq,
      signal: stop,
    });
    const key = outcome.kind === 'answered' ? String(outcome.response.status) : outcome.kind;
    if (key !== before) plan.onLine(line, outcome);
    before = key;
    if (outcome.kind === 'answered') cseq = outcome.cseq + 1;
    isIn = outcome.kind === 'answered' && outcome.response.status < 300;
    const granted =
      outcome.kind === 'answered' && isIn
        ? grantedSeconds(outcome.response, line.number, expiresSeconds)
        : expiresSeconds;
    const waitMs = Math.max(LEAST_REFRESH_SECONDS, granted * REFRESH_AT) * 1_000;
    if (!leave.aborted) await pause(waitMs, undefined, { signal: leave }).catch(() => {});
    if (leave.aborted) break;
  }
  if (!isIn) return;
  // Ctrl-C ends the stay, and the PBX is told so all the same.
  const { signal } = new AbortController();
  await registerLine(agent, line, { ...usual, expiresSeconds: 0, cseq, signal });
}

/** Those of 79xx begin with the MAC, so that a PBX can tell whose they are (captures of a 7931G). */
function callIdOf(mac: Mac, at: number): string {
  const digits = macHex(mac);
  const random = randomBytes(8).toString('hex');
  const count = (at + 2).toString(16).padStart(4, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}${count}-${random.slice(0, 8)}-${random.slice(8)}`;
}

const ALLOW = { name: 'Allow', value: 'OPTIONS, NOTIFY' };

/** OPTIONS and NOTIFY as a phone that is idle; a line that it has not is not found; calls find nobody at home. */
function answerAsPhone({ request }: IncomingRequest, numbers: ReadonlySet<string>): SipAnswer {
  const user = parseSipUri(request.uri)?.user;
  if (user !== undefined && !numbers.has(user)) return { status: 404 };
  if (request.method === 'OPTIONS') return { status: 200, headers: [ALLOW] };
  if (request.method === 'NOTIFY') {
    return headerOf(request, 'Event') === undefined ? { status: 489 } : { status: 200 };
  }
  return request.method === 'INVITE' ? { status: 480 } : { status: 405, headers: [ALLOW] };
}

function whatIsAsked({ request }: IncomingRequest): string {
  const event = request.method === 'NOTIFY' ? headerOf(request, 'Event') : undefined;
  return event === undefined ? request.method : `${request.method} ${event}`;
}
