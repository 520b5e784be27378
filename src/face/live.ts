// Hears from the server what changes, while the page is seen. A hidden page closes its stream: a browser has few for a host.

import type { LiveSite, PhonesChange } from '../page/wire/live.js';
import { ask, urlOf } from './ask.js';
import { keepPhones, type Phones } from './phones.js';

/** `full`: the server has no place for one more who watches. */
export type Link = 'connecting' | 'live' | 'lost' | 'full' | 'paused' | 'login';

export interface Live {
  readonly phones: Phones;
  readonly site: LiveSite | undefined;
  readonly link: Link;
  /** The server's clock when it was last heard. */
  readonly heardMs: number | undefined;
  /** The server's clock now; of this machine, as long as it was not heard. */
  nowMs(): number;
  /** Begins again: after a login, or when nothing was heard. */
  connect(): void;
}

const RETRY_MS = 3_000;

/**
 * `onChange` is called as often as something new is to be drawn, `onAgain` where the server that answers may be another than
 * the one that was heard before.
 */
export function startLive(onChange: () => void, onAgain: () => void): Live {
  const phones = keepPhones();
  let site: LiveSite | undefined;
  let link: Link = 'connecting';
  let stream: EventSource | undefined;
  let retry: number | undefined;
  /** What was heard last, where all were heard; a stream that is opened again goes on from there. */
  let last = '';
  let frame: number | undefined;
  /** The server's clock less this machine's. */
  let aheadMs = 0;
  let heardMs: number | undefined;

  const nowMs = () => Date.now() + aheadMs;

  /** Many pieces that come at once are drawn once. */
  function become(next: Link): void {
    link = next;
    if (frame !== undefined) return;
    frame = requestAnimationFrame(() => {
      frame = undefined;
      onChange();
    });
  }

  function close(): void {
    stream?.close();
    stream = undefined;
    clearTimeout(retry);
  }

  function connect(): void {
    close();
    if (document.hidden) {
      become('paused');
      return;
    }
    if (link !== 'lost' && link !== 'full') become('connecting');
    if (last === '') phones.beginAgain();
    const own = new EventSource(urlOf(last === '' ? 'events' : `events?last=${last}`));
    stream = own;
    hear(own, 'phones', (change: PhonesChange) => phones.take(change));
    hear(own, 'site', takeSite);
    // It tells them all by the same stream.
    own.addEventListener('again', () => {
      last = '';
      phones.beginAgain();
      onAgain();
    });
    own.addEventListener('error', () => void failed(own));
  }

  function hear<T>(own: EventSource, event: string, take: (data: T) => void): void {
    own.addEventListener(event, ({ data, lastEventId }: MessageEvent<string>) => {
      take(JSON.parse(data));
      if (phones.isWhole) last = lastEventId;
      heardMs = nowMs();
      become('live');
    });
  }

  function takeSite(next: LiveSite): void {
    site = next;
    aheadMs = Date.parse(next.now) - Date.now();
  }

  /** The browser tries again by itself, unless it was refused. */
  async function failed(own: EventSource): Promise<void> {
    if (own !== stream) return;
    if (own.readyState !== EventSource.CLOSED) return become('lost');
    close();
    retry = window.setTimeout(connect, RETRY_MS);
    const asked = await ask('events', 'HEAD');
    if (stream) return;
    if (asked.ok || asked.status !== 401) {
      return become(!asked.ok && asked.status === 503 ? 'full' : 'lost');
    }
    clearTimeout(retry);
    become('login');
  }

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      close();
      become('paused');
    } else connect();
  });
  connect();

  return {
    phones,
    get site() {
      return site;
    },
    get link() {
      return link;
    },
    get heardMs() {
      return heardMs;
    },
    nowMs,
    connect,
  };
}
