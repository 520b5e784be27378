// Small things that the views besides the list of phones draw.

import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Refused } from '../ask.js';
import { Notice, Said } from '../parts.js';
import { NO_FILTER, routeHash, type View } from '../route.js';
import { all as t } from '../texts/language.js';

/** A view from its heading on. `failed`: what was asked for it, and not answered. */
export function Page({
  view,
  failed,
  children,
}: {
  readonly view: View;
  readonly failed?: Refused | undefined;
  readonly children: ComponentChildren;
}) {
  return (
    <div class="page">
      <h1 tabIndex={-1}>{t.views[view]}</h1>
      {failed && <Failed {...failed} />}
      {children}
    </div>
  );
}

/** Text of the page, and behind it what the server says of that. */
export function Warning({
  says,
  children,
}: {
  readonly says?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <Notice kind="warning">
      {children} {says !== undefined && <Said>{says}</Said>}
    </Notice>
  );
}

/** To the view of one phone, by its name or whatever else is said of it. */
export function PhoneLink({
  mac,
  isRow = false,
  children = mac,
}: {
  readonly mac: string;
  /** Keys move from one such to the next. */
  readonly isRow?: boolean;
  readonly children?: ComponentChildren;
}) {
  return (
    <a href={routeHash({ view: 'phones', mac, filter: NO_FILTER })} data-row={isRow || undefined}>
      {children}
    </a>
  );
}

/** It may be wider than the screen. `heads`: of its columns, where the cells do not say what they are. */
export function Table({
  heads,
  kind = '',
  children,
}: {
  readonly heads?: readonly string[];
  readonly kind?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <div class={`wide-table ${kind}`}>
      <table>
        {heads && (
          <thead>
            <tr>
              {heads.map((each) => (
                <th key={each} scope="col">
                  {each}
                </th>
              ))}
            </tr>
          </thead>
        )}
        {children}
      </table>
    </div>
  );
}

/** Text to be taken along; where the browser does not hand it out, it can be marked by hand. */
export function Copyable({ text }: { readonly text: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text).catch(() => undefined);
    setCopied(true);
  };
  useEffect(() => {
    if (!isCopied) return;
    const timer = window.setTimeout(() => setCopied(false), 2_000);
    return () => window.clearTimeout(timer);
  }, [isCopied]);
  return (
    <span class="copyable">
      <code>{text}</code>
      {'clipboard' in navigator && (
        <button type="button" class="small" onClick={copy}>
          {isCopied ? t.copied : t.copy}
        </button>
      )}
    </span>
  );
}

/** A button that stays where it is when there is nothing to do for it: who has only keys does not lose his place. */
export function Act({
  isOff = false,
  isMain = false,
  onClick,
  children,
}: {
  readonly isOff?: boolean;
  readonly isMain?: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}) {
  return (
    <button
      type="button"
      class={isMain ? 'main' : undefined}
      aria-disabled={isOff}
      onClick={() => isOff || onClick()}
    >
      {children}
    </button>
  );
}

/** For what is around buttons that make way for what is `shown` in place of them: their focus goes there, and is not lost. */
export function usePlace<E extends HTMLElement>(shown: unknown) {
  const place = useRef<E>(null);
  const before = useRef(shown);
  useEffect(() => {
    if (before.current !== shown && document.activeElement === document.body)
      place.current?.focus();
    before.current = shown;
  }, [shown]);
  return place;
}

export function Failed({ status, why }: Pick<Refused, 'status' | 'why'>) {
  return (
    <p class="notice error" role="alert">
      {t.failed(status === 0 ? t.noAnswer : why)}
    </p>
  );
}

/** A box to be ticked, with its words. */
export function Check({
  isOn,
  onChange,
  children,
}: {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ComponentChildren;
}) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={isOn}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />{' '}
      {children}
    </label>
  );
}

export function Fact({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ComponentChildren;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
