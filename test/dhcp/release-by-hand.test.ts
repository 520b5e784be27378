// What the administrator takes back while the server runs: on the disk first, then in memory, then said.

import { describe, expect, it } from 'vitest';
import { codedError } from '../../src/core/coded-error.js';
import { encodeMessage } from '../../src/dhcp/message/message.js';
import { createServer } from './server-under-test.js';
import {
  FREE,
  GUEST,
  GUESTS_LEASE,
  lease,
  message,
  NOW,
  OTHER_GUEST,
  SERVER,
} from './wire-under-test.js';

const SECOND = lease('10.40.0.52', 'bound', GUEST);
const OTHERS = lease('10.20.1.103', 'bound', OTHER_GUEST);
const GONE = lease('10.20.1.100', 'bound', GUEST, { untilMs: NOW });

const renewal = encodeMessage(message('REQUEST', { from: GUEST, ciaddr: FREE }));

describe('a lease that is released by hand', () => {
  it('is free when the disk has it, and held until then', async () => {
    const { server, waiting } = createServer({ known: [GUESTS_LEASE, OTHERS] });
    const released = server.release(GUEST);
    expect(waiting.map((each) => each.lease)).toEqual([
      { ...GUESTS_LEASE, state: 'free', untilMs: NOW },
    ]);
    expect(server.holderOf(GUESTS_LEASE.address)).toBe(GUEST);
    waiting[0]?.resolve();
    expect(await released).toEqual([GUESTS_LEASE]);
    expect(server.holderOf(GUESTS_LEASE.address)).toBeUndefined();
    expect(server.holderOf(OTHERS.address)).toBe(OTHER_GUEST);
  });

  it('can be had by another client', async () => {
    const { server, waiting, wire } = createServer({ known: [GUESTS_LEASE] });
    const ask = { from: OTHER_GUEST, requested: GUESTS_LEASE.address, server: SERVER };
    const released = server.release(GUEST);
    waiting[0]?.resolve();
    await released;
    wire.receive(encodeMessage(message('REQUEST', ask)));
    expect(waiting.at(-1)?.lease).toMatchObject({
      address: GUESTS_LEASE.address,
      mac: OTHER_GUEST,
    });
  });

  it('is any that the phone holds, and none that ran out', async () => {
    const { server, waiting } = createServer({ known: [GUESTS_LEASE, SECOND, GONE] });
    const released = server.release(GUEST);
    for (const each of waiting) each.resolve();
    expect(new Set(await released)).toEqual(new Set([GUESTS_LEASE, SECOND]));
    expect(waiting).toHaveLength(2);
  });

  it('stays with its phone where the disk refuses', async () => {
    const { server, waiting } = createServer({ known: [GUESTS_LEASE] });
    const released = server.release(GUEST);
    waiting[0]?.reject(codedError('ENOSPC', 'no room'));
    await expect(released).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(server.holderOf(GUESTS_LEASE.address)).toBe(GUEST);
  });

  it('stays with a phone that renews it before the disk is done', async () => {
    const { server, waiting, wire } = createServer({ known: [GUESTS_LEASE] });
    const released = server.release(GUEST);
    wire.receive(renewal);
    expect(waiting.map((each) => each.lease.state)).toEqual(['free', 'bound']);
    for (const each of waiting) each.resolve();
    expect(await released).toEqual([]);
    expect(server.holderOf(GUESTS_LEASE.address)).toBe(GUEST);
  });
});
