// Who may act: whoever showed the token once has a session, which is a random number in a cookie. Kept in memory alone, and
// never longer than it is used. Time and randomness are arguments.

import { createHash, timingSafeEqual } from 'node:crypto';

export interface SessionsOptions {
  /** Whoever shows this may act. */
  readonly token: string;
  /** Milliseconds that never go back. */
  now(): number;
  /** So many bytes that nobody guesses. */
  random(bytes: number): Uint8Array;
}

export type Tried = 'right' | 'wrong' | 'throttled';

export interface Sessions {
  /** Whether this is the token. `address`: of who says so. */
  try(token: string, address: string): Tried;
  /** Its cookie. To be called for who showed the token. */
  begin(): string;
  /** Its name for people, of a session that is open, which is thereby open for longer; undefined: it is not. */
  use(cookie: string): string | undefined;
  end(cookie: string): void;
  readonly size: number;
}

export const SESSION_MS = 12 * 3_600_000;
/** The one used last but so many ends for a new one. */
export const SESSIONS_MAX = 64;
const MINUTE_MS = 60_000;
/** Wrong tokens in a minute: of one address, and of all. */
export const WRONG_MAX = { ofOne: 10, ofAll: 100 } as const;

const COOKIE_BYTES = 32;
const NAME_DIGITS = 6;

export function createSessions({ token, now, random }: SessionsOptions): Sessions {
  const right = digestOf(token);
  /** By the digest of the cookie, which therefore no time of an answer tells; the one used last is the last. */
  const open = new Map<string, number>();
  /** Wrong tries of the last minute, the first of them first. */
  let wrong: { readonly atMs: number; readonly address: string }[] = [];

  function isThrottled(address: string): boolean {
    wrong = wrong.filter(({ atMs }) => now() - atMs < MINUTE_MS);
    const own = wrong.filter((each) => each.address === address).length;
    return own >= WRONG_MAX.ofOne || wrong.length >= WRONG_MAX.ofAll;
  }

  function forgetOld(): void {
    for (const [key, usedMs] of open) if (now() - usedMs >= SESSION_MS) open.delete(key);
  }

  return {
    try(said, address) {
      if (isThrottled(address)) return 'throttled';
      if (timingSafeEqual(digestOf(said), right)) return 'right';
      wrong.push({ atMs: now(), address });
      return 'wrong';
    },
    begin() {
      forgetOld();
      const [oldest] = open.keys();
      if (open.size >= SESSIONS_MAX && oldest !== undefined) open.delete(oldest);
      const cookie = Buffer.from(random(COOKIE_BYTES)).toString('base64url');
      open.set(keyOf(cookie), now());
      return cookie;
    },
    use(cookie) {
      const key = keyOf(cookie);
      const usedMs = open.get(key);
      open.delete(key);
      if (usedMs === undefined || now() - usedMs >= SESSION_MS) return undefined;
      open.set(key, now());
      return key.slice(0, NAME_DIGITS);
    },
    end(cookie) {
      open.delete(keyOf(cookie));
    },
    get size() {
      return open.size;
    },
  };
}

/** Of one length, whatever was said. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function keyOf(cookie: string): string {
  return digestOf(cookie).toString('hex');
}
