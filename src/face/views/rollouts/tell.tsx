// Phones are told something: who and how is shown first, and then asked for once more.

import { useState } from 'preact/hooks';
import type { SessionAnswer } from '../../../page/wire/acting.js';
import type { RolloutAnswer, RolloutPlan, RolloutWish } from '../../../page/wire/rollouts.js';
import { ask, type Refused } from '../../ask.js';
import { Notice, Said } from '../../parts.js';
import { all as t } from '../../texts/language.js';
import { may } from '../../view-props.js';
import { Act, Failed, usePlace } from '../pieces.js';
import type { RolloutTexts } from './rollouts-en.js';
import { useTexts } from './texts.js';

type Which = Pick<RolloutWish, 'phones' | 'where'>;

interface TellProps {
  readonly which: Which;
  readonly session: SessionAnswer | undefined;
  readonly actions: readonly ('resync' | 'restart')[];
  /** In place of the action's own name. */
  readonly label?: (texts: RolloutTexts) => string;
}

const LISTED = 8;

export function Tell({ which, session, actions, label }: TellProps) {
  const texts = useTexts();
  const [plan, setPlan] = useState<RolloutPlan>();
  const [begun, setBegun] = useState<RolloutAnswer>();
  const [isBusy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Refused>();
  const place = usePlace<HTMLFieldSetElement>(plan);
  const allowed = actions.filter((action) => may(session, action));
  if (!texts || allowed.length === 0) return null;

  async function say<T>(wish: RolloutWish, take: (answer: T) => void): Promise<void> {
    setBusy(true);
    const asked = await ask<T>('rollouts', 'POST', wish);
    setBusy(false);
    setFailed(asked.ok ? undefined : asked);
    if (asked.ok) take(asked.value);
  }
  const look = (action: 'resync' | 'restart') =>
    say<RolloutPlan>({ ...which, action, dryRun: true }, setPlan);
  const begin = ({ action }: RolloutPlan) =>
    say<RolloutAnswer>({ ...which, action }, (answer) => {
      setPlan(undefined);
      setBegun(answer);
    });

  // Nearer than what the page does at this key.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !plan) return;
    event.stopPropagation();
    setPlan(undefined);
  };

  return (
    <fieldset ref={place} tabIndex={-1} aria-label={t.act} aria-live="polite" onKeyDown={onKeyDown}>
      {failed && <Failed {...failed} />}
      {begun && (
        <Notice>
          {texts.begun}{' '}
          <a href={`#/rollouts/${begun.id}`}>{texts.name(t.actions[begun.action], begun.id)}</a>
        </Notice>
      )}
      {plan ? (
        <Plan
          plan={plan}
          texts={texts}
          isBusy={isBusy}
          onYes={() => void begin(plan)}
          onNo={() => setPlan(undefined)}
        />
      ) : (
        <div class="buttons">
          {allowed.map((action) => (
            <Act key={action} isOff={isBusy} onClick={() => void look(action)}>
              {label ? label(texts) : t.actions[action]}
            </Act>
          ))}
        </div>
      )}
    </fieldset>
  );
}

function Plan({
  plan: { action, phones },
  texts,
  isBusy,
  onYes,
  onNo,
}: {
  readonly plan: RolloutPlan;
  readonly texts: RolloutTexts;
  readonly isBusy: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const able = phones.filter(({ cannot }) => cannot === undefined);
  const unable = phones.length - able.length;
  const sources = [
    ...new Set(able.flatMap(({ unconfirmed, source }) => (unconfirmed ? source : []))),
  ];
  const isAnew = action === 'restart' || able.some(({ restarts }) => restarts);
  return (
    <div class="notice warning">
      <p>
        <b>{t.actions[action]}.</b>{' '}
        {phones.length === 0 ? texts.nobody : able.length > 0 && `${texts.told(able.length)}. `}
        {unable > 0 && `${texts.cannot(unable)}.`}
      </p>
      <ul>
        {phones.slice(0, LISTED).map(({ mac, label, how, cannot }) => (
          <li key={mac}>
            {label ?? mac} <span class="dim">{how ?? cannot}</span>
          </li>
        ))}
        {phones.length > LISTED && <li class="dim">{t.more(phones.length - LISTED)}</li>}
      </ul>
      {able.length > 0 && isAnew && <p>{texts.anew}</p>}
      {sources.length > 0 && (
        <p>
          {texts.unconfirmed} <Said>{sources.join('; ')}</Said>
        </p>
      )}
      <div class="buttons">
        {able.length > 0 && (
          <Act isMain isOff={isBusy} onClick={onYes}>
            {texts.yes}
          </Act>
        )}
        <button type="button" onClick={onNo}>
          {t.cancel}
        </button>
      </div>
    </div>
  );
}
