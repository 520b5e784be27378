// What our SIP user agent offers to those who use it: requests that are asked and answered, dialogs, and what comes in by
// itself. open-user-agent.ts makes one. Types only.

import type { Clock } from '../../core/clock.js';
import type { Secret } from '../../core/secret.js';
import type { Endpoint } from '../../udp/datagram.js';
import type { SipBody, SipHeader, SipRequest, SipResponse } from '../message/message.js';
import type { SipTransport } from '../transport/hop.js';

export type { SipTransport };

/** Where a request is sent, whatever its Request-URI says. */
export interface SipTarget {
  /** An IPv4 address, or a name of which the system knows one. */
  readonly host: string;
  readonly port: number;
  /** Absent: UDP. What is too large for one datagram is refused as `too-large`, and not sent by TCP unasked. */
  readonly transport?: SipTransport;
}

export interface Credentials {
  /** The user of the digest, which need not be that of any URI. */
  readonly user: string;
  readonly password: Secret;
}

/** Common to a request and to an INVITE. */
export interface RequestOptions {
  /** `sip:301@10.20.1.50:5060`. */
  readonly uri: string;
  readonly target: SipTarget;
  /** A URI without angle brackets. Absent: `sip:HOST`, our own address and no user, as owners of Cisco phones need it. */
  readonly from?: string;
  /** A URI without angle brackets. Absent: that of `uri`. */
  readonly to?: string;
  /** The user of our Contact. Absent: none. */
  readonly contactUser?: string;
  /** Of our Contact, behind its URI: `+sip.instance="<urn:uuid:…>"`. */
  readonly contactParams?: string;
  /**
   * Added after those that the agent writes: Via, Max-Forwards, From, To, Call-ID, CSeq, Contact, User-Agent, Authorization,
   * Content-Type and Content-Length. Contact and User-Agent may be given here, and are then not written twice.
   */
  readonly headers?: readonly SipHeader[];
  readonly body?: SipBody;
  /** Absent: a challenge (401, 407) is the answer. */
  readonly credentials?: Credentials;
  /** How long to put up with silence, in milliseconds. Absent: 64 * T1, 32 s (RFC 3261 section 17.1.2.2). */
  readonly giveUpMs?: number;
  /** Ends it early, as `aborted`. */
  readonly signal?: AbortSignal;
}

/** Everything but INVITE, ACK and CANCEL: OPTIONS, NOTIFY, REGISTER, SUBSCRIBE, INFO, MESSAGE. */
export interface OutgoingRequest extends RequestOptions {
  readonly method: string;
  /** To register again by the same Call-ID (RFC 3261 section 10.2). Absent: a new one. */
  readonly callId?: string;
  /** Of the first attempt; each answer to a challenge counts one further. Absent: 1. */
  readonly cseq?: number;
}

/** What became of a challenge. Absent: nobody asked. */
export type AuthOutcome =
  /** A request with credentials was answered by something else than a challenge. */
  | 'accepted'
  /** Challenged, and there are no `credentials`. */
  | 'no-credentials'
  /** The same realm challenged again: the user or the password is wrong. It is not answered a second time. */
  | 'refused'
  /** No challenge of a kind that we can answer: Digest by MD5 or SHA-256, with `qop` absent or `auth`. */
  | 'unsupported';

/** How a request ended. Nothing of it is thrown. */
export type RequestOutcome =
  | {
      readonly kind: 'answered';
      /** The final one: 200..699. */
      readonly response: SipResponse;
      /** From the attempt that it answers (retransmissions included) to its coming in, in milliseconds. */
      readonly rttMs: number;
      /** Who sent it: 79xx phones answer from another port than they were asked at. */
      readonly from: Endpoint;
      readonly auth?: AuthOutcome;
      /** CSeq number of the last attempt, to count on from. */
      readonly cseq: number;
    }
  /** Nothing came within `giveUpMs`, or only provisional answers. `sent`: how often it was sent. */
  | { readonly kind: 'silence'; readonly sent: number; readonly provisional?: number }
  /** A name without an address, a connection refused or lost; `code` as the system names it, `ECONNREFUSED`. */
  | { readonly kind: 'unreachable'; readonly code: string }
  | { readonly kind: 'too-large'; readonly bytes: number }
  /** An answer came, and is no message; `reason` completes "the message …". */
  | { readonly kind: 'malformed'; readonly reason: string; readonly from: Endpoint }
  | { readonly kind: 'aborted' };

export interface OutgoingInvite extends RequestOptions {
  /** Asks for a session timer (RFC 4028). Answered 422, the INVITE is sent once more with the interval wanted there. */
  readonly sessionExpires?: { readonly seconds: number; readonly minSe?: number };
  /** How long an INVITE with a provisional answer may ring, in milliseconds, before it is cancelled. Absent: 180 s. */
  readonly ringMs?: number;
  /** Each request of the other side inside the dialog but BYE and ACK; see `AnswerRequest`. */
  readonly onRequest: AnswerRequest;
  /** Each provisional answer. */
  readonly onProvisional?: (response: SipResponse) => void;
}

export type InviteOutcome =
  | { readonly kind: 'dialog'; readonly dialog: Dialog; readonly auth?: AuthOutcome }
  /** A final answer other than 2xx, or none at all. */
  | RequestOutcome;

/** What the other side's timer wants (RFC 4028). */
export interface SessionTimer {
  readonly seconds: number;
  /** Who has to refresh. Refresh at half the interval; without one the session is over at its end. */
  readonly refresher: 'us' | 'them';
}

/** How a dialog came to its end. */
export type DialogEnd =
  | { readonly kind: 'bye'; readonly by: 'us' | 'them' }
  /** A request inside it was answered 481 or 408, or met with silence (RFC 3261 section 12.2.1.2). */
  | { readonly kind: 'lost'; readonly status?: number }
  /** The user agent was closed. */
  | { readonly kind: 'closed' };

/** A session that an INVITE made (RFC 3261 section 12). CSeq, tags, route set and remote target are its own affair. */
export interface Dialog {
  readonly callId: string;
  /** The 2xx that made it, whose body answers the INVITE's. */
  readonly response: SipResponse;
  /** Of the last INVITE or refresh. Absent: the other side keeps none. */
  readonly session: SessionTimer | undefined;
  /** One request inside the dialog, INFO for instance. After the end: `{ kind: 'aborted' }`. */
  request(method: string, options?: InDialogOptions): Promise<RequestOutcome>;
  /** A re-INVITE by which the session lives on, with the body of the first unless another is given. */
  refresh(options?: InDialogOptions): Promise<RequestOutcome>;
  /** Ends it; a second call waits for the first. */
  bye(options?: InDialogOptions): Promise<RequestOutcome>;
  /** Settles once, whoever ended it. */
  readonly ended: Promise<DialogEnd>;
}

export interface InDialogOptions {
  readonly headers?: readonly SipHeader[];
  readonly body?: SipBody;
  readonly giveUpMs?: number;
}

/** A request that came in. */
export interface IncomingRequest {
  readonly request: SipRequest;
  readonly from: Endpoint;
  readonly transport: SipTransport;
}

/** What to answer. Via, From, To (with our tag), Call-ID, CSeq, Contact, Server and Content-Length are added. */
export interface SipAnswer {
  /** 200..699. */
  readonly status: number;
  /** Absent: the usual words for the status. */
  readonly reason?: string;
  readonly headers?: readonly SipHeader[];
  readonly body?: SipBody;
  /**
   * Called behind it: what comes of a request may lead to one of ours, which must not overtake its answer. Called all the same where that
   * cannot be written, and 500 was answered in its place.
   */
  readonly onSent?: () => void;
}

/**
 * Called once for each request, however often it is sent again. Undefined: nothing is answered. What it throws or rejects
 * with is answered 500 and handed to `onFault`.
 */
export type AnswerRequest = (
  incoming: IncomingRequest,
) => SipAnswer | undefined | Promise<SipAnswer | undefined>;

export interface UserAgentOptions {
  /**
   * Where it listens by UDP and, on the same port, by TCP. Port 0: the system chooses one. Of `0.0.0.0`, Via and Contact
   * say the address that the system would send from.
   */
  readonly local: Endpoint;
  /** Absent: both. */
  readonly transports?: readonly SipTransport[];
  /** `offhook/0.1.0`: what User-Agent and Server say. */
  readonly product: string;
  /** What comes in outside of a dialog: OPTIONS, NOTIFY, SUBSCRIBE. Absent: 405, and 481 to what belongs to a dialog. */
  readonly onRequest?: AnswerRequest;
  /** An INVITE that `onRequest` answered with 2xx; its further requests go to `onRequest`, too. */
  readonly onDialog?: (dialog: Dialog) => void;
  /** As a Cisco 79xx with UDP: sends from another port than the one it listens on, which stands in Via and Contact. */
  readonly sendsFromOtherPort?: boolean;
  /** Of an `onRequest` that threw. */
  readonly onFault?: (cause: unknown) => void;
  /** Absent: the system's. */
  readonly clock?: Clock;
  /** That many random bytes, for branches, tags and Call-IDs. Absent: those of `node:crypto`. */
  readonly random?: (count: number) => Uint8Array;
}

export interface UserAgentCounts {
  /** Datagrams and messages that were no SIP, or broken. */
  readonly malformed: number;
  /** Answers that nobody here waits for. */
  readonly unmatched: number;
  /** Requests that were dropped because too many others were under way. */
  readonly overload: number;
}

export interface UserAgent {
  /** As bound: a port that was 0 is the real one here. */
  readonly local: Endpoint;
  request(request: OutgoingRequest): Promise<RequestOutcome>;
  invite(invite: OutgoingInvite): Promise<InviteOutcome>;
  readonly counts: UserAgentCounts;
  /** Ends what is under way as `aborted` and dialogs as `closed`, without a BYE of its own. */
  close(): Promise<void>;
}

/** Rejects with the system's error where the port cannot be had; `core/listen-error.ts` says what it means. */
export type OpenUserAgent = (options: UserAgentOptions) => Promise<UserAgent>;
