// Who may act from this browser: a session that the server keeps, begun with a token that is said once.

import { useCallback, useEffect, useState } from 'preact/hooks';
import type { SessionAnswer } from '../page/wire/acting.js';
import { ask } from './ask.js';
import { tokenOf } from './route.js';

export interface Session {
  /** Undefined until the server has said. */
  readonly answer: SessionAnswer | undefined;
  /** The status of a refusal; 0: no answer; undefined: in. */
  logIn(token: string): Promise<number | undefined>;
  logOut(): Promise<void>;
  /** Asks the server again: another one knows nobody who came in before. */
  look(): Promise<void>;
}

/** Of the link that opened the page, taken before anything else can happen: it shall not stand in the history. */
const token = tokenOf(location.hash);
if (token) history.replaceState(null, '', '#/');

/** `onChange`: somebody has come in or gone. */
export function useSession(onChange: () => void): Session {
  const [answer, setAnswer] = useState<SessionAnswer>();

  const look = useCallback(async () => {
    const asked = await ask<SessionAnswer>('session');
    if (asked.ok) setAnswer(asked.value);
  }, []);

  const logIn = useCallback(
    async (said: string) => {
      const asked = await ask('session', 'POST', { token: said });
      await look();
      if (!asked.ok) return asked.status;
      onChange();
      return undefined;
    },
    [look, onChange],
  );

  const logOut = useCallback(async () => {
    await ask('session', 'DELETE');
    await look();
    onChange();
  }, [look, onChange]);

  useEffect(() => void (token ? logIn(token) : look()), [look, logIn]);

  return { answer, logIn, logOut, look };
}
