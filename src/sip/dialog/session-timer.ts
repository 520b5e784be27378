// How long a session lives without a sign (RFC 4028). Pure.

import type { SessionTimer } from '../agent/user-agent.js';
import { headerOf } from '../message/headers.js';
import type { SipHeader, SipMessage } from '../message/message.js';
import { parseParams } from '../message/params.js';

export interface SessionExpires {
  readonly seconds: number;
  readonly minSe?: number;
}

/** RFC 4028 section 5: nobody may ask for less. */
export const MIN_SE_SECONDS = 90;

/** What our INVITE says. */
export function timerHeaders(
  { seconds, minSe = MIN_SE_SECONDS }: SessionExpires,
  refresher = '',
): readonly SipHeader[] {
  return [
    { name: 'Supported', value: 'timer' },
    { name: 'Session-Expires', value: `${seconds}${refresher}` },
    { name: 'Min-SE', value: String(minSe) },
  ];
}

/**
 * What a refresh of ours says (section 7.4): the interval that was agreed on, and that who refreshes goes on to do so. Where
 * nothing was agreed on, what is `wanted`; undefined: nothing. `minSe`: the longest that the other side has said, in seconds.
 */
export function refreshHeaders(
  agreed: SessionTimer | undefined,
  wanted: SessionExpires | undefined,
  minSe: number,
): readonly SipHeader[] {
  const least = (seconds: number) => ({ seconds: Math.max(seconds, minSe), minSe });
  if (agreed === undefined) return wanted === undefined ? [] : timerHeaders(least(wanted.seconds));
  const refresher = agreed.refresher === 'us' ? 'uac' : 'uas';
  return timerHeaders(least(agreed.seconds), `;refresher=${refresher}`);
}

/** Of an answer 422, or a request of theirs (section 7.4): in seconds, MIN_SE_SECONDS at least. */
export function minSeOf(message: SipMessage): number {
  return Math.max(MIN_SE_SECONDS, secondsOf(headerOf(message, 'Min-SE') ?? '') ?? 0);
}

/** `isOurs`: of an answer to our INVITE or UPDATE; else of theirs. Undefined: there is no timer. */
export function sessionTimerOf(message: SipMessage, isOurs: boolean): SessionTimer | undefined {
  const value = headerOf(message, 'Session-Expires');
  if (value === undefined) return undefined;
  const seconds = secondsOf(value);
  if (seconds === undefined) return undefined;
  const at = value.indexOf(';');
  const refresher = parseParams(at < 0 ? '' : value.slice(at))?.get('refresher') ?? 'uac';
  return { seconds, refresher: (refresher === 'uac') === isOurs ? 'us' : 'them' };
}

/** Of 422 (section 6): what would be long enough. Undefined: it does not say. */
export function wantedExpires(message: SipMessage): SessionExpires | undefined {
  const seconds = secondsOf(headerOf(message, 'Min-SE') ?? '');
  return seconds === undefined ? undefined : { seconds, minSe: seconds };
}

/** What our 2xx to their INVITE or UPDATE says: the interval that they asked for, and that they refresh. */
export function acceptedTimer(request: SipMessage): readonly SipHeader[] {
  const timer = sessionTimerOf(request, false);
  if (timer === undefined) return [];
  const refresher = timer.refresher === 'us' ? 'uas' : 'uac';
  return [
    { name: 'Require', value: 'timer' },
    { name: 'Session-Expires', value: `${timer.seconds};refresher=${refresher}` },
  ];
}

/** A day is longer than any session needs, and keeps the arithmetic of timers small. */
const MAX_SECONDS = 86_400;

function secondsOf(value: string): number | undefined {
  const digits = /^\d+(?=$|[ \t]*;)/.exec(value)?.[0];
  return digits === undefined ? undefined : Math.min(Number(digits), MAX_SECONDS);
}
