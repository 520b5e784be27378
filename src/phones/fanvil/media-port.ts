// At which port media may begin, whether the inventory says it or a file.

import { beginsTooLow } from '../../core/port-range.js';
import { risky } from '../../findings/evidence.js';
import { saidBy } from './tables/sources.js';

export const ODD_MEDIA_PORT = risky(
  'Ports for media that begin at an odd one',
  'write an even one: RTP begins at even ports',
  saidBy('rfc3550'),
);

/**
 * RFC 3550 section 11: who is given an odd one for RTP takes the even one below, which is in no range. Of one that is too low
 * another range is asked for already.
 */
export function isOddMediaPort(first: number): boolean {
  return first % 2 === 1 && !beginsTooLow({ first, last: first });
}
