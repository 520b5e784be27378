// Control of phones by uaCSTA, for the page: which lines there are, and sessions with them.

import { systemClock } from '../../core/clock.js';
import type { Mac } from '../../core/mac.js';
import { openAgent } from '../agent-on-demand.js';
import type { Desk } from '../desk/desk.js';
import type { DeskAnswer } from '../desk/questions.js';
import { createLineDesk, type LineDesk } from './line-desk.js';

export interface PhoneControl {
  readonly desk: Pick<LineDesk, 'look' | 'open'>;
  linesOf(mac: Mac): Promise<DeskAnswer<'csta'>>;
}

export interface PhoneControlOptions {
  /** What User-Agent says: `offhook/0.1.0`. */
  readonly product: string;
  readonly inventory: Pick<Desk, 'ask'>;
  /** What is served: while that is the same, so are the lines. */
  served(): object;
}

/** Phones whose lines are remembered: pages look every other second. */
const MAX_KNOWN = 64;

export function createPhoneControl(
  options: PhoneControlOptions,
): PhoneControl & Pick<LineDesk, 'close'> {
  const { product } = options;
  const desk = createLineDesk({
    now: systemClock.monotonicMs,
    openAgent: () => openAgent({ product }),
  });
  const known = new Map<Mac, DeskAnswer<'csta'>>();
  let of = options.served();
  return {
    desk,
    close: desk.close,
    async linesOf(mac) {
      if (of !== options.served() || known.size >= MAX_KNOWN) known.clear();
      of = options.served();
      const before = known.get(mac);
      if (before) return before;
      const said = await options.inventory.ask('csta', { mac });
      if ('answer' in said) known.set(mac, said);
      return said;
    },
  };
}
