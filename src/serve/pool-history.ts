// How full each pool was in the last day: a number each five minutes, in columns that is as large on the last day as on the first.

import { formatSubnet } from '../core/ipv4.js';
import type { PoolCounts } from '../dhcp/leases/leases.js';
import type { PoolHistoryAnswer } from '../page/wire/lists.js';
import { sizeOf, usedOf } from './pool-use.js';

export const EVERY_MS = 300_000;
const DAY_MS = 86_400_000;
const POINTS = DAY_MS / EVERY_MS;

export interface PoolHistory {
  /** To be called each EVERY_MS. A pool that is no longer there is forgotten. */
  note(pools: readonly PoolCounts[], wallMs: number): void;
  answer(): readonly PoolHistoryAnswer[];
}

interface Past {
  readonly used: Uint32Array;
  points: number;
  next: number;
  size: number;
  untilMs: number;
}

export function createPoolHistory(): PoolHistory {
  let ofPools = new Map<string, Past>();
  return {
    note(pools, wallMs) {
      const before = ofPools;
      ofPools = new Map();
      for (const pool of pools) {
        const network = formatSubnet(pool.subnet);
        const past = before.get(network) ?? noPast();
        past.used[past.next] = usedOf(pool);
        past.next = (past.next + 1) % POINTS;
        past.points = Math.min(POINTS, past.points + 1);
        past.size = sizeOf(pool);
        past.untilMs = wallMs;
        ofPools.set(network, past);
      }
    },
    answer: () =>
      [...ofPools].map(([network, past]) => ({
        network,
        size: past.size,
        everySeconds: EVERY_MS / 1_000,
        until: new Date(past.untilMs).toISOString(),
        used: inOrder(past),
      })),
  };
}

function noPast(): Past {
  return { used: new Uint32Array(POINTS), points: 0, next: 0, size: 0, untilMs: 0 };
}

/** The oldest first. */
function inOrder({ used, points, next }: Past): readonly number[] {
  return Array.from(
    { length: points },
    (_, at) => used[(next - points + at + POINTS) % POINTS] ?? 0,
  );
}

/** Notes by the clock, now and then; the process ends all the same. */
export function watchPools(
  pools: () => readonly PoolCounts[],
  wallMs: () => number,
): Pick<PoolHistory, 'answer'> & { close(): Promise<void> } {
  const history = createPoolHistory();
  const note = () => history.note(pools(), wallMs());
  note();
  const timer = setInterval(note, EVERY_MS).unref();
  return {
    answer: history.answer,
    async close() {
      clearInterval(timer);
    },
  };
}
