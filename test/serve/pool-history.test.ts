// How full pools were: a number each five minutes, for a day, of those that are there.

import { describe, expect, it } from 'vitest';
import { type Ipv4, parseIpv4 } from '../../src/core/ipv4.js';
import { createPoolHistory } from '../../src/serve/pool-history.js';
import { faultsOf } from './answer-schema.js';

const pool = (network: string, bound: number, free = 50 - bound) => ({
  subnet: { network: parseIpv4(network) as Ipv4, prefix: 24 },
  counts: { free, bound, offered: 1, resting: 2 },
});

describe('the history of pools', () => {
  it('counts all that nobody else can have, oldest first, and says when', () => {
    const history = createPoolHistory();
    history.note([pool('10.20.1.0', 4), pool('10.30.1.0', 0)], 0);
    history.note([pool('10.20.1.0', 9), pool('10.30.1.0', 1)], 300_000);
    const told = history.answer();
    expect(told).toEqual([
      {
        ...{ network: '10.20.1.0/24', size: 53, everySeconds: 300 },
        ...{ until: '1970-01-01T00:05:00.000Z', used: [7, 12] },
      },
      expect.objectContaining({ network: '10.30.1.0/24', used: [3, 4] }),
    ]);
    expect(told.flatMap((each) => faultsOf('PoolHistoryAnswer', each))).toEqual([]);
  });

  it('keeps a day, whatever comes', () => {
    const history = createPoolHistory();
    for (let at = 0; at < 1_000; at += 1) history.note([pool('10.20.1.0', at, 5)], at);
    const [told] = history.answer();
    expect(told?.used).toHaveLength(288);
    expect(told?.used[0]).toBe(1_000 - 288 + 3);
    expect(told?.used.at(-1)).toBe(999 + 3);
  });

  it('forgets a pool that is no longer there', () => {
    const history = createPoolHistory();
    history.note([pool('10.20.1.0', 1), pool('10.30.1.0', 1)], 0);
    history.note([pool('10.30.1.0', 2)], 1);
    expect(history.answer().map(({ network, used }) => [network, used])).toEqual([
      ['10.30.1.0/24', [4, 5]],
    ]);
  });
});
