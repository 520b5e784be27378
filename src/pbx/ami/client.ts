// A manager interface (AMI) that is kept connected: it is tried again when it is lost, and each connection begins with a
// fresh look at what there is.

import type { AmiMessage } from './message.js';
import type { AmiAsking, AmiFault, AmiServer, AmiSession } from './session.js';

export interface AmiHooks {
  /**
   * Each time that it is logged in, before an event of this connection is told: to ask for what there is now. Events that
   * come meanwhile are held back, and told in their order when the promise is fulfilled. If it rejects, the
   * connection counts as lost.
   */
  onConnected(session: AmiSession): Promise<void> | void;
  onEvent(event: AmiMessage): void;
  /** Once for each connection that was lost, and for each attempt that failed; `retryInMs` until the next. */
  onLost(fault: AmiFault, retryInMs: number): void;
}

export type AmiState =
  /** Since the start, or since `retryInMs` of what was lost has passed. */
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected'; readonly version: string; readonly sinceMs: number }
  | { readonly kind: 'lost'; readonly fault: AmiFault; readonly retryAtMs: number };

export interface AmiClient extends AmiAsking {
  /** Times are `wallMs`. */
  readonly state: AmiState;
  /** Logs off and tries no more; no hook is called any more. */
  close(): Promise<void>;
}

export type ConnectAmi = (server: AmiServer, hooks: AmiHooks) => AmiClient;
