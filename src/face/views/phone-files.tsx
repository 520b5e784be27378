// A phone's file: what it has beside what it would get, what is in it, and which lines have changed. Passwords are asterisks.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { DiffAnswer, FileAnswer, PhoneAnswer } from '../../page/wire/phone.js';
import { type Asked, ask } from '../ask.js';
import { Sign } from '../parts.js';
import { all as t } from '../texts/language.js';
import { Fact, Failed } from './pieces.js';

const SYNC_SIGNS = { current: '=', stale: '≠', unknown: '?' } as const;

export function ItsFile({
  phone: { mac, has, wouldGet, sync, files = [] },
  nowMs,
}: {
  readonly phone: PhoneAnswer;
  readonly nowMs: number;
}) {
  const diff = useAsked<DiffAnswer>(`phones/${mac}/diff`);
  return (
    <section aria-labelledby="its-file">
      <h2 id="its-file">{t.file}</h2>
      <p class={`sync ${sync}`}>
        <Sign>{SYNC_SIGNS[sync]}</Sign> {t.sync[sync]}
      </p>
      <dl class="facts">
        {has && (
          <Fact name={t.has}>
            {has.digest === undefined ? (
              t.format.time(has.at, nowMs)
            ) : (
              <code>{t.digestOf(has.digest, t.format.time(has.at, nowMs))}</code>
            )}
          </Fact>
        )}
        {wouldGet !== undefined && (
          <Fact name={t.wouldGet}>
            <code>{wouldGet}</code>
          </Fact>
        )}
      </dl>
      {sync === 'stale' && (
        <>
          <Toggle {...diff}>{t.showDiff}</Toggle>
          {diff.asked?.ok && <Diff diff={diff.asked.value} />}
        </>
      )}
      {files.map((name) => (
        <File key={name} mac={mac} name={name} />
      ))}
    </section>
  );
}

function File({ mac, name }: { readonly mac: string; readonly name: string }) {
  const file = useAsked<FileAnswer>(`phones/${mac}/file?name=${encodeURIComponent(name)}`);
  return (
    <>
      <Toggle {...file}>
        {t.showFile} <code>{name}</code>
      </Toggle>
      {file.asked?.ok && <Lines text={file.asked.value.text} />}
    </>
  );
}

function Diff({ diff: { files, unknown } }: { readonly diff: DiffAnswer }) {
  if (files.length === 0) return <p class="dim">{unknown ? t.noDiff : t.sharedDiff}</p>;
  return (
    <>
      {files.map(({ name, text }) => (
        <Lines key={name} text={text} isDiff />
      ))}
    </>
  );
}

/** What comes and goes has its sign in front, as `diff -u` writes it. */
function Lines({ text, isDiff = false }: { readonly text: string; readonly isDiff?: boolean }) {
  return (
    <pre class="entry lines">
      <code>
        {isDiff
          ? text.split(/(?<=\n)/).map((line, at) => (
              <span key={at} class={kindOf(line)}>
                {line}
              </span>
            ))
          : text}
      </code>
    </pre>
  );
}

const KINDS: Readonly<Record<string, string>> = { '+': 'good', '-': 'bad', '@': 'dim' };

function kindOf(line: string): string | undefined {
  return /^(---|\+\+\+) /.test(line) ? 'dim' : KINDS[line[0] ?? ''];
}

interface Shown<T> {
  readonly asked: Asked<T> | undefined;
  /** Asks for it, or takes it away. */
  readonly toggle: () => unknown;
}

/** Asked for when somebody wants to see it. */
function useAsked<T>(path: string): Shown<T> {
  const [asked, setAsked] = useState<Asked<T>>();
  return { asked, toggle: async () => setAsked(asked?.ok ? undefined : await ask<T>(path)) };
}

function Toggle({
  asked,
  toggle,
  children,
}: Shown<unknown> & { readonly children: ComponentChildren }) {
  return (
    <p>
      <button type="button" class="small" aria-expanded={asked?.ok === true} onClick={toggle}>
        {children}
      </button>
      {asked && !asked.ok && <Failed {...asked} />}
    </p>
  );
}
