// While leases cannot be written: who is answered all the same, who waits, and what the disk hears when it works again.

import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../src/core/ipv4.js';
import type { Mac } from '../../src/core/mac.js';
import { openLeaseJournal } from '../../src/dhcp/journal/journal.js';
import { readJournalContent } from '../../src/dhcp/journal/journal-reader.js';
import type { Lease } from '../../src/dhcp/leases/lease.js';
import { type DhcpMessage, encodeMessage } from '../../src/dhcp/message/message.js';
import { soak } from '../soak.js';
import { createDisk, noSpace } from './disk-under-test.js';
import { createServer, turn } from './server-under-test.js';
import {
  FREE,
  GUEST,
  lease,
  mac,
  message,
  NOW,
  OTHER_GUEST,
  PHONE,
  PHONE_ADDRESS,
  SERVER,
} from './wire-under-test.js';

const HOUR_MS = 3_600_000;
const types = (sent: readonly DhcpMessage[]) => sent.map(({ options }) => options.get(53)?.[0]);
const seconds = ({ options }: DhcpMessage, code: number): number =>
  Buffer.from(options.get(code) ?? []).readUInt32BE();

/** A client that takes an offer, or one that goes on using its address. */
const take = (from: Mac, requested: Ipv4) =>
  encodeMessage(message('REQUEST', { from, requested, server: SERVER }));
const renew = (from: Mac, ciaddr: Ipv4) => encodeMessage(message('REQUEST', { from, ciaddr }));

function serverWith(...known: Lease[]) {
  const under = createServer({ known });
  return {
    ...under,
    /** The request, and what its disk says to it. */
    async refused(datagram: Uint8Array): Promise<void> {
      under.wire.receive(datagram);
      for (const { reject } of under.waiting.splice(0)) reject(noSpace());
      await turn();
    },
  };
}

describe('while leases cannot be written', () => {
  it('a reservation is confirmed in full, for the inventory records it', async () => {
    const { refused, wire, server, said } = serverWith();
    for (let n = 0; n < 3; n += 1) await refused(take(PHONE, PHONE_ADDRESS));
    expect(types(wire.sent)).toEqual([5, 5, 5]);
    expect(wire.sent.map((each) => seconds(each, 51))).toEqual([28800, 28800, 28800]);
    expect(server.stats()).toMatchObject({ unrecorded: 3, journalFailures: 0 });
    const errors = said.filter(({ level }) => level === 'error');
    expect(errors.map(({ fields: { code, count } }) => [code, count])).toEqual([['ENOSPC', 1]]);
  });

  it('a lease of a pool is confirmed for as long as the disk knows it, and no longer', async () => {
    const { refused, wire, time } = serverWith(
      lease('10.20.1.102', 'bound', GUEST, { untilMs: NOW + HOUR_MS }),
    );
    await refused(renew(GUEST, FREE));
    time.monotonicMs += HOUR_MS / 2;
    await refused(renew(GUEST, FREE));
    expect(types(wire.sent)).toEqual([5, 5]);
    const times = wire.sent.map((each) => [51, 58, 59].map((code) => seconds(each, code)));
    expect(times).toEqual([
      [3600, 1800, 3150],
      [1800, 900, 1575],
    ]);
    time.monotonicMs += HOUR_MS / 2;
    await refused(renew(GUEST, FREE));
    expect(types(wire.sent)).toEqual([5, 5]);
  });

  it.each([
    ['nothing', undefined],
    ['a lease that has run out', lease('10.20.1.102', 'bound', GUEST, { untilMs: NOW - 1 })],
    ['an address that was given back', lease('10.20.1.102', 'free', GUEST)],
  ])('a client of whom the disk knows %s must wait', async (_what, known) => {
    const { refused, wire, server, exchanges } = serverWith(...(known ? [known] : []));
    await refused(take(GUEST, FREE));
    await turn();
    expect(wire.sent).toEqual([]);
    expect(server.stats()).toMatchObject({ unrecorded: 0, journalFailures: 1 });
    expect(exchanges.map(({ why, reply }) => [why, reply])).toEqual([
      ['journal-failed', undefined],
    ]);
    expect(server.holderOf(FREE)).toBeUndefined();
  });

  it('an address that could not be given is the next client to have, when the first gives up', async () => {
    const { refused, wire, waiting, time } = serverWith();
    await refused(take(GUEST, FREE));
    await refused(take(OTHER_GUEST, FREE));
    expect(types(wire.sent)).toEqual([6]);
    time.monotonicMs += 60_000;
    wire.receive(take(OTHER_GUEST, FREE));
    waiting[0]?.resolve();
    await turn();
    expect(types(wire.sent)).toEqual([6, 5]);
  });
});

describe('when leases can be written again', () => {
  it('the disk hears all that it missed, as it is by then, and once', async () => {
    const { refused, wire, waiting, said } = serverWith(lease('10.20.1.102', 'bound', GUEST));
    await refused(take(PHONE, PHONE_ADDRESS));
    await refused(renew(GUEST, FREE));
    const release = message('RELEASE', { from: GUEST, ciaddr: FREE, server: SERVER });
    await refused(encodeMessage(release));
    expect(types(wire.sent)).toEqual([5, 5]);

    wire.receive(take(PHONE, PHONE_ADDRESS));
    waiting.splice(0)[0]?.resolve();
    await turn();
    expect(waiting.map(({ lease: { address, state } }) => [address, state])).toEqual([
      [FREE, 'free'],
    ]);
    waiting.splice(0)[0]?.resolve();
    await turn();
    expect(said.at(-1)).toMatchObject({ level: 'info', text: 'leases can be written again' });
    wire.receive(take(PHONE, PHONE_ADDRESS));
    expect(waiting).toHaveLength(1);
  });

  it('also when it stops', async () => {
    const { refused, server, waiting } = serverWith();
    await refused(take(PHONE, PHONE_ADDRESS));
    const closed = server.close();
    await turn();
    expect(waiting.map(({ lease: { address } }) => address)).toEqual([PHONE_ADDRESS]);
    waiting[0]?.resolve();
    await closed;
  });
});

describe('no ACK', () => {
  it('promises an address of the pool for longer than a crash would leave on the disk', async () => {
    const clients = [1, 2, 3, 4].map((n) => mac(`02000000000${n}`));
    const state = { failing: false, seed: 7 };
    const random = (below: number): number => {
      state.seed = (state.seed * 1_103_515_245 + 12_345) & 0x7fff_ffff;
      return (state.seed >> 8) % below;
    };
    const disk = createDisk({
      fails: (name) => (state.failing && name !== 'truncate' ? noSpace() : undefined),
    });
    const path = '/state/leases.jsonl';
    const processes = { self: '1 boot 1', look: () => 'ended' as const };
    const time = { nowMs: NOW };
    const options = {
      path,
      files: disk.files,
      processes,
      nowMs: () => time.nowMs,
      compactBytes: 5000,
    };
    const journal = await openLeaseJournal(options);
    const under = createServer({ journal });
    const addresses = new Map<Mac, Ipv4>();
    const outcomes = { recorded: 0, unrecorded: 0, waited: 0 };

    for (let step = 0; step < soak(200, 400); step += 1) {
      if (step % 25 === 0) state.failing = step % 50 === 25;
      const from = clients[random(4)] ?? GUEST;
      const passedMs = random(HOUR_MS);
      under.time.monotonicMs += passedMs;
      time.nowMs += passedMs;
      under.wire.sent.length = 0;
      under.wire.receive(encodeMessage(message('DISCOVER', { from })));
      const offered = under.wire.sent[0]?.yiaddr;
      if (offered === undefined) continue;
      under.wire.receive(take(from, offered));
      for (let turns = 0; turns < 30; turns += 1) await undefined;
      await turn();
      const ack = under.wire.sent[1];
      if (ack === undefined) {
        outcomes.waited += 1;
        continue;
      }
      outcomes[state.failing ? 'unrecorded' : 'recorded'] += 1;
      addresses.set(from, offered);
      const left = Buffer.from(disk.afterCrash('lose all').text(path) ?? '', 'latin1');
      const known = readJournalContent(left).lines.get(offered)?.lease;
      expect(known, `step ${step}`).toMatchObject({ state: 'bound', mac: from });
      expect(known?.untilMs, `step ${step}`).toBeGreaterThanOrEqual(
        time.nowMs + seconds(ack, 51) * 1000,
      );
    }
    // All three happened, or this has shown nothing.
    for (const count of Object.values(outcomes)) expect(count).toBeGreaterThan(10);
  });
});
