// Puts requests and answers together. Pure: tags, branches and numbers are arguments.

import type { Endpoint } from '../../udp/datagram.js';
import { fullName } from '../message/header-names.js';
import { headerOf, headersOf } from '../message/headers.js';
import {
  EMPTY_BODY,
  type SipBody,
  type SipHeader,
  type SipRequest,
  type SipResponse,
} from '../message/message.js';
import { tagOf } from '../message/name-address.js';
import { SIP_PORT } from '../message/uri.js';
import { parseVia, topViaOf, type Via } from '../message/via.js';
import type { Hop } from '../transport/hop.js';
import { reasonOf } from './reasons.js';
import type { SipAnswer, SipTransport } from './user-agent.js';

export interface RequestParts {
  readonly method: string;
  readonly uri: string;
  readonly via: {
    readonly transport: SipTransport;
    readonly at: Endpoint;
    readonly branch: string;
  };
  /** Whole values, with tags. */
  readonly from: string;
  readonly to: string;
  readonly callId: string;
  readonly cseq: number;
  readonly routes: readonly string[];
  /** Absent: none, as of ACK and BYE. */
  readonly contact: string | undefined;
  readonly product: string;
  readonly headers: readonly SipHeader[];
  readonly body: SipBody | undefined;
}

const MAX_FORWARDS = '70';

export function composeRequest(parts: RequestParts): SipRequest {
  const { method, uri, via, contact, headers, body } = parts;
  const given = new Set(headers.map(({ name }) => fullName(name)));
  const usual: readonly (readonly [string, string | undefined])[] = [
    [
      'Via',
      `SIP/2.0/${via.transport.toUpperCase()} ${via.at.address}:${via.at.port};branch=${via.branch}`,
    ],
    ['Max-Forwards', MAX_FORWARDS],
    ...parts.routes.map((route) => ['Route', route] as const),
    ['From', parts.from],
    ['To', parts.to],
    ['Call-ID', parts.callId],
    ['CSeq', `${parts.cseq} ${method}`],
    ['Contact', given.has('contact') ? undefined : contact],
    ['User-Agent', given.has('user-agent') ? undefined : parts.product],
  ];
  return {
    kind: 'request',
    method,
    uri,
    headers: [
      ...usual.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
      ...headers,
      ...(body === undefined ? [] : [{ name: 'Content-Type', value: body.type }]),
    ],
    body: body?.bytes ?? EMPTY_BODY,
  };
}

/** `<sip:301@10.20.1.10:5060;transport=tcp>`. */
export function contactOf(user: string | undefined, at: Endpoint, transport: SipTransport): string {
  const who = user === undefined ? '' : `${user}@`;
  const how = transport === 'udp' ? '' : `;transport=${transport}`;
  return `<sip:${who}${at.address}:${at.port}${how}>`;
}

/** The ACK of an answer other than 2xx, in the transaction of its INVITE (RFC 3261 section 17.1.1.3); or its CANCEL (9.1). */
export function composeWithin(
  method: 'ACK' | 'CANCEL',
  invite: SipRequest,
  to: string,
): SipRequest {
  const kept = new Set([
    'call-id',
    'from',
    'max-forwards',
    'route',
    'authorization',
    'proxy-authorization',
  ]);
  const headers = invite.headers.flatMap((header, at) => {
    const name = fullName(header.name);
    if (name === 'via') return at === 0 ? [header] : [];
    if (name === 'to') return [{ name: 'To', value: to }];
    if (name === 'cseq') return [{ name: 'CSeq', value: header.value.replace(/\S+$/, method) }];
    return kept.has(name) ? [header] : [];
  });
  return { kind: 'request', method, uri: invite.uri, headers, body: EMPTY_BODY };
}

export interface AnswerParts {
  /** For To, where the request has none. */
  readonly tag: string;
  readonly source: Endpoint;
  readonly product: string;
  readonly contact: string | undefined;
}

/** An answer by the headers of its request (RFC 3261 section 8.2.6). */
export function composeAnswer(
  request: Pick<SipRequest, 'headers'>,
  answer: SipAnswer,
  { tag, source, product, contact }: AnswerParts,
): SipResponse {
  const { status, headers = [], body } = answer;
  const copied = (name: string) => headersOf(request, name).map((value) => ({ name, value }));
  const [top = '', ...vias] = headersOf(request, 'Via');
  const given = new Set(headers.map(({ name }) => fullName(name)));
  const own = [
    ...(contact === undefined || given.has('contact') ? [] : [{ name: 'Contact', value: contact }]),
    ...(given.has('server') ? [] : [{ name: 'Server', value: product }]),
  ];
  return {
    kind: 'response',
    status,
    reason: answer.reason ?? reasonOf(status),
    headers: [
      ...[seenFrom(top, source), ...vias].map((value) => ({ name: 'Via', value })),
      ...copied('Record-Route'),
      ...copied('From'),
      { name: 'To', value: withTag(headerOf(request, 'To') ?? '', tag, status) },
      ...copied('Call-ID'),
      ...copied('CSeq'),
      ...own,
      ...headers,
      ...(body === undefined ? [] : [{ name: 'Content-Type', value: body.type }]),
    ],
    body: body?.bytes ?? EMPTY_BODY,
  };
}

function withTag(to: string, tag: string, status: number): string {
  return status === 100 || tagOf(to) !== undefined ? to : `${to};tag=${tag}`;
}

/** What the other side may not know of itself (RFC 3261 section 18.2.1, RFC 3581 section 4). */
function seenFrom(value: string, source: Endpoint): string {
  const via = parseVia(value);
  if (via === undefined) return value;
  const asked = asksForPort(via);
  const received = via.host === source.address && !asked ? '' : `;received=${source.address}`;
  const filled = asked
    ? value.replace(/;[ \t]*rport(?=[ \t]*(;|$))/i, `;rport=${source.port}`)
    : value;
  return `${filled}${received}`;
}

function asksForPort(via: Via): boolean {
  return via.params.get('rport') === '';
}

/** Where an answer goes: to whom it came from, by UDP at the port that Via names unless it asks for the other. */
export function answerHop(request: Pick<SipRequest, 'headers'>, from: Hop): Hop {
  const via = from.transport === 'udp' ? topViaOf(request) : undefined;
  if (via === undefined || asksForPort(via)) return from;
  return { ...from, port: via.port ?? SIP_PORT };
}
