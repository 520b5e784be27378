// Spans of time as people write them: a number and its unit.

import type { TextFault } from './text-fault.js';

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};
const WRITTEN = /^(\d+)([smhdw])$/;
/** All ones in 32 bits is "infinite" on the wire (RFC 2131 section 3.3). */
export const INFINITE_SECONDS = 0xffff_ffff;
/** An endless lease is kept with the end that its seconds have: half a lifetime of them is no time that anyone meant. */
export const ENDLESS_MS = (INFINITE_SECONDS / 2) * 1_000;

/** Seconds of `8h` or `infinite`; undefined: leaseFault says why not. */
export function parseLease(text: string): number | undefined {
  return leaseFault(text) === undefined ? secondsOf(text) : undefined;
}

/** A time that a DHCP server can promise. */
export function leaseFault(text: string): TextFault | undefined {
  const seconds = secondsOf(text);
  if (seconds === undefined) {
    return { what: 'is no time: it is a number and s, m, h, d or w', hint: hintFor(text) };
  }
  if (seconds === 0) return { what: 'is no time at all', hint: 'write 8h' };
  if (seconds < INFINITE_SECONDS || text === 'infinite') return undefined;
  return { what: 'is longer than the 32 bits of the wire can say', hint: 'write 30d, or infinite' };
}

const ENDLESS = /^(inf\w*|never|forever|endless|unlimited|∞|-1)$/i;
/** `8 h`, `8H`, `8hours`, `PT8H`. */
const NEARLY = /^(?:PT?)?\s*(\d+)\s*(s|m(?!o)|h|d|w)(?:ec|in|our|ay|eek|r)?[a-z]*$/i;
/** `1h30m`, `1.5h`, `1mo`, `1y`, of units that may be written out. */
const PARTS = /(\d+(?:[.,]\d+)?)\s*(s|mo|m|h|d|w|y)[a-z]*/gi;
const LONG_SECONDS: Readonly<Record<string, number>> = { mo: 30 * 86_400, y: 365 * 86_400 };
/** A lease of so many hours is a month long: a larger number alone is of seconds, as other servers count. */
const MOST_HOURS = 720;

function hintFor(text: string): string {
  if (ENDLESS.test(text)) return 'write infinite';
  if (/^0+$/.test(text)) return 'write 8h, 30m, 7d or infinite';
  if (/^\d+$/.test(text)) {
    const unit = Number(text) > MOST_HOURS ? 's, if seconds' : 'h, if hours';
    return `write ${text}${unit} are meant`;
  }
  const [, digits, unit = ''] = NEARLY.exec(text) ?? [];
  const meant = digits === undefined ? inOneUnit(text) : `${digits}${unit.toLowerCase()}`;
  return `write ${meant ?? '8h, 30m, 7d or infinite'}`;
}

function inOneUnit(text: string): string | undefined {
  if (text.replaceAll(PARTS, '').trim() !== '') return undefined;
  let seconds = 0;
  for (const [, count = '', unit = ''] of text.matchAll(PARTS)) {
    const name = unit.toLowerCase();
    const one = UNIT_SECONDS[name] ?? LONG_SECONDS[name] ?? 0;
    seconds += Number(count.replace(',', '.')) * one;
  }
  if (!Number.isInteger(seconds) || seconds === 0 || seconds >= INFINITE_SECONDS) return undefined;
  const unit = ['d', 'h', 'm'].find((each) => seconds % (UNIT_SECONDS[each] ?? 1) === 0) ?? 's';
  return `${seconds / (UNIT_SECONDS[unit] ?? 1)}${unit}`;
}

function secondsOf(text: string): number | undefined {
  if (text === 'infinite') return INFINITE_SECONDS;
  const [, digits, unit = ''] = WRITTEN.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * (UNIT_SECONDS[unit] ?? 1);
}
