// A uaCSTA session as values (ECMA TR/87): what happens to it, and what it wants done. session.ts decides, and
// run-session.ts does it.

import type { CstaEvent, CstaMessage } from '../codec/message.js';
import type { CstaRequest, CstaService } from '../codec/write-request.js';
import type { Line } from '../line/line.js';
import type { VerdictId } from '../verdicts.js';

/** What a person may ask of the line. */
export type Want =
  | { readonly kind: 'snapshot' }
  /** `number`: checked already. */
  | { readonly kind: 'call'; readonly number: string }
  /** The call that rings. */
  | { readonly kind: 'answer' }
  /** The most pressing call; one that rings is refused by it. */
  | { readonly kind: 'hangup' };

/** What came of a request. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body: Uint8Array }
  | { readonly kind: 'silence' }
  /** `code`: of the system, `ECONNREFUSED`. */
  | { readonly kind: 'unreachable'; readonly code: string }
  /** `reason` completes "the message …". */
  | { readonly kind: 'malformed'; readonly reason: string }
  /** The phone rang instead of answering; only of the INVITE. */
  | { readonly kind: 'rang' }
  | { readonly kind: 'aborted' };

/** As agreed on last (RFC 4028); undefined: the phone keeps none. */
export type Timer = { readonly seconds: number; readonly refresher: 'us' | 'them' } | undefined;

export type SessionEvent =
  | { readonly kind: 'invited'; readonly outcome: Outcome; readonly timer: Timer }
  /** Of the one INFO that is under way. */
  | { readonly kind: 'answered'; readonly outcome: Outcome }
  /** An INFO of the phone. */
  | { readonly kind: 'told'; readonly body: Uint8Array }
  /** A re-INVITE or UPDATE of the phone. */
  | { readonly kind: 'refreshed-by-phone'; readonly timer: Timer }
  | { readonly kind: 'refreshed'; readonly outcome: Outcome; readonly timer: Timer }
  | { readonly kind: 'due'; readonly what: Due }
  | { readonly kind: 'want'; readonly want: Want }
  /** The session is to end in good order. */
  | { readonly kind: 'stop' }
  /** There is no dialog any more. `by`: whose BYE it was. */
  | { readonly kind: 'ended'; readonly by: 'us' | 'them' | 'lost' };

/** `refresh`: time for ours. `expiry`: the phone's did not come. `answer`: a service was accepted, and nothing came of it. */
export type Due = 'refresh' | 'expiry' | 'answer';

export type Action =
  | { readonly kind: 'info'; readonly request: CstaRequest }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'bye' }
  /** Stands in for one of the same kind; `ms` undefined: it is called off. */
  | { readonly kind: 'alarm'; readonly what: Due; readonly ms: number | undefined }
  | { readonly kind: 'tell'; readonly news: News };

/** What there is to say to people. */
export type News =
  /** What its first answer says of itself: `agent` by User-Agent or Server, `mac` by a header that Fanvil phones have. */
  | { readonly kind: 'phone'; readonly agent?: string; readonly mac?: string }
  | {
      readonly kind: 'verdict';
      readonly verdict: VerdictId;
      readonly status?: number;
      readonly said?: string;
    }
  | { readonly kind: 'event'; readonly event: CstaEvent; readonly line: Line }
  /** What the phone answered to a service, and the line after it. */
  | {
      readonly kind: 'answer';
      readonly service: CstaService;
      readonly message: CstaMessage;
      readonly line: Line;
    }
  /** It did not do it. `why` completes "SERVICE: …". */
  | { readonly kind: 'refused'; readonly service: CstaService; readonly why: string }
  /** Nothing could be asked: there is no such call. */
  | { readonly kind: 'no-call'; readonly want: Want['kind']; readonly why: string }
  /** Something that is no message of CSTA; `why` completes "the body …". */
  | { readonly kind: 'odd'; readonly why: string }
  /** All that was wanted up to now has been done, or refused. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'over'; readonly end: End };

/** `never`: there was no session. `stopped`: by us. */
export type End = 'never' | 'stopped' | 'by-phone' | 'lost' | 'expired';
