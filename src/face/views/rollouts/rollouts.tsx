// Phones that were told to read their files again or to start anew, some at a time: what has become of them.

import { useState } from 'preact/hooks';
import type { FirmwareHad } from '../../../page/wire/lists.js';
import type {
  RolloutAnswer,
  RolloutChange,
  RolloutRow,
  WaveAnswer,
} from '../../../page/wire/rollouts.js';
import { ask, type Refused } from '../../ask.js';
import type { Live } from '../../live.js';
import { Bar, Notice } from '../../parts.js';
import { all as t } from '../../texts/language.js';
import { may, type ViewProps } from '../../view-props.js';
import { LoginHint } from '../login-hint.js';
import { Failed, Page, PhoneLink } from '../pieces.js';
import { HaveIt, Upgrading } from '../upgrading.js';
import { useAnswer } from '../use-answer.js';
import type { RolloutTexts } from './rollouts-en.js';
import { Tell } from './tell.js';
import { useTexts } from './texts.js';

export { Tell } from './tell.js';

const EVERY_MS = 2_000;
/** Of many phones all that is known is much to ask for. */
const MANY = 500;
const SELDOM_MS = 10_000;
const SHOWN = 200;
const PHASES = ['failed', 'asked', 'answered', 'fetched', 'waiting', 'back', 'skipped'] as const;

export function Rollouts(props: ViewProps) {
  const texts = useTexts();
  const { id } = props.route;
  if (!texts) return <p class="nothing">{t.loading}</p>;
  return id === undefined ? (
    <All {...props} texts={texts} />
  ) : (
    <One key={id} {...props} id={id} texts={texts} />
  );
}

interface WithTexts extends ViewProps {
  readonly texts: RolloutTexts;
}

function All({ live, session, onLogin, texts }: WithTexts) {
  const { value, failed } = useAnswer<readonly RolloutRow[]>('rollouts', EVERY_MS);
  return (
    <Page view="rollouts" failed={failed}>
      <LoginHint session={session} of={['resync', 'restart']} onLogin={onLogin} />
      <Tell
        which={{ where: { stale: true } }}
        session={session}
        actions={['resync']}
        label={(texts) => texts.staleOnes}
      />
      {value?.length === 0 && <p class="nothing">{texts.noRollouts}</p>}
      {value?.map((row) => (
        <section key={row.id} class="card">
          <h2 class="card-head">
            <a href={`#/rollouts/${row.id}`} data-row>
              {texts.name(t.actions[row.action], row.id)}
            </a>
            <span class="dim">{texts.states[row.state]}</span>
          </h2>
          <Summary row={row} nowMs={live.nowMs()} texts={texts} />
        </section>
      ))}
    </Page>
  );
}

function One({ id, live, session, onLogin, texts }: WithTexts & { readonly id: number }) {
  const [isMany, setMany] = useState(false);
  const answered = useAnswer<RolloutAnswer>(`rollouts/${id}`, isMany ? SELDOM_MS : EVERY_MS);
  const { value, failed, again } = answered;
  if (value && value.phones > MANY !== isMany) setMany(value.phones > MANY);
  return (
    <div class="page">
      <a class="back" href="#/rollouts">
        ‹ {texts.back}
      </a>
      <h1 tabIndex={-1}>{value ? texts.name(t.actions[value.action], id) : id}</h1>
      {failed && <Failed {...failed} />}
      {value && (
        <>
          <Summary row={value} nowMs={live.nowMs()} texts={texts} />
          {value.pause && <Notice kind="warning">{value.pause.says}</Notice>}
          <LoginHint session={session} of={['resync', 'restart']} onLogin={onLogin} />
          {may(session, value.action) && <Change row={value} texts={texts} onDone={again} />}
          {value.firmware.map((set) => (
            <Firmware key={`${set.model} ${set.name}`} set={set} live={live} texts={texts} />
          ))}
          <PhonesOf answer={value} nowMs={live.nowMs()} />
        </>
      )}
    </div>
  );
}

function Summary({
  row,
  nowMs,
  texts,
}: {
  readonly row: RolloutRow;
  readonly nowMs: number;
  readonly texts: RolloutTexts;
}) {
  const { counts, phones, waves, leftSeconds } = row;
  return (
    <>
      <p class="progress">
        <Bar done={counts.back} of={phones} />{' '}
        {PHASES.filter((phase) => counts[phase] > 0)
          .map((phase) => `${t.format.number(counts[phase])} ${texts.phases[phase]}`)
          .join(' · ')}
        {leftSeconds !== undefined && ` · ${t.left(t.format.lasting(leftSeconds * 1_000))}`}
      </p>
      <p class="dim">
        {waves.map((wave, at) => waveText(wave, at + 1, texts)).join(' │ ')}
        <br />
        {texts.pace(row.atOnce, row.perSecond)}
        <br />
        {t.phones(phones)} · {texts.by(row.by, t.format.time(row.began, nowMs))}
      </p>
    </>
  );
}

function waveText(
  { back, size, tookSeconds }: WaveAnswer,
  number: number,
  texts: RolloutTexts,
): string {
  const took = tookSeconds !== undefined && texts.took(t.format.lasting(tookSeconds * 1_000));
  return `${texts.wave(number, back, size)}${took || ''}`;
}

/** What its phones are given: who has it, who has not, and how far those are that fetch it. */
function Firmware({
  set: { name, wanted, have, upgrading },
  live,
  texts,
}: {
  readonly set: FirmwareHad;
  readonly live: Live;
  readonly texts: RolloutTexts;
}) {
  const { bytes: format } = t.format;
  const all = upgrading.flatMap((mac) => live.phones.rows.get(mac)?.progress ?? []);
  const sum = (field: 'bytes' | 'ofBytes' | 'bytesPerSecond') =>
    all.reduce((before, progress) => before + (progress[field] ?? 0), 0);
  const [bytes, ofBytes, perSecond] = [sum('bytes'), sum('ofBytes'), sum('bytesPerSecond')];
  const left = wanted === 0 ? 0 : wanted - have - upgrading.length;
  return (
    <section class="card">
      <h2 class="card-head">
        {t.firmware} <code>{name}</code>
      </h2>
      <p class="progress">
        <HaveIt wanted={wanted} have={have} />
        {upgrading.length > 0 && ` · ${texts.fetchIt(upgrading.length)}`}
        {ofBytes > 0 && `: ${format(bytes)} / ${format(ofBytes)}`}
        {perSecond > 0 && `, ${t.perSecond(format(perSecond))}`}
        {left > 0 && ` · ${texts.lackIt(left)}`}
      </p>
      <Upgrading macs={upgrading} live={live} />
    </section>
  );
}

function Change({
  row: { id, state, ended },
  texts,
  onDone,
}: {
  readonly row: RolloutRow;
  readonly texts: RolloutTexts;
  readonly onDone: () => void;
}) {
  const [failed, setFailed] = useState<Refused>();
  if (ended !== undefined || state === 'cancelled') return null;
  const become = async (wanted: RolloutChange['state']) => {
    const change: RolloutChange = { state: wanted };
    const asked = await ask(`rollouts/${id}`, 'PATCH', change);
    setFailed(asked.ok ? undefined : asked);
    onDone();
  };
  return (
    <>
      {failed && <Failed {...failed} />}
      <div class="buttons">
        {state === 'running' ? (
          <button type="button" onClick={() => void become('paused')}>
            {texts.pause}
          </button>
        ) : (
          <button type="button" class="main" onClick={() => void become('running')}>
            {texts.resume}
          </button>
        )}
        <button type="button" onClick={() => void become('cancelled')}>
          {texts.cancelRest}
        </button>
      </div>
    </>
  );
}

/** Those that need somebody first. */
function PhonesOf({
  answer: { list },
  nowMs,
}: {
  readonly answer: RolloutAnswer;
  readonly nowMs: number;
}) {
  const inOrder = [...list].sort((a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase));
  return (
    <ul class="transfers">
      {inOrder.slice(0, SHOWN).map(({ mac, label, sentence, asked }) => (
        <li key={mac}>
          <PhoneLink mac={mac} isRow>
            {label}
          </PhoneLink>
          <span>{sentence}</span>
          <span class="dim">{asked !== undefined && t.format.time(asked, nowMs)}</span>
        </li>
      ))}
      {list.length > SHOWN && <li class="dim">{t.more(list.length - SHOWN)}</li>}
    </ul>
  );
}
