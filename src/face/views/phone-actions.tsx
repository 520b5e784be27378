// What can be done about a phone; and why what might be expected is not there.

import { useState } from 'preact/hooks';
import type { ActionName, SessionAnswer } from '../../page/wire/acting.js';
import type { PhoneAnswer } from '../../page/wire/phone.js';
import { ask, type Refused, urlOf } from '../ask.js';
import { Notice, Said } from '../parts.js';
import { all as t } from '../texts/language.js';
import { may } from '../view-props.js';
import { TellPhones } from './lazy-rollouts.js';
import { LoginHint } from './login-hint.js';
import { Failed, usePlace } from './pieces.js';

interface ActionsProps {
  readonly phone: PhoneAnswer;
  readonly session: SessionAnswer | undefined;
  readonly onLogin: () => void;
  readonly onDone: () => void;
}

export function PhoneActions({ phone, session, onLogin, onDone }: ActionsProps) {
  return (
    <section aria-labelledby="act">
      <h2 id="act">{t.act}</h2>
      <p>
        <a href={urlOf(`phones/${phone.mac}/report`)} download={`offhook-${phone.mac}.txt`}>
          {t.report}
        </a>{' '}
        <span class="dim">({t.reportHint})</span>
      </p>
      <Release phone={phone} session={session} onDone={onDone} />
      <LoginHint session={session} of={['release', 'resync', 'restart']} onLogin={onLogin} />
      {phone.place !== undefined && <TellPhones phones={[phone.mac]} session={session} />}
    </section>
  );
}

/** Reasons of the server for what it does not do. */
export function WhyNot({
  session,
  of,
}: {
  readonly session: SessionAnswer | undefined;
  readonly of: readonly ActionName[];
}) {
  const reasons = of.flatMap((action) => {
    const why = session?.not[action];
    return why === undefined || session?.actions.includes(action) ? [] : [{ action, why }];
  });
  if (reasons.length === 0) return null;
  return (
    <ul class="why-not">
      {reasons.map(({ action, why }) => (
        <li key={action}>
          {t.noAction(t.actions[action])} <Said>{why}</Said>
        </li>
      ))}
    </ul>
  );
}

/** Asked for twice: the address may be in use. */
function Release({ phone: { mac, lease }, session, onDone }: Omit<ActionsProps, 'onLogin'>) {
  const [step, setStep] = useState<'' | 'sure' | 'done'>('');
  const [failed, setFailed] = useState<Refused>();
  const place = usePlace<HTMLDivElement>(step);
  if (!session?.actions.includes('release')) return <WhyNot session={session} of={['release']} />;
  if (!lease && step !== 'done') {
    return (
      <p class="dim">
        {t.noAction(t.actions.release)} {t.noLease}
      </p>
    );
  }
  if (!may(session, 'release')) return null;
  const release = async () => {
    const asked = await ask(`leases/${mac}`, 'DELETE');
    setFailed(asked.ok ? undefined : asked);
    setStep(asked.ok ? 'done' : '');
    if (asked.ok) onDone();
  };
  return (
    <div ref={place} tabIndex={-1}>
      {failed && <Failed {...failed} />}
      {step === 'done' && <Notice>{t.released}</Notice>}
      {step === '' && (
        <button type="button" onClick={() => setStep('sure')}>
          {t.actions.release}
        </button>
      )}
      {step === 'sure' && lease && (
        <div class="notice warning">
          <p>{t.sureRelease(lease.address)}</p>
          <div class="buttons">
            <button type="button" class="main" onClick={release}>
              {t.yesRelease}
            </button>
            <button type="button" onClick={() => setStep('')}>
              {t.cancel}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
