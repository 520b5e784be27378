// What the server says about trouble: the first of a kind at once, then once a minute how many there were.

import { codeOf } from '../core/coded-error.js';
import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import type { Log } from '../core/log.js';
import type { Mac } from '../core/mac.js';
import type { Decision } from './decide/decision.js';
import type { DhcpRequest } from './decide/request.js';
import { PACKET_FAULTS, type PacketFault } from './message/packet-faults.js';
import { createOccasional } from './occasional.js';
import type { Occupant } from './offer/address-check.js';
import { createSharedIds } from './shared-ids.js';

export interface Complaints {
  packet(fault: PacketFault): void;
  /** The journal refused a lease. */
  journal(error: unknown): void;
  /** It took one: worth a word if it refused before. */
  journalWorks(): void;
  link(error: unknown): void;
  /** Somebody uses an address that we were about to offer. */
  used(address: Ipv4, occupant: Occupant): void;
  /** A request was answered: worth a word if that is not as it should be. */
  answered(request: DhcpRequest, decision: Decision): void;
  /** Something of ours, or of what we were given to ask. */
  defect(error: unknown): void;
}

const SAY_AGAIN_MS = 60_000;
const JOURNAL_FAILS =
  'leases cannot be written: new ones of a pool wait; reservations, and leases that the disk knows, are confirmed';
const UNSENT = 'a DHCP reply could not be sent';
/** Of a client identifier. */
const SHOWN_BYTES = 32;

/** `now`: milliseconds that never go back. */
export function createComplaints(log: Log, now: () => number): Complaints {
  const occasional = createOccasional(SAY_AGAIN_MS);
  const sharedIds = createSharedIds();
  let refused = false;
  const sayError = (kind: string, error: unknown, text: string): void =>
    occasional.note(kind, now(), (count) =>
      log.error({ err: error, code: codeOf(error), count }, text),
    );
  const shared = ({ mac, clientId }: DhcpRequest, other: Mac): void =>
    occasional.note('shared id', now(), (count) =>
      log.warn(
        {
          mac,
          other,
          clientId: Buffer.from(clientId ?? []).toString('hex', 0, SHOWN_BYTES),
          count,
        },
        'two phones send one client identifier; each gets an address of its own here',
      ),
    );
  const takenBack = (address: Ipv4): void =>
    occasional.note('taken back', now(), (count) =>
      log.warn(
        { address: formatIpv4(address), count },
        'the pool has no free address: one that was found in use, and was to rest longer, is offered again',
      ),
    );
  return {
    packet: (fault) =>
      occasional.note(fault, now(), (count) =>
        log.warn({ fault, count }, `DHCP packet ignored: ${PACKET_FAULTS[fault]}`),
      ),
    journal(error) {
      refused = true;
      sayError('journal', error, JOURNAL_FAILS);
    },
    journalWorks() {
      if (refused) log.info({}, 'leases can be written again');
      refused = false;
    },
    used: (address, occupant) =>
      occasional.note('used', now(), (count) =>
        log.warn(
          { address: formatIpv4(address), occupant, count },
          'a stranger uses an address of the pool, which rests now',
        ),
      ),
    answered(request, { why, address }) {
      const other = sharedIds.otherOf(request);
      if (other !== undefined) shared(request, other);
      if (why === 'taken-back' && address !== undefined) takenBack(address);
    },
    link(error) {
      // What a packet asks for, such as a relay agent that no route leads to, is no fault of ours.
      const code = codeOf(error);
      if (code === undefined) sayError('link', error, UNSENT);
      else {
        occasional.note('unsent', now(), (count) =>
          log.warn({ code, ...addressOf(error), count }, UNSENT),
        );
      }
    },
    defect: (error) =>
      sayError('defect', error, 'a DHCP request met a defect of ours and got no answer'),
  };
}

/** Where it was to go: of the relay agent, or of the client. */
function addressOf(error: unknown): { readonly address?: string } {
  const { address }: { address?: unknown } = Object(error);
  return typeof address === 'string' ? { address } : {};
}
