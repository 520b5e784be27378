// What each view is given, and what it may do.

import type { ActionName, SessionAnswer } from '../page/wire/acting.js';
import type { Live } from './live.js';
import type { Route } from './route.js';

/** Whether it can be done here, by this browser. */
export function may(session: SessionAnswer | undefined, action: ActionName): boolean {
  return session?.session === true && session.actions.includes(action);
}

export interface ViewProps {
  readonly live: Live;
  readonly route: Route;
  /** Undefined until the server has said who may do what. */
  readonly session: SessionAnswer | undefined;
  readonly onLogin: () => void;
}
