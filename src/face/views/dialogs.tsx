// What is asked and told in between: a token, said once for a session that the server keeps, and the keys.

import { useEffect, useRef, useState } from 'preact/hooks';
import { AFTER_G } from '../keys.js';
import type { Session } from '../session.js';
import { all as t } from '../texts/language.js';

const SENTENCES: Readonly<Record<number, () => string>> = {
  0: () => t.failed(t.noAnswer),
  401: () => t.wrongToken,
  429: () => t.tooOften,
};

export function Login({
  session,
  isNeeded,
  onClose,
}: {
  readonly session: Session;
  readonly isNeeded: boolean;
  readonly onClose: () => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const [status, setStatus] = useState<number>();
  useEffect(() => field.current?.focus(), []);

  const logIn = async (event: Event) => {
    event.preventDefault();
    if (!field.current) return;
    const refused = await session.logIn(field.current.value.trim());
    if (refused === undefined) onClose();
    setStatus(refused);
  };
  const sentence = status === undefined ? undefined : SENTENCES[status];
  return (
    <form class="box login" aria-labelledby="login" onSubmit={logIn}>
      {isNeeded ? <h1 id="login">{t.logIn}</h1> : <h2 id="login">{t.logIn}</h2>}
      {isNeeded && <p>{t.readNeedsLogin}</p>}
      <label>
        {t.token}
        <input ref={field} type="password" autocomplete="current-password" required />
      </label>
      <p class="dim">{t.tokenWhere}</p>
      {status !== undefined && (
        <p class="notice error" role="alert">
          {sentence ? sentence() : t.failed(String(status))}
        </p>
      )}
      <div class="buttons">
        <button type="submit" class="main">
          {t.logIn}
        </button>
        {!isNeeded && (
          <button type="button" onClick={onClose}>
            {t.cancel}
          </button>
        )}
      </div>
    </form>
  );
}

export function Help({ onClose }: { readonly onClose: () => void }) {
  const goTo = Object.entries(AFTER_G).map(([key, view]) => [`g ${key}`, t.views[view]] as const);
  return (
    <section class="box help" aria-labelledby="help">
      <h2 id="help">{t.help}</h2>
      <dl>
        {[...t.keys, ...goTo].map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={onClose}>
        {t.close}
      </button>
    </section>
  );
}
