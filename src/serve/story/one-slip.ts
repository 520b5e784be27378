// MACs that somebody who copies one from a label writes in its place: they are few, so that each can be looked up.

import { type Mac, macHex, parseMac } from '../../core/mac.js';

const DIGITS = [...'0123456789abcdef'];

/** Another digit, or two neighbours in the wrong order. */
export function* oneSlipFrom(mac: Mac): Iterable<Mac> {
  const hex = macHex(mac);
  for (let at = 0; at < hex.length; at += 1) {
    const [before, own = '', after] = [hex.slice(0, at), hex[at], hex.slice(at + 1)];
    for (const digit of DIGITS) if (digit !== own) yield macOf(before + digit + after);
    const [next = ''] = after;
    if (next !== '' && next !== own) yield macOf(before + next + own + after.slice(1));
  }
}

function macOf(hex: string): Mac {
  return parseMac(hex) as Mac;
}

/** Whether `oneSlipFrom` the one is the other. */
export function isOneSlip(one: Mac, other: Mac): boolean {
  let [first, second, apart] = [-1, -1, 0];
  for (let at = 0; at < one.length && apart < 3; at += 1) {
    if (one.charCodeAt(at) === other.charCodeAt(at)) continue;
    apart += 1;
    if (apart === 1) first = at;
    else second = at;
  }
  if (apart !== 2) return apart === 1;
  // A colon may stand between the two.
  const isNext = second - first === 1 || (second - first === 2 && one[first + 1] === ':');
  return isNext && one[first] === other[second] && one[second] === other[first];
}
