// What a phone was last given, by the leases on the disk.

import { expect, it } from 'vitest';
import { INFINITE_SECONDS } from '../../src/core/duration.js';
import type { Ipv4 } from '../../src/core/ipv4.js';
import type { Mac } from '../../src/core/mac.js';
import type { Lease } from '../../src/dhcp/leases/lease.js';
import { lastLeases } from '../../src/serve/story/last-leases.js';
import { LAB, snapshotOf } from './snapshot-under-test.js';

const MAC = '5c:fc:66:00:00:01' as Mac;
const ADDRESS = 0x0a140199 as Ipv4;
const OTHER = 0x0a140198 as Ipv4;
const NOW = Date.UTC(2026, 10, 28);
const lease = (given: Partial<Lease> = {}): Lease => ({
  ...{ address: ADDRESS, state: 'bound', client: `mac:${MAC}`, mac: MAC, untilMs: NOW + 1 },
  ...given,
});
const { networks } = snapshotOf(LAB).site;
const lastOf = (...leases: readonly Lease[]) => lastLeases(leases, networks, NOW).get(MAC);

it('is what runs, and what has run out', () => {
  const network = '10.20.1.0/24';
  expect(lastOf(lease())).toEqual({ address: ADDRESS, network, untilMs: NOW + 1 });
  expect(lastOf(lease({ untilMs: NOW - 1 }))).toMatchObject({ untilMs: NOW - 1 });
});

it('is the later of two, in whatever order', () => {
  const both = [lease(), lease({ address: OTHER, untilMs: NOW })];
  for (const all of [both, both.toReversed()]) {
    expect(lastOf(...all)).toMatchObject({ address: ADDRESS });
  }
});

it('is none where it was given back last, whatever else had been given before', () => {
  const released = lease({ address: OTHER, state: 'free', untilMs: NOW });
  expect(lastOf(released)).toBeUndefined();
  expect(lastOf(lease({ untilMs: NOW - 1 }), released)).toBeUndefined();
  expect(lastOf(lease(), released)).toMatchObject({ address: ADDRESS });
});

it('is never what it declined', () => {
  const declined = lease({ address: OTHER, state: 'resting', untilMs: NOW + 9 });
  expect(lastOf(declined)).toBeUndefined();
  expect(lastOf(lease(), declined)).toMatchObject({ address: ADDRESS });
});

it('has no end where that was given without', () => {
  const untilMs = NOW + INFINITE_SECONDS * 1_000;
  expect(lastOf(lease({ untilMs }))).toMatchObject({ untilMs: Infinity });
});
