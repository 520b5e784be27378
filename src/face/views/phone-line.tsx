// A phone's line by uaCSTA: what it does, and a number to dial. The phone is asked only when somebody wants it: one whose uaCSTA
// is off may ring at that.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { SessionAnswer } from '../../page/wire/acting.js';
import type { CstaAnswer, CstaWish } from '../../page/wire/csta.js';
import { ask, type Refused } from '../ask.js';
import { Said } from '../parts.js';
import { all as t } from '../texts/language.js';
import { may } from '../view-props.js';
import { LoginHint } from './login-hint.js';
import { Act, Failed } from './pieces.js';
import { useAnswer } from './use-answer.js';

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
        <Control key={mac} mac={mac} />
      ) : (
        <LoginHint session={session} of={['csta']} onLogin={onLogin} />
      )}
    </section>
  );
}

function Control({ mac }: { readonly mac: string }) {
  const path = `phones/${mac}/csta`;
  const [line, setLine] = useState(1);
  const [refused, setRefused] = useState<Refused>();
  const look: CstaWish = { act: 'look', line };
  const { value, failed, again } = useAnswer<CstaAnswer>(path, EVERY_MS, { wish: look });
  // Of a session that was asked for here.
  const isOurs = useRef(false);
  const act = async (wish: CstaWish) => {
    isOurs.current = true;
    const asked = await ask(path, 'POST', { line, ...wish });
    setRefused(asked.ok ? undefined : asked);
    again();
  };
  // The choice stays where it is while another line is asked about.
  const lines = useRef<readonly string[]>([]);
  if (value) lines.current = value.lines;
  return (
    <>
      {lines.current.length > 1 && <Lines lines={lines.current} line={line} onChoose={setLine} />}
      {failed && <Failed {...failed} />}
      {refused && <Failed {...refused} />}
      {!value && !failed && <p class="dim">{t.loading}</p>}
      {value?.isOpen === false && <Closed value={value} act={act} />}
      {value?.isOpen && <Open value={value} act={act} isOurs={isOurs.current} />}
    </>
  );
}

interface ActProps {
  readonly value: CstaAnswer;
  readonly act: (wish: CstaWish) => Promise<void>;
}

function Lines({
  lines,
  line,
  onChoose,
}: {
  readonly lines: readonly string[];
  readonly line: number;
  readonly onChoose: (line: number) => void;
}) {
  return (
    <label>
      {t.line}{' '}
      <select value={line} onChange={({ currentTarget }) => onChoose(Number(currentTarget.value))}>
        {lines.map((number, at) => (
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
      <p aria-live="polite">{says !== undefined && `${says}. ${t.todo}: ${todo}`}</p>
      <p class="buttons">
        <Act isOff={isAsking} onClick={() => act({ act: 'open' })}>
          {t.cstaAsk}
        </Act>{' '}
        <span class="dim">{isAsking ? t.loading : t.cstaMayRing}</span>
      </p>
    </>
  );
}

function Open({ value, act, isOurs }: ActProps & { readonly isOurs: boolean }) {
  const [number, setNumber] = useState('');
  const status = useRef<HTMLParagraphElement>(null);
  // The button that asked for this is gone, and its focus with it.
  useEffect(() => {
    if (isOurs && document.activeElement === document.body) status.current?.focus();
  }, []);
  const { lines, line, doing, state, calls, refused } = value;
  const dial = (event: Event) => {
    event.preventDefault();
    void act({ act: 'call', number: number.trim() });
  };
  return (
    <>
      <p ref={status} tabIndex={-1} aria-live="polite">
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
        <Act isOff={state !== 'alerting'} onClick={() => act({ act: 'answer' })}>
          {t.cstaAnswer}
        </Act>
        <Act isOff={state === 'idle'} onClick={() => act({ act: 'hangup' })}>
          {t.cstaHangup}
        </Act>
      </form>
    </>
  );
}
