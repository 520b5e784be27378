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
/** Seconds of `8h` or `infinite`; undefined: leaseFault says why not. */
export function parseLease(text: string): number | undefined {
  return leaseFault(text) === undefined ? secondsOf(text) : undefined;
}

/** A time that a DHCP server can promise. */
export function leaseFault(text: string): TextFault | undefined {
  const seconds = secondsOf(text);
  if (seconds === undefined) {
    const hint = /^\d+$/.test(text)
      ? `write ${text}h, if hours are meant`
      : 'write 8h, 30m, 7d or infinite';
    return { what: 'is no time: it is a number and s, m, h, d or w', hint };
  }
  if (seconds === 0) return { what: 'is no time at all', hint: 'write 8h' };
  if (seconds < INFINITE_SECONDS || text === 'infinite') return undefined;
  return { what: 'is longer than the 32 bits of the wire can say', hint: 'write 30d, or infinite' };
}

function secondsOf(text: string): number | undefined {
  if (text === 'infinite') return INFINITE_SECONDS;
  const [, digits, unit = ''] = WRITTEN.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * (UNIT_SECONDS[unit] ?? 1);
}
