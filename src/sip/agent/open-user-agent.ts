// Puts a user agent together: a port, transactions on it, dialogs above them.

import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { systemClock } from '../../core/clock.js';
import { parseIpv4 } from '../../core/ipv4.js';
import { createSourceAddresses } from '../../udp/source-address.js';
import type { MalformedSip, SipMessage } from '../message/message.js';
import { writeSip } from '../message/write.js';
import type { Hop } from '../transport/hop.js';
import { openTransport } from '../transport/transport.js';
import { createClients } from './clients.js';
import { answerHop, composeAnswer } from './compose.js';
import { type AgentContext, token } from './context.js';
import { createDialogs } from './dialogs.js';
import { exchange } from './exchange.js';
import { createIncoming } from './incoming.js';
import { sendInvite } from './invite.js';
import { outsideDialog } from './outside-dialog.js';
import { createServers } from './servers.js';
import type { OpenUserAgent, SipTarget } from './user-agent.js';

export const openUserAgent: OpenUserAgent = async (options) => {
  const { product, clock = systemClock, random = randomBytes } = options;
  const counts = { malformed: 0, unmatched: 0, overload: 0 };
  let isOpen = true;
  let receive: (message: SipMessage | MalformedSip, from: Hop) => void = () => {};

  const transport = await openTransport({
    local: options.local,
    transports: options.transports ?? ['udp', 'tcp'],
    sendsFromOtherPort: options.sendsFromOtherPort ?? false,
    receive: (message, from) => receive(message, from),
    onLost: (hop, code) => clients.lost(hop, code),
  });
  const clients = createClients(transport, clock);
  const sourceFor = createSourceAddresses(clock);
  const context: AgentContext = {
    ...{ transport, clients, clock, product, random },
    hopOf,
    async localFor({ address }) {
      const { local } = transport;
      const isAny = local.address === '0.0.0.0';
      return { address: isAny ? await sourceFor(address) : local.address, port: local.port };
    },
  };
  const dialogs = createDialogs(context);
  const takeIncoming = createIncoming(context, dialogs, options);
  const servers = createServers({
    ...{ transport, clock, product },
    newTag: () => token(context),
    onRequest: (run) => void takeIncoming(run),
    onOverload: () => {
      counts.overload += 1;
    },
  });

  receive = (message, from) => {
    if (!isOpen) return;
    if (message.kind === 'malformed') takeMalformed(message, from);
    // A quoted string may hold it, and what we would have to repeat, we do not write.
    else if (message.headers.some(({ value }) => value.includes('\0'))) {
      takeMalformed({ kind: 'malformed', reason: 'holds NUL', message }, from);
    } else if (message.kind === 'request') servers.take(message, from);
    else if (!clients.take(message, from)) counts.unmatched += 1;
  };

  function takeMalformed({ message, reason, status }: MalformedSip, from: Hop): void {
    counts.malformed += 1;
    if (message === undefined) return;
    if (message.kind === 'response') clients.takeMalformed(message, reason, from);
    else if (status !== undefined && message.method !== 'ACK') {
      refuse(message, { status, reason: `Bad Request: ${reason}` }, from);
    }
  }

  /** Without a transaction: who asks so again is told so again. What cannot be repeated stays unanswered. */
  function refuse(
    request: Extract<SipMessage, { readonly kind: 'request' }>,
    answer: { readonly status: number; readonly reason: string },
    from: Hop,
  ): void {
    const parts = { tag: token(context), source: from, product, contact: undefined };
    try {
      transport.send(writeSip(composeAnswer(request, answer, parts)), answerHop(request, from));
    } catch {
      counts.unmatched += 1;
    }
  }

  return {
    local: transport.local,
    counts,
    async request(request) {
      const { method, callId, cseq } = request;
      const plan = outsideDialog(context, method, request, { callId, cseq });
      return (await exchange(context, plan)).outcome;
    },
    invite: (invite) => sendInvite(context, dialogs, invite),
    async close() {
      if (!isOpen) return;
      isOpen = false;
      dialogs.close();
      clients.close();
      servers.close();
      await transport.close();
    },
  };
};

async function hopOf({ host, port, transport = 'udp' }: SipTarget): Promise<Hop> {
  if (parseIpv4(host) !== undefined) return { address: host, port, transport };
  const { address } = await lookup(host, { family: 4 });
  return { address, port, transport };
}
