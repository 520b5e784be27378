// A dialog as a value (RFC 3261 section 12): tags, numbers, the way and the other end of requests inside it. Pure.

import type { SipTarget } from '../agent/user-agent.js';
import { cseqOf } from '../message/check.js';
import { headerOf, headersOf } from '../message/headers.js';
import type { SipMessage, SipRequest, SipResponse } from '../message/message.js';
import { parseNameAddress, tagOf } from '../message/name-address.js';
import { parseSipUri, SIP_PORT, type SipUri } from '../message/uri.js';
import { topViaOf } from '../message/via.js';
import type { SipTransport } from '../transport/hop.js';

export interface DialogState {
  readonly callId: string;
  /** Whole values of From and To in our requests. */
  readonly from: string;
  readonly to: string;
  readonly localTag: string;
  /** Empty of a server of RFC 2543. */
  readonly remoteTag: string;
  /** Of our last request but ACK. */
  readonly localSeq: number;
  /** Of theirs. Absent: there was none. */
  readonly remoteSeq?: number;
  /** Values of Route, in our order. */
  readonly routes: readonly string[];
  /** The URI of their Contact. */
  readonly remoteTarget: string;
  /** Of the INVITE. */
  readonly transport: SipTransport;
}

/** Ours: by our INVITE and the 2xx that it got. */
export function dialogOfResponse(request: SipRequest, response: SipResponse): DialogState {
  const [from, to] = [headerOf(request, 'From') ?? '', headerOf(response, 'To') ?? ''];
  return {
    callId: headerOf(request, 'Call-ID') ?? '',
    from,
    to,
    localTag: tagOf(from) ?? '',
    remoteTag: tagOf(to) ?? '',
    localSeq: numberOf(request),
    routes: headersOf(response, 'Record-Route').toReversed(),
    remoteTarget: contactUri(response) ?? request.uri,
    transport: transportOf(request),
  };
}

/** Theirs: by their INVITE and the tag of our answer. */
export function dialogOfRequest(request: SipRequest, localTag: string): DialogState {
  const to = headerOf(request, 'From') ?? '';
  return {
    callId: headerOf(request, 'Call-ID') ?? '',
    from: `${headerOf(request, 'To') ?? ''};tag=${localTag}`,
    to,
    localTag,
    remoteTag: tagOf(to) ?? '',
    localSeq: 0,
    remoteSeq: numberOf(request),
    routes: headersOf(request, 'Record-Route'),
    remoteTarget: contactUri(request) ?? parseNameAddress(to)?.uri ?? '',
    transport: transportOf(request),
  };
}

/** By which requests of the other side find it. */
export function dialogKey({ callId, localTag, remoteTag }: DialogState): string {
  return [callId, localTag, remoteTag].join('\n');
}

/** The key of the dialog that a request which came in belongs to. */
export function keyOfIncoming(request: SipRequest): string {
  const tag = (name: string) => tagOf(headerOf(request, name)) ?? '';
  return [headerOf(request, 'Call-ID') ?? '', tag('To'), tag('From')].join('\n');
}

/** To be asked before a request is answered. Undefined: it comes too late, behind a later one (section 12.2.2). */
export function takeRequest(state: DialogState, request: SipRequest): DialogState | undefined {
  const remoteSeq = numberOf(request);
  if (state.remoteSeq !== undefined && remoteSeq < state.remoteSeq) return undefined;
  return { ...retargeted(state, request), remoteSeq };
}

/** After a target refresh: an INVITE or UPDATE names the place anew. */
export function retargeted(state: DialogState, message: SipMessage): DialogState {
  const method = message.kind === 'request' ? message.method : cseqOf(message)?.method;
  const remoteTarget = contactUri(message);
  const isRefresh = method === 'INVITE' || method === 'UPDATE';
  return isRefresh && remoteTarget !== undefined ? { ...state, remoteTarget } : state;
}

/** One step on the way: the first route, else the other end itself. Undefined: it is no SIP URI. */
export function nextHop({ routes, remoteTarget, transport }: DialogState): SipTarget | undefined {
  const [first] = routes;
  const uri = parseSipUri(
    first === undefined ? remoteTarget : (parseNameAddress(first)?.uri ?? ''),
  );
  if (uri === undefined) return undefined;
  return { host: uri.host, port: uri.port ?? SIP_PORT, transport: saidIn(uri) ?? transport };
}

/**
 * Undefined: it says none. That would be UDP (section 19.1.2); but phones that are asked by TCP leave it out of their Contact,
 * and hear nothing by UDP.
 */
function saidIn({ params }: SipUri): SipTransport | undefined {
  const said = params.get('transport');
  return said === undefined ? undefined : transportNamed(said);
}

function transportOf(request: SipRequest): SipTransport {
  return transportNamed(topViaOf(request)?.transport);
}

function transportNamed(word = ''): SipTransport {
  return word.toLowerCase() === 'tcp' ? 'tcp' : 'udp';
}

function contactUri(message: SipMessage): string | undefined {
  const contact = headerOf(message, 'Contact');
  return contact === undefined ? undefined : parseNameAddress(contact)?.uri;
}

function numberOf(request: SipRequest): number {
  return cseqOf(request)?.number ?? 0;
}
