// Asks for what a view shows, and again while it is shown.

import { useEffect, useState } from 'preact/hooks';
import { type Asked, ask } from '../ask.js';
import { all as t } from '../texts/language.js';

export interface Answered<T> {
  /** Of the last answer that came, while the next one is on its way; undefined: none has come. */
  readonly value: T | undefined;
  /** The last question was not answered. */
  readonly failed: Exclude<Asked<T>, { ok: true }> | undefined;
  again(): void;
}

/** `everyMs`: after an answer; the question is asked anew when `key` is another. */
export function useAnswer<T>(path: string, everyMs: number, key: unknown = undefined): Answered<T> {
  const [asked, setAsked] = useState<{ path: string; value?: T; failed?: Answered<T>['failed'] }>({
    path,
  });
  const [round, setRound] = useState(0);

  // `key`, `round` and another language say that it is time.
  useEffect(() => {
    const stop = new AbortController();
    let timer: number | undefined;
    async function next(): Promise<void> {
      if (document.hidden) {
        timer = window.setTimeout(next, everyMs);
        return;
      }
      const answer = await ask<T>(path, 'GET', undefined, stop.signal);
      if (stop.signal.aborted) return;
      if (answer.ok) setAsked({ path, value: answer.value });
      else setAsked((before) => ({ ...(before.path === path && before), path, failed: answer }));
      timer = window.setTimeout(next, everyMs);
    }
    void next();
    return () => {
      stop.abort();
      window.clearTimeout(timer);
    };
  }, [path, everyMs, key, round, t.lang]);

  const isOfPath = asked.path === path;
  return {
    value: isOfPath ? asked.value : undefined,
    failed: isOfPath ? asked.failed : undefined,
    again: () => setRound((before) => before + 1),
  };
}
