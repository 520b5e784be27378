// What each view is given. Types only.

import type { SessionAnswer } from '../page/wire/acting.js';
import type { Live } from './live.js';
import type { Route } from './route.js';

export interface ViewProps {
  readonly live: Live;
  readonly route: Route;
  /** Undefined until the server has said who may do what. */
  readonly session: SessionAnswer | undefined;
  readonly onLogin: () => void;
}
