// That a login is all that is missing.

import type { ActionName, SessionAnswer } from '../../page/wire/acting.js';
import { all as t } from '../texts/language.js';

/** Where nothing but a login is missing for one of these. */
export function LoginHint({
  session,
  of,
  onLogin,
}: {
  readonly session: SessionAnswer | undefined;
  readonly of: readonly ActionName[];
  readonly onLogin: () => void;
}) {
  if (!session || session.session || !of.some((each) => session.actions.includes(each)))
    return null;
  return (
    <p>
      {t.actNeedsLogin}{' '}
      <button type="button" class="small" onClick={onLogin}>
        {t.logIn}
      </button>
    </p>
  );
}
