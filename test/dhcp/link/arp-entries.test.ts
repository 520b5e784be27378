import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatIpv4, type Ipv4 } from '../../../src/core/ipv4.js';
import { createArpEntries } from '../../../src/dhcp/link/arp-entries.js';
import { ip } from '../wire-under-test.js';

const HARDWARE = Buffer.from('020000000009', 'hex');

function createTable() {
  const there = new Map<Ipv4, string>();
  const refusals: string[] = [];
  let code: string | undefined;
  const entries = createArpEntries(
    {
      at: () => undefined,
      put(address, _, device) {
        if (code === undefined) there.set(address, device);
        return code;
      },
      remove: (address) => void there.delete(address),
      close() {},
    },
    (each) => refusals.push(each),
  );
  const put = (address: string) => entries.put(ip(address), HARDWARE, 'eth1');
  const refuse = (why: string | undefined) => {
    code = why;
  };
  return { entries, there: () => [...there.keys()].map(formatIpv4), refusals, put, refuse };
}

describe('an entry of the ARP table', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is there for a moment only', () => {
    const { put, there } = createTable();
    expect(put('10.20.1.100')).toBe(true);
    expect(there()).toEqual(['10.20.1.100']);
    vi.advanceTimersByTime(1000);
    expect(there()).toEqual([]);
    expect(put('10.20.1.101')).toBe(true);
    vi.advanceTimersByTime(1000);
    expect(there()).toEqual([]);
  });

  it('is gone when the server ends', () => {
    const { entries, put, there } = createTable();
    put('10.20.1.100');
    entries.close();
    expect(there()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is one of few, and those that get none now get one later', () => {
    const { put, there } = createTable();
    const got = Array.from({ length: 300 }, (_, n) => put(`10.20.${n >> 8}.${n & 255}`));
    expect(got.filter(Boolean)).toHaveLength(256);
    expect(there()).toHaveLength(256);
    vi.advanceTimersByTime(1000);
    expect(put('10.20.1.40')).toBe(true);
  });

  it('is not tried again where it is forbidden, which is said once', () => {
    const { put, refuse, refusals } = createTable();
    refuse('EPERM');
    expect([put('10.20.1.100'), put('10.20.1.100')]).toEqual([false, false]);
    refuse(undefined);
    expect(put('10.20.1.100')).toBe(false);
    expect(refusals).toEqual(['EPERM']);
  });

  it('is tried again where it was refused for now', () => {
    const { put, refuse, refusals } = createTable();
    refuse('ENOBUFS');
    expect(put('10.20.1.100')).toBe(false);
    refuse(undefined);
    expect(put('10.20.1.100')).toBe(true);
    expect(refusals).toEqual([]);
  });
});
