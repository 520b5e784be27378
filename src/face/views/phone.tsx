// One phone: what it does, what to do about it, its boot, its file, and what is known of it.

import { useMemo } from 'preact/hooks';
import type { PhoneAnswer } from '../../page/wire/phone.js';
import { Bar, State } from '../parts.js';
import { routeHash } from '../route.js';
import { all as t } from '../texts/language.js';
import type { ViewProps } from '../view-props.js';
import { PhoneActions } from './phone-actions.js';
import { PhoneFacts } from './phone-facts.js';
import { ItsFile } from './phone-files.js';
import { Fact, Failed } from './pieces.js';
import { Timeline } from './timeline.js';
import { useAnswer } from './use-answer.js';
import { useLoaded } from './use-loaded.js';

/** Besides whenever its row changes. */
const EVERY_MS = 10_000;

export function Phone({
  mac,
  live,
  route,
  session,
  onLogin,
}: ViewProps & { readonly mac: string }) {
  const row = live.phones.rows.get(mac);
  const { value, failed, again } = useAnswer<PhoneAnswer>(`phones/${mac}`, EVERY_MS, { key: row });
  const phone = useMemo(() => (value ? { ...value, ...row } : undefined), [value, row]);
  const nowMs = live.nowMs();
  return (
    <article class="phone">
      <header>
        <a class="back" href={routeHash({ view: 'phones', filter: route.filter })}>
          ‹ {t.views.phones}
        </a>
        <h1 tabIndex={-1}>{phone?.label ?? mac}</h1>
        {phone && <State {...phone} />}
        <p class="dim">{phone && subtitle(phone)}</p>
      </header>
      {failed && (failed.status === 404 ? <p>{t.noSuchPhone}</p> : <Failed {...failed} />)}
      {!value && !failed && <p class="dim">{t.loading}</p>}
      {phone && (
        <>
          <Trouble phone={phone} />
          {phone.progress && <Progress progress={phone.progress} />}
          {phone.boot ? (
            <Timeline phone={phone} boot={phone.boot} nowMs={nowMs} />
          ) : (
            <p class="dim">{t.noBoot}</p>
          )}
          <Earlier phone={phone} nowMs={nowMs} />
          <ItsFile phone={phone} nowMs={nowMs} />
          <PhoneFacts phone={phone} nowMs={nowMs} />
          {phone.csta && <Line mac={mac} session={session} onLogin={onLogin} />}
          <PhoneActions phone={phone} session={session} onLogin={onLogin} onDone={again} />
        </>
      )}
    </article>
  );
}

const loadLine = () => import('./phone-line.js');
type LineProps = Parameters<Awaited<ReturnType<typeof loadLine>>['PhoneLine']>[0];

/** Few phones have such a line: what shows it is loaded with the first of them. */
function Line(props: LineProps) {
  const loaded = useLoaded(loadLine);
  return loaded ? <loaded.PhoneLine {...props} /> : null;
}

function subtitle({ mac, lines, model }: PhoneAnswer): string {
  const line = lines.length === 0 ? [] : [`${t.line} ${lines.join(', ')}`];
  return [...line, ...(model === undefined ? [] : [model]), mac].join(' · ');
}

/** Stage and trouble are two things; the sentence has both. */
function Trouble({ phone }: { readonly phone: PhoneAnswer }) {
  const { word, sentence, todo, remark, grade, diagnosis } = phone;
  return (
    <section class={`trouble ${word}`}>
      <p class="sentence">{sentence}</p>
      <dl>
        {todo !== undefined && <Fact name={t.todo}>{todo}</Fact>}
        {remark !== undefined && <Fact name={t.remark}>{remark}</Fact>}
        {grade !== undefined && (
          <Fact name={t.sure}>
            <span class="dim">
              {t.grades[grade]}
              {diagnosis !== undefined && ` · ${t.row(diagnosis)}`}
            </span>
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Progress({ progress }: { readonly progress: NonNullable<PhoneAnswer['progress']> }) {
  const { bytes, ofBytes, part, parts, bytesPerSecond, secondsLeft } = progress;
  return (
    <p class="progress">
      <Bar done={bytes} of={ofBytes} /> <b>{t.format.percent(bytes / Math.max(1, ofBytes))}</b>{' '}
      {t.progressLine(part, parts, t.format.bytes(bytes), t.format.bytes(ofBytes))}
      {bytesPerSecond !== undefined && `, ${t.perSecond(t.format.bytes(bytesPerSecond))}`}
      {secondsLeft !== undefined && `, ${t.left(t.format.lasting(secondsLeft * 1_000))}`}
    </p>
  );
}

function Earlier({ phone, nowMs }: { readonly phone: PhoneAnswer; readonly nowMs: number }) {
  const stageText = (reached: string) =>
    reached in t.reached ? t.reached[reached as keyof typeof t.reached] : reached;
  return (
    <section aria-labelledby="earlier">
      <h2 id="earlier">{t.earlier}</h2>
      {phone.earlier.length === 0 && <p class="dim">{t.noEarlier}</p>}
      <ul class="earlier">
        {phone.earlier.map(({ began, reached, configured }) => (
          <li key={began}>
            <span aria-hidden="true" class={configured ? 'good' : 'bad'}>
              {configured ? '✓' : '✕'}
            </span>{' '}
            <time dateTime={began}>{t.format.time(began, nowMs)}</time>{' '}
            <span class="dim">
              {t.cameTo(stageText(reached))}, {configured ? t.configured : t.notConfigured}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
