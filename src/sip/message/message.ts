// SIP messages as values (RFC 3261 section 7): what parse.ts makes of bytes, and write.ts turns into bytes.

/** One line of a header, continuation lines joined to it (RFC 3261 section 7.3.1). */
export interface SipHeader {
  /** As it came: `Call-ID`, `call-id` or the compact `i`. `headerOf` finds all three. */
  readonly name: string;
  /** Without blanks around it. A comma list is still one value here; `headersOf` takes it apart. */
  readonly value: string;
}

export interface SipRequest {
  readonly kind: 'request';
  /** Letters of either case are different methods (RFC 3261 section 7.1). */
  readonly method: string;
  /** The Request-URI as it came, `sip:301@10.20.1.50:5060`. */
  readonly uri: string;
  /** In the order in which they came; those that nobody here knows are among them. */
  readonly headers: readonly SipHeader[];
  /** As long as Content-Length says; empty where there is none. */
  readonly body: Uint8Array;
}

export interface SipResponse {
  readonly kind: 'response';
  /** 100..699. */
  readonly status: number;
  /** May be empty. */
  readonly reason: string;
  readonly headers: readonly SipHeader[];
  readonly body: Uint8Array;
}

export type SipMessage = SipRequest | SipResponse;

/** What cannot be read as a message. */
export interface MalformedSip {
  readonly kind: 'malformed';
  /** Completes "the message …": `has a CSeq of another method`. Holds nothing of the message but names. */
  readonly reason: string;
  /**
   * What a server answers (400, 505, 513 …) if it is a request, by the headers of `message`. Absent: it is a response, or too
   * little of it can be read to answer anybody.
   */
  readonly status?: number;
  /** As far as it could be read: the start line and headers that are right by the grammar. */
  readonly message?: SipMessage;
}

/** A body with its Content-Type, `{ type: 'application/csta+xml', bytes }`. */
export interface SipBody {
  readonly type: string;
  readonly bytes: Uint8Array;
}

export const EMPTY_BODY: Uint8Array = new Uint8Array(0);
