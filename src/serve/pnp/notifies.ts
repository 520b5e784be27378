// NOTIFYs under way: each is sent until it is answered or nobody waits any longer (RFC 3261 section 17.1.2). Bounded.

import type { Clock } from '../../core/clock.js';
import { createClients } from '../../sip/agent/clients.js';
import type { SipRequest } from '../../sip/message/message.js';
import { parseSip } from '../../sip/message/parse.js';
import type { Endpoint } from '../../udp/datagram.js';

export interface Notifies {
  hasRoom(): boolean;
  /** `ended` is called once, unless it is closed before: with the status of the answer, or without one where there was none. */
  send(notify: SipRequest, to: Endpoint, ended: (status?: number) => void): void;
  /** What came to the socket that sends them. */
  receive(packet: Uint8Array, from: Endpoint): void;
  close(): void;
}

/** A phone that has asked is awake: it answers at once or has gone on. */
const GIVE_UP_MS = 8_000;
const MOST = 256;

/** What `emit` cannot send is sent again as what was lost: the phone may just be coming up. */
export function createNotifies(
  emit: (bytes: Uint8Array, to: Endpoint) => void,
  clock: Pick<Clock, 'monotonicMs'>,
): Notifies {
  const clients = createClients({ send: (bytes, to) => emit(bytes, to) }, clock);
  return {
    hasRoom: () => clients.count() < MOST,
    send(request, to, ended) {
      const run = clients.start({
        ...{ request, hop: { ...to, transport: 'udp' }, giveUpMs: GIVE_UP_MS, ringMs: 0 },
        onAnswer({ status }) {
          if (status < 200) return;
          // Nobody acknowledges an answer that comes twice.
          run.stop();
          ended(status);
        },
        onEnd({ kind }) {
          if (kind !== 'aborted') ended();
        },
      });
    },
    receive(packet, from) {
      const message = parseSip(packet);
      if (message.kind === 'response') clients.take(message, { ...from, transport: 'udp' });
    },
    close: clients.close,
  };
}
