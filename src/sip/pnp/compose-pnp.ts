// What a phone that looks for its provisioning is answered: 200 to its SUBSCRIBE, and in the dialog that this begins one NOTIFY
// with the URL, which ends it (RFC 6665, RFC 6080). Pure: tag and branch are arguments.

import type { Endpoint } from '../../udp/datagram.js';
import { composeAnswer, composeRequest, contactOf } from '../agent/compose.js';
import { headerOf } from '../message/headers.js';
import type { SipRequest } from '../message/message.js';
import { writeSip } from '../message/write.js';
import type { PnpAsked } from './read-pnp.js';

export interface PnpAnswerParts {
  /** On one line. */
  readonly url: string;
  /** Where answers to the NOTIFY reach us. */
  readonly at: Endpoint;
  /** Where the SUBSCRIBE came from. */
  readonly source: Endpoint;
  readonly tag: string;
  readonly branch: string;
  readonly product: string;
}

export interface PnpAnswer {
  readonly ok: Uint8Array;
  readonly notify: SipRequest;
}

/** Whatever `readPnp` lets pass can be said back. */
export function composePnp(asked: PnpAsked, parts: PnpAnswerParts): PnpAnswer {
  const { request, event } = asked;
  const { url, at, source, tag, branch, product } = parts;
  const contact = contactOf(undefined, at, 'udp');
  const answer = { status: 200, headers: [{ name: 'Expires', value: '0' }] };
  const ok = composeAnswer(request, answer, { tag, source, product, contact });
  const notify = composeRequest({
    method: 'NOTIFY',
    uri: asked.contact.uri,
    via: { transport: 'udp', at, branch },
    // The other way round: we speak now.
    from: headerOf(ok, 'To') ?? '',
    to: headerOf(request, 'From') ?? '',
    callId: headerOf(request, 'Call-ID') ?? '',
    cseq: 1,
    routes: [],
    contact,
    product,
    headers: [
      { name: 'Event', value: event },
      { name: 'Subscription-State', value: 'terminated;reason=timeout' },
    ],
    body: { type: 'application/url', bytes: Buffer.from(url) },
  });
  return { ok: writeSip(ok), notify };
}
