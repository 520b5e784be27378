// One vocabulary for all that happens to a phone: servers, inventory and people tell it, and the log, counters, histories
// and a replay read the same. Texts from the wire are as they came; who shows them makes them printable.

import type { Ipv4 } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import type { FileName } from '../site/boot-script.js';
import { NOTIFY_ACTIONS } from '../site/notify.js';
import type { LineState, PnpOutcome } from '../site/told-of.js';

/** One thing that happened to one phone, or to a device that may be one. */
export interface Told {
  /** Absent: nobody knows who is behind the address. */
  readonly mac?: Mac;
  readonly event: PhoneEvent;
}

export type PhoneEvent = DhcpEvent | FileEvent | SipEvent | PnpEvent | ActionEvent | InventoryEvent;

interface Timed {
  /** Milliseconds on a clock that never goes back; a capture's own where one is replayed. */
  readonly atMs: number;
}

/** In place of a reason: a capture shows what was answered, and not why. */
export const NO_REASON = 'seen';

/** A request of the phone and what it got. One is made for each exchange, always in one shape: what is absent may be undefined. */
export interface DhcpEvent extends Timed {
  readonly kind: 'dhcp';
  readonly type: 'DISCOVER' | 'REQUEST' | 'DECLINE' | 'RELEASE' | 'INFORM';
  /** Absent: silence. */
  readonly reply?: 'OFFER' | 'ACK' | 'NAK' | undefined;
  /** A reason of the server's (`pool-exhausted`), or `journal-failed`; of a capture, where nobody knows, NO_REASON. */
  readonly why: string;
  /** The address in question: given, refused or given back. */
  readonly address?: Ipv4 | undefined;
  /** The subnet it is of, `10.20.1.0/24`. */
  readonly network?: string | undefined;
  readonly leaseSeconds?: number | undefined;
  /** giaddr, where the request came by a relay agent. */
  readonly relayAgent?: Ipv4 | undefined;
  /** Option 54: the server that the client speaks to. */
  readonly serverId?: Ipv4 | undefined;
  /** Option 50. */
  readonly requestedAddress?: Ipv4 | undefined;
  /** The client renews what it uses: ciaddr is set. */
  readonly renews?: boolean | undefined;
  /** Since the client began to ask, by its own account. */
  readonly secs: number;
  /** Option 60. */
  readonly vendorClass?: string | undefined;
  /** Option 12. */
  readonly hostName?: string | undefined;
  /** Option 55; absent: it names none. */
  readonly asked?: readonly number[] | undefined;
}

/**
 * Whose doing it is: whoever asks for a phone's own file is taken for that phone, wherever it asks from; other requests are of
 * who has the address.
 */
export function whoDid(event: PhoneEvent, holder: Mac | undefined): Mac | undefined {
  return (event.kind === 'file' ? event.namedMac : undefined) ?? holder;
}

/** A request for a file, told when it begins and when it has ended. As of DHCP, what is absent may be undefined. */
export interface FileEvent extends Timed, FileName {
  readonly kind: 'file';
  readonly protocol: 'tftp' | 'http';
  /** Of the client, as text: also of IPv6. */
  readonly address: string;
  readonly name: string;
  /** Whom the name speaks of, which need not be who asks. */
  readonly namedMac?: Mac | undefined;
  /** Whose it is was guessed: a file of that phone's own was asked for from the same address. Two may share it. */
  readonly guessed?: boolean | undefined;
  /** `running` until it ends, then an outcome of the server's: `sent`, `not-found`, `expected-miss`, `denied`, `timeout` ... */
  readonly outcome: string;
  /** Known to have arrived. */
  readonly bytes: number;
  /** Of the whole file, where it is there. */
  readonly size?: number | undefined;
  readonly ms: number;
  /** Packets sent, and packets sent again. */
  readonly packets?: number | undefined;
  readonly repeats: number;
  /** Of a name that is not there: the name of ours that differs from it in capitals alone. */
  readonly meant?: string | undefined;
  /** User-Agent of HTTP. */
  readonly agent?: string | undefined;
  readonly detail?: string | undefined;
}

/** What a PBX tells of one of the phone's lines. */
export interface SipEvent extends Timed {
  readonly kind: 'sip';
  readonly line: string;
  readonly state: LineState;
  readonly agent?: string;
  /** Where it registered from: where calls to it go. */
  readonly address?: string;
  /** Its REGISTER came from this other address, and nobody has seen that the PBX reaches it at the one that it told. */
  readonly source?: string;
  /** Another device than the phone did it, which names itself so. */
  readonly by?: Mac;
  /** With `unregistered`: nobody told when it was; the PBX had it no longer when it was asked. */
  readonly asked?: true;
}

/** The phone asked by SIP multicast for its URL, and what came of it. */
export interface PnpEvent extends Timed {
  readonly kind: 'pnp';
  /** Where it wants to be answered. */
  readonly address: string;
  readonly outcome: PnpOutcome;
  /** Maker, model and version by its own account. */
  readonly agent?: string;
}

export const ACTIONS = ['release', 'adopt', 'ignore', ...NOTIFY_ACTIONS] as const;

/** Somebody did something about the phone. */
export interface ActionEvent extends Timed {
  readonly kind: 'action';
  readonly what: (typeof ACTIONS)[number];
  /** `uid 0 on the socket`. */
  readonly by: string;
  readonly outcome: string;
}

export const INVENTORY_CHANGES = ['added', 'changed', 'removed'] as const;

/** A reload said something new of the phone. */
export interface InventoryEvent extends Timed {
  readonly kind: 'inventory';
  readonly what: (typeof INVENTORY_CHANGES)[number];
}
