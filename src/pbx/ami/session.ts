// One connection to Asterisk's manager interface (AMI), logged in: actions go out, responses and events come back.

import type { Secret } from '../../core/secret.js';
import type { AmiField, AmiMessage } from './message.js';

/** Where a manager interface is, and as whom it is asked. */
export interface AmiServer {
  readonly host: string;
  readonly port: number;
  readonly tls?: AmiTls;
  readonly user: string;
  readonly secret: Secret;
}

export interface AmiTls {
  /** SHA-256 of its certificate, in hex. Absent: an authority that this system trusts has to vouch for its host. */
  readonly fingerprint?: string;
}

export interface AmiList {
  readonly response: AmiMessage;
  /** What came between the response and its end: entries as events, without the one that ends the list. */
  readonly events: readonly AmiMessage[];
}

/** Whatever can be asked: a session, or a client while it is connected. */
export interface AmiAsking {
  /**
   * What Asterisk responds to an action, be it a refusal (`refusalOf`). Rejects with a coded error when the connection
   * is lost (`ENOTCONN`), when nothing comes in time (`ETIMEDOUT`), and when a field cannot be written (`EINVAL`): CR,
   * LF and NUL would make another action of it, and Asterisk reads no line of more than 1024 bytes. `answerMs`: how long it
   * may take, where that is longer than usual.
   */
  ask(action: string, fields?: readonly AmiField[], answerMs?: number): Promise<AmiMessage>;
  /**
   * The same of an action that is answered by a list of events (`EventList: start` until `Complete`). A refusal has no
   * events. Rejects, too, when it is longer than a site can be (`EMSGSIZE`).
   */
  list(action: string, fields?: readonly AmiField[]): Promise<AmiList>;
}

export interface AmiSession extends AmiAsking {
  /** What it says that it speaks, `11.0.0`: of AMI, not of Asterisk. */
  readonly version: string;
  /** Fulfilled when the connection has ended, whoever ended it. */
  readonly ended: Promise<AmiFault>;
  /** Logs off. Whatever is unanswered is rejected. */
  close(): Promise<void>;
}

/** Why there is no connection. `code`: `ECONNREFUSED` and other words of the system, or one of ours. */
export interface AmiFault {
  readonly code: string;
  /** A sentence for people, with what to do; never with a secret. */
  readonly message: string;
}
