// Tells one phone, and says what came of that: by a SIP socket of our own, or by the PBX of the phone.

import { messageOf } from '../../core/coded-error.js';
import type { OutgoingRequest, RequestOutcome, UserAgent } from '../../sip/agent/user-agent.js';
import type { SipHeader } from '../../sip/message/message.js';
import { agentOnDemand } from '../agent-on-demand.js';
import { bodyOf, type Path } from './choose-path.js';
import type { PbxPath } from './pbx-path.js';

/** What came of telling it. */
export type Told =
  | { readonly kind: 'answered'; readonly status: number; readonly phrase: string }
  | { readonly kind: 'silence' }
  /** Its PBX says that it has sent it; whether it arrived nobody says. */
  | { readonly kind: 'handed-on' }
  | { readonly kind: 'not-sent'; readonly why: string }
  /** We end. */
  | { readonly kind: 'aborted' };

export interface Notifier {
  /** Does not reject. */
  tell(path: Path): Promise<Told>;
  close(): Promise<void>;
}

export interface NotifierOptions {
  /** Opened when the first phone is told, and kept; rejects where no port can be had. */
  openAgent(): Promise<UserAgent>;
  readonly pbx: Pick<PbxPath, 'notify'>;
}

export function createNotifier({ openAgent, pbx }: NotifierOptions): Notifier {
  const agent = agentOnDemand(openAgent);
  let isClosed = false;

  async function tellByUs(path: Path & { readonly by: 'us' }): Promise<Told> {
    try {
      return toldOf(await (await agent.get()).request(requestOf(path)));
    } catch (cause) {
      return { kind: 'not-sent', why: messageOf(cause) };
    }
  }

  return {
    async tell(path) {
      if (isClosed) return { kind: 'aborted' };
      if (path.by === 'us') return tellByUs(path);
      const why = await pbx.notify(path.pbx, path.line, path.way, path.callId);
      return why === undefined ? { kind: 'handed-on' } : { kind: 'not-sent', why };
    },
    async close() {
      isClosed = true;
      await agent.close();
    },
  };
}

/** From has no user: the agent's own way, which owners of later Cisco phones need. */
export function requestOf(path: Path & { readonly by: 'us' }): OutgoingRequest {
  const { way, uri, host, port, callId } = path;
  const text = bodyOf(way, callId);
  const headers: SipHeader[] = [{ name: 'Event', value: way.event }];
  if (way.subscriptionState !== undefined) {
    headers.push({ name: 'Subscription-State', value: way.subscriptionState });
  }
  return {
    method: 'NOTIFY',
    uri,
    target: { host, port },
    headers,
    ...(way.body &&
      text !== undefined && { body: { type: way.body.type, bytes: Buffer.from(text) } }),
  };
}

function toldOf(outcome: RequestOutcome): Told {
  switch (outcome.kind) {
    case 'answered': {
      const { status, reason } = outcome.response;
      return { kind: 'answered', status, phrase: reason };
    }
    case 'silence':
    // A broken answer says as little as none, and what the phone does of it is seen.
    case 'malformed':
      return { kind: 'silence' };
    case 'unreachable':
      return { kind: 'not-sent', why: outcome.code };
    case 'too-large':
      return { kind: 'not-sent', why: `${outcome.bytes} bytes are too many for a datagram` };
    case 'aborted':
      return { kind: 'aborted' };
  }
}
