// A pretend phone registers a line (RFC 3261 section 10.2), and says how that ended. Time and randomness are the user agent's.

import { type Mac, macHex } from '../core/mac.js';
import type { Secret } from '../core/secret.js';
import type { RequestOutcome, SipTarget, UserAgent } from '../sip/agent/user-agent.js';
import { headerOf, headersOf } from '../sip/message/headers.js';
import type { SipResponse } from '../sip/message/message.js';
import { parseNameAddress } from '../sip/message/name-address.js';

/** What a phone's file says of one of its lines. */
export interface PretendLine {
  readonly number: string;
  /** Of the digest. */
  readonly authName: string;
  /** Absent: the file says none. */
  readonly password?: Secret;
  /** Of its address of record: `pbx.lab.example`. */
  readonly domain: string;
  /** Where its requests go: an outbound proxy, or the PBX itself. */
  readonly target: SipTarget;
  readonly expiresSeconds: number;
}

export interface Registering {
  readonly mac: Mac;
  /** Of all its REGISTERs: phones keep it until they start anew. */
  readonly callId: string;
  /** Zero: it leaves. */
  readonly expiresSeconds: number;
  /** Of its first REGISTER; each further one counts on. */
  readonly cseq: number;
  readonly giveUpMs: number;
  readonly signal: AbortSignal;
}

/** RFC 3261 section 20.23 and 21.4.17: asked for less than the registrar grants, once more with what it wants. */
export async function registerLine(
  agent: UserAgent,
  line: PretendLine,
  registering: Registering,
): Promise<RequestOutcome> {
  const first = await registerOnce(agent, line, registering);
  const least = first.kind === 'answered' ? leastExpires(first.response) : undefined;
  if (first.kind !== 'answered' || least === undefined) return first;
  const [expiresSeconds, cseq] = [least, first.cseq + 1];
  return registerOnce(agent, line, { ...registering, expiresSeconds, cseq });
}

function registerOnce(
  agent: UserAgent,
  { number, domain, target, authName, password }: PretendLine,
  { mac, callId, expiresSeconds, cseq, giveUpMs, signal }: Registering,
): Promise<RequestOutcome> {
  const who = `sip:${number}@${domain}`;
  return agent.request({
    ...{ method: 'REGISTER', uri: `sip:${domain}`, target, from: who, to: who },
    ...{ callId, cseq, giveUpMs, signal, contactUser: number },
    contactParams: `+sip.instance="<urn:uuid:00000000-0000-0000-0000-${macHex(mac)}>"`,
    headers: [{ name: 'Expires', value: String(expiresSeconds) }],
    ...(password && { credentials: { user: authName, password } }),
  });
}

/** Undefined: it does not want another time. */
function leastExpires(response: SipResponse): number | undefined {
  if (response.status !== 423) return undefined;
  const seconds = Number(headerOf(response, 'Min-Expires'));
  return seconds > 0 ? seconds : undefined;
}

/** For how long the registrar keeps it, in seconds: of the Contact that is ours, else of the answer. */
export function grantedSeconds(response: SipResponse, number: string, asked: number): number {
  const ours = headersOf(response, 'Contact')
    .map(parseNameAddress)
    .find((contact) => contact?.uri.includes(`:${number}@`));
  const said = ours?.params.get('expires') ?? headerOf(response, 'Expires');
  return said !== undefined && /^\d+$/.test(said) ? Number(said) : asked;
}
