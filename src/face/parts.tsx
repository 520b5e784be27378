// Small things that the list of phones and other views draw.

import type { ComponentChildren } from 'preact';
import type { PhoneRow } from '../page/wire/phone.js';
import { WORDS } from '../timeline/word-table.js';
import { t } from './texts/language.js';

/** Decoration: what it means stands beside it in words. */
export function Sign({ children }: { readonly children: string }) {
  return (
    <span class="sign" aria-hidden="true">
      {children}
    </span>
  );
}

/** A word of a phone: sign and word, never a colour alone. */
export function State({ word, sync }: Pick<PhoneRow, 'word' | 'sync'>) {
  return (
    <span class={`state ${word}`} title={t.wordMeans[word]}>
      <Sign>{WORDS[word].sign}</Sign>
      {t.word[word]}
      {sync === 'stale' && word !== 'stale' && <Stale />}
    </span>
  );
}

function Stale() {
  return (
    <span class="sign stale" role="img" aria-label={t.needsResync} title={t.needsResync}>
      {WORDS.stale.sign}
    </span>
  );
}

/** What the server says in English whatever the page speaks: findings of the inventory, and why something is not to be had. */
export function Said({ children }: { readonly children: ComponentChildren }) {
  return <span lang="en">{children}</span>;
}

/** Decoration: the numbers stand beside it. */
export function Bar({
  done,
  of,
  kind = 'wide',
}: {
  readonly done: number;
  readonly of: number;
  readonly kind?: string;
}) {
  const share = Math.min(1, Math.max(0, done) / Math.max(1, of));
  const width = `${Math.round(share * 1_000) / 10}%`;
  return (
    <svg class={`bar ${kind}`} aria-hidden="true">
      <rect class="rest" width="100%" height="100%" />
      <rect class="done" width={width} height="100%" />
    </svg>
  );
}

/** How long ago, by the server's clock. */
export function Ago({ at, nowMs }: { readonly at: string | undefined; readonly nowMs: number }) {
  if (at === undefined) return <span class="dim">{t.never}</span>;
  const ms = nowMs - Date.parse(at);
  return (
    <time dateTime={at} title={t.format.time(at, nowMs)}>
      {ms < 1_000 ? t.now : t.format.lasting(ms)}
    </time>
  );
}

export function Notice({
  children,
  kind = 'info',
}: {
  readonly children: ComponentChildren;
  readonly kind?: 'info' | 'warning' | 'error';
}) {
  return <p class={`notice ${kind}`}>{children}</p>;
}
