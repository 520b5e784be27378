// Asks for what a view shows, and again while it is shown.

import { useEffect, useState } from 'preact/hooks';
import { ask, type Refused } from '../ask.js';
import { all as t } from '../texts/language.js';

export interface Answered<T> {
  /** Of the last answer that came, while the next one is on its way; undefined: none has come. */
  readonly value: T | undefined;
  /** The last question was not answered. */
  readonly failed: Refused | undefined;
  again(): void;
}

export interface Repeated {
  /** The question is asked anew when it is another. */
  readonly key?: unknown;
  /** What goes with it, by POST, where only who is logged in may ask; absent: it is asked by GET. */
  readonly wish?: unknown;
}

/** `everyMs`: after an answer. */
export function useAnswer<T>(
  path: string,
  everyMs: number,
  { key, wish }: Repeated = {},
): Answered<T> {
  const said = wish === undefined ? '' : JSON.stringify(wish);
  const of = `${path} ${said}`;
  const [asked, setAsked] = useState<{ of: string; value?: T; failed?: Refused }>({
    of,
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
      const method = wish === undefined ? 'GET' : 'POST';
      const answer = await ask<T>(path, method, wish, stop.signal);
      if (stop.signal.aborted) return;
      if (answer.ok) setAsked({ of, value: answer.value });
      else setAsked((before) => ({ ...(before.of === of && before), of, failed: answer }));
      timer = window.setTimeout(next, everyMs);
    }
    void next();
    return () => {
      stop.abort();
      window.clearTimeout(timer);
    };
  }, [of, everyMs, key, round, t.lang]);

  const isOfThis = asked.of === of;
  return {
    value: isOfThis ? asked.value : undefined,
    failed: isOfThis ? asked.failed : undefined,
    again: () => setRound((before) => before + 1),
  };
}
