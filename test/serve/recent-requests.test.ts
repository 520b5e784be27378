// The last requests: a bounded ring, and what of it is new to whoever asks again.

import { expect, it } from 'vitest';
import type { Ipv4 } from '../../src/core/ipv4.js';
import type { Mac } from '../../src/core/mac.js';
import type { DhcpExchange } from '../../src/dhcp/exchange.js';
import { createRecentRequests } from '../../src/serve/recent-requests.js';

const PHONE = '5c:fc:66:00:00:01' as Mac;
const file = (fileName: string) => ({
  ...{ protocol: 'tftp' as const, address: '10.0.0.9', fileName, outcome: 'sent' },
  ...{ bytes: 7, durationMs: 3 },
});
const discover = {
  ...{ mac: PHONE, type: 'DISCOVER', reply: 'OFFER', why: 'pooled' },
  ...{ address: 0x0a000005 as Ipv4, ms: 1 },
} as unknown as DhcpExchange;

it('keeps so many, tells those after a number, and all to who was told by another server', () => {
  let nowMs = 0;
  const recent = createRecentRequests(() => nowMs++, 3);
  for (const name of ['a', 'b', 'c', 'd']) recent.request(file(name), undefined);
  const names = (seq: number) => recent.since(seq).map((each) => each.file?.fileName);
  expect([recent.seq, names(0), names(3), names(4), names(99)]).toEqual([
    4,
    ['b', 'c', 'd'],
    ['d'],
    [],
    ['b', 'c', 'd'],
  ]);
  expect(recent.since(3)).toMatchObject([{ seq: 4, atMs: 3, protocol: 'tftp', ms: 3 }]);
});

it('tells nothing of what stood in its place before', () => {
  const recent = createRecentRequests(() => 0, 1);
  recent.request(file('a'), PHONE);
  recent.exchange(discover);
  expect(recent.since(0)).toEqual([
    {
      ...{ seq: 2, atMs: 0, protocol: 'dhcp', mac: PHONE, ms: 1, file: undefined },
      dhcp: { type: 'DISCOVER', reply: 'OFFER', why: 'pooled', address: 0x0a000005 },
    },
  ]);
  recent.exchange({ ...discover, reply: undefined, address: undefined } as unknown as DhcpExchange);
  expect(recent.since(2)[0]?.dhcp).toEqual({ type: 'DISCOVER', why: 'pooled' });
});
