// A boot step by step: a list for who reads or hears it, with bars for who looks. What should come is in it, in grey.

import { useState } from 'preact/hooks';
import type { BootAnswer, NextAnswer, PhoneAnswer } from '../../page/wire/phone.js';
import { all as t } from '../texts/language.js';
import { type RawStep, rawBoot } from './raw-steps.js';
import { layOut, type Place, type Scale } from './timeline-layout.js';

/** A boot of such a phone goes on. */
const OPEN: ReadonlySet<PhoneAnswer['word']> = new Set([
  ...(['booting', 'upgrading', 'stuck', 'waiting'] as const),
]);
const SCALES: readonly Scale[] = ['log', 'linear'];
const FORMS = ['compact', 'raw'] as const;

export function Timeline({
  phone,
  boot: told,
  nowMs,
}: {
  readonly phone: PhoneAnswer;
  readonly boot: BootAnswer;
  readonly nowMs: number;
}) {
  const [scale, setScale] = useState<Scale>('log');
  const [form, setForm] = useState<(typeof FORMS)[number]>('compact');
  const boot = form === 'raw' ? rawBoot(told) : told;
  const forMs = Math.max(0, nowMs - Date.parse(boot.began));
  const isOpen = OPEN.has(phone.word);
  const layout = layOut(boot, scale, isOpen ? forMs : undefined);
  return (
    <section class="boot" aria-labelledby="boot">
      <h2 id="boot">
        {t.boot}{' '}
        <span class="dim">
          {t.bootBegan(t.format.time(boot.began, nowMs))}
          {isOpen && `, ${t.format.lasting(forMs)}`}
        </span>
      </h2>
      {boot.leftOut > 0 && <p class="dim">{t.leftOut(boot.leftOut)}</p>}
      <ol class="steps">
        {boot.steps.map((step, at) => (
          <StepRow key={`${step.atMs} ${step.what} ${at}`} step={step} place={layout.steps[at]} />
        ))}
        {boot.next.map((next, at) => (
          <NextRow
            key={`${next.what} ${at}`}
            next={next}
            place={layout.next[at]}
            forMs={isOpen ? forMs : undefined}
          />
        ))}
      </ol>
      <Choice label={t.form} texts={t.forms} all={FORMS} chosen={form} onChoose={setForm} />
      <Choice label={t.scale} texts={t.scales} all={SCALES} chosen={scale} onChoose={setScale} />
    </section>
  );
}

function Choice<T extends string>({
  label,
  texts,
  all,
  chosen,
  onChoose,
}: {
  readonly label: string;
  readonly texts: Readonly<Record<T, string>>;
  readonly all: readonly T[];
  readonly chosen: T;
  readonly onChoose: (each: T) => void;
}) {
  return (
    <fieldset class="scales" aria-label={label}>
      {all.map((each) => (
        <button
          type="button"
          key={each}
          class="small"
          aria-pressed={each === chosen}
          onClick={() => onChoose(each)}
        >
          {texts[each]}
        </button>
      ))}
    </fieldset>
  );
}

function StepRow({ step, place }: { readonly step: RawStep; readonly place: Place | undefined }) {
  const { atMs, what, outcome, count, everyMs, between, mark } = step;
  return (
    <li class={mark && 'here'}>
      <span class="at">{t.format.seconds(atMs)}</span>
      <Lane place={place} />
      <span class="step">
        <b>{what}</b> {outcome}
        {count > 1 && (
          <span class="times">
            {t.repeated(count, everyMs === undefined ? undefined : t.format.lasting(everyMs))}
          </span>
        )}
        {between !== undefined && <span class="times">{t.between(between)}</span>}
        {mark && <strong class="mark">← {t.here[mark]}</strong>}
      </span>
    </li>
  );
}

/** `forMs`: how long the boot has gone on; undefined: it does not. */
function NextRow({
  next,
  place,
  forMs,
}: {
  readonly next: NextAnswer;
  readonly place: Place | undefined;
  readonly forMs: number | undefined;
}) {
  return (
    <li class="next">
      <span class="at" aria-hidden="true">
        ·····
      </span>
      <Lane place={place} />
      <span class="step">
        <b>{next.what}</b> {next.purpose}
        <span class="times">{whenText(next.dueMs, forMs)}</span>
      </span>
    </li>
  );
}

function whenText(dueMs: number | undefined, forMs: number | undefined): string {
  if (dueMs === undefined) return t.comesAfter;
  if (forMs === undefined) return t.expected;
  const leftMs = dueMs - forMs;
  const text = t.format.lasting(Math.abs(leftMs));
  return leftMs > 0 ? t.expectedBy(text) : t.expectedSince(text);
}

/** Decoration: what it shows is said beside it. */
function Lane({ place }: { readonly place: Place | undefined }) {
  const percent = (share: number) => `${Math.round(share * 1_000) / 10}%`;
  return (
    <svg class="lane" aria-hidden="true">
      {place && (
        <>
          <rect class="wait" x={percent(place.from)} width={percent(place.to - place.from)} />
          {(place.marks.length > 0 ? place.marks : [place.from]).map((mark) => (
            <rect key={mark} class="work" x={percent(mark)} width="3" />
          ))}
        </>
      )}
    </svg>
  );
}
