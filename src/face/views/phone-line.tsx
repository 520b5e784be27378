// A phone's line by uaCSTA: what it does, and a number to dial. The phone is asked only when somebody wants it: one whose uaCSTA
// is off may ring at that.

import { useEffect, useState } from 'preact/hooks';
import type { SessionAnswer } from '../../page/wire/acting.js';
import type { CstaAnswer, CstaWish } from '../../page/wire/csta.js';
import { type Asked, ask } from '../ask.js';
import { Said } from '../parts.js';
import { all as t } from '../texts/language.js';
import { may } from '../view-props.js';
import { LoginHint } from './login-hint.js';
import { Failed } from './pieces.js';

const EVERY_MS = 2_000;

interface LineProps {
  readonly mac: string;
  readonly session: SessionAnswer | undefined;
  readonly onLogin: () => void;
}

export function PhoneLine({ mac, session, onLogin }: LineProps) {
  return (
    <section aria-labelledby="csta">
      <h2 id="csta">{t.actions.csta}</h2>
      {may(session, 'csta') ? (
        <Control mac={mac} />
      ) : (
        <LoginHint session={session} of={['csta']} onLogin={onLogin} />
      )}
    </section>
  );
}

function Control({ mac }: { readonly mac: string }) {
  const [line, setLine] = useState(1);
  const [asked, setAsked] = useState<Asked<CstaAnswer>>();
  const act = async (wish: CstaWish) =>
    setAsked(await ask<CstaAnswer>(`phones/${mac}/csta`, 'POST', { line, ...wish }));

  useEffect(() => {
    const stop = new AbortController();
    let timer: number | undefined;
    const look = async () => {
      if (!document.hidden) {
        const wish: CstaWish = { act: 'look', line };
        const answer = await ask<CstaAnswer>(`phones/${mac}/csta`, 'POST', wish, stop.signal);
        if (stop.signal.aborted) return;
        setAsked(answer);
      }
      timer = window.setTimeout(look, EVERY_MS);
    };
    void look();
    return () => {
      stop.abort();
      window.clearTimeout(timer);
    };
  }, [mac, line]);

  if (!asked) return <p class="dim">{t.loading}</p>;
  if (!asked.ok) return <Failed {...asked} />;
  const { value } = asked;
  return (
    <>
      {value.lines.length > 1 && <Lines value={value} onChoose={setLine} />}
      {value.isOpen ? <Open value={value} act={act} /> : <Closed value={value} act={act} />}
    </>
  );
}

interface ActProps {
  readonly value: CstaAnswer;
  readonly act: (wish: CstaWish) => Promise<void>;
}

function Lines({
  value,
  onChoose,
}: {
  readonly value: CstaAnswer;
  readonly onChoose: (line: number) => void;
}) {
  return (
    <label>
      {t.line}{' '}
      <select
        value={value.line}
        onChange={({ currentTarget }) => onChoose(Number(currentTarget.value))}
      >
        {value.lines.map((number, at) => (
          <option key={number} value={at + 1}>
            {number}
          </option>
        ))}
      </select>
    </label>
  );
}

function Closed({ value: { says, todo, isAsking }, act }: ActProps) {
  return (
    <>
      {says !== undefined && (
        <p>
          {says}. {t.todo}: {todo}
        </p>
      )}
      <p>
        <button type="button" disabled={isAsking} onClick={() => act({ act: 'open' })}>
          {t.cstaAsk}
        </button>{' '}
        <span class="dim">{isAsking ? t.loading : t.cstaMayRing}</span>
      </p>
    </>
  );
}

function Open({ value, act }: ActProps) {
  const [number, setNumber] = useState('');
  const { lines, line, doing, state, calls, refused } = value;
  const dial = (event: Event) => {
    event.preventDefault();
    void act({ act: 'call', number: number.trim() });
  };
  return (
    <>
      <p aria-live="polite">
        {t.line} {lines[line - 1]} <b>{doing}</b>
        {calls.map(({ other = '', doing: does }, at) => (
          <span key={`${at} ${other}`} class="dim">
            {' '}
            · {other} {calls.length > 1 && does}
          </span>
        ))}
      </p>
      {refused !== undefined && (
        <p class="notice error" role="alert">
          <Said>{refused}</Said>
        </p>
      )}
      <form class="buttons" onSubmit={dial}>
        <label>
          {t.cstaNumber}{' '}
          <input
            type="tel"
            required
            value={number}
            onInput={({ currentTarget }) => setNumber(currentTarget.value)}
          />
        </label>
        <button type="submit" class="main">
          {t.cstaDial}
        </button>
        {state === 'alerting' && (
          <button type="button" onClick={() => act({ act: 'answer' })}>
            {t.cstaAnswer}
          </button>
        )}
        {state !== 'idle' && (
          <button type="button" onClick={() => act({ act: 'hangup' })}>
            {t.cstaHangup}
          </button>
        )}
      </form>
    </>
  );
}
