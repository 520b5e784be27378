// Asks the server, below whatever path the page is at. What goes wrong is a value with a sentence.

import type { Problem } from '../page/wire/acting.js';
import { t } from './texts/language.js';

export type Asked<T> = { readonly ok: true; readonly value: T } | Refused;

export interface Refused {
  readonly ok: false;
  readonly status: number;
  readonly why: string;
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Of the API: `phones/5c:fc:66:5d:4f:9a`, in the language of the page. */
export function urlOf(path: string): string {
  const url = new URL(`api/v1/${path}`, document.baseURI);
  url.searchParams.set('lang', t.lang);
  return url.href;
}

/** Status 0: no answer at all; its sentence is empty then. */
export async function ask<T>(
  path: string,
  method: Method = 'GET',
  body?: unknown,
  signal?: AbortSignal,
): Promise<Asked<T>> {
  try {
    const answer = await fetch(urlOf(path), {
      method,
      // Behind a proxy that logs people in, too.
      credentials: 'same-origin',
      cache: 'no-store',
      ...(method !== 'GET' &&
        method !== 'HEAD' && {
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body ?? {}),
        }),
      ...(signal && { signal }),
    });
    if (answer.ok) return { ok: true, value: await contentOf<T>(answer) };
    return { ok: false, status: answer.status, why: await reasonOf(answer) };
  } catch {
    return { ok: false, status: 0, why: '' };
  }
}

async function contentOf<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

async function reasonOf(answer: Response): Promise<string> {
  try {
    const { title, detail }: Problem = await answer.json();
    return detail ?? title;
  } catch {
    return `${answer.status} ${answer.statusText}`.trim();
  }
}
