// A flood of clients that do not exist must cost the inventory's phones nothing.

import { describe, expect, it } from 'vitest';
import { subnetContains } from '../../src/core/ipv4.js';
import { type Mac, parseMac } from '../../src/core/mac.js';
import { encodeMessage } from '../../src/dhcp/message/message.js';
import type { DhcpPolicy } from '../../src/dhcp/policy.js';
import { soak } from '../soak.js';
import { createServer, turn } from './server-under-test.js';
import {
  GUEST,
  GUEST_PROFILE,
  ip,
  LAN,
  message,
  OTHER_GUEST,
  PHONE,
  PHONE_ADDRESS,
  PHONE_PROFILE,
  SERVER,
} from './wire-under-test.js';

const INVENTED = soak(1_500, 20_000);
const inventedMac = (n: number): Mac => {
  const digits = (0x060000000000 + n).toString(16).padStart(12, '0');
  return parseMac(digits) ?? PHONE;
};

/** Everyone is welcome; two phones of ours have no reservation, and the pool has three addresses. */
const POLICY: DhcpPolicy = {
  reservationOf: (who) => (who === PHONE ? PHONE_ADDRESS : undefined),
  clientFor({ mac }, { subnet }) {
    if (mac === PHONE && subnetContains(subnet, PHONE_ADDRESS)) return PHONE_PROFILE;
    const ours = mac === GUEST || mac === OTHER_GUEST;
    return ours ? { ...GUEST_PROFILE, byHardware: true } : GUEST_PROFILE;
  },
};
const subnet = { ...LAN, promisedTo: new Set([GUEST, OTHER_GUEST]) };

function createFlooded(known: Parameters<typeof createServer>[0] = {}) {
  const under = createServer({ policy: POLICY, subnets: [subnet], ...known });
  const send = (type: 'DISCOVER' | 'REQUEST' | 'RELEASE' | 'DECLINE', from: Mac, more = {}) =>
    under.wire.receive(encodeMessage(message(type, { from, ...more })));
  return {
    ...under,
    /** As many packets as a client sends when all goes well: one DISCOVER, one REQUEST. */
    async boot(from: Mac) {
      under.wire.sent.length = 0;
      send('DISCOVER', from);
      const offered = under.wire.sent.at(-1)?.yiaddr;
      if (offered === undefined) return undefined;
      send('REQUEST', from, { requested: offered, server: SERVER });
      under.waiting.at(-1)?.resolve();
      await turn();
      const ack = under.wire.sent.at(-1);
      return ack?.options.get(53)?.[0] === 5 ? ack.yiaddr : undefined;
    },
    flood(from: number, to: number, type: 'DISCOVER' | 'REQUEST' = 'DISCOVER') {
      for (let n = from; n < to; n += 1) send(type, inventedMac(n));
    },
    send,
  };
}

describe('a flood of invented clients', () => {
  it('takes no address from a phone with a reservation, nor a packet of its time', async () => {
    const { boot, flood, server } = createFlooded();
    flood(0, INVENTED / 2);
    expect(await boot(PHONE)).toBe(PHONE_ADDRESS);
    flood(INVENTED / 2, INVENTED);
    expect(await boot(PHONE)).toBe(PHONE_ADDRESS);
    expect(server.holderOf(PHONE_ADDRESS)).toBe(PHONE);
    expect(server.stats().requests.DISCOVER).toBe(INVENTED + 2);
  });

  it('takes no address from phones of the inventory that live in the pool', async () => {
    const { boot, flood, wire } = createFlooded();
    flood(0, 1000);
    const offers = wire.sent.length;
    const given = [await boot(GUEST), await boot(OTHER_GUEST)];
    expect(offers).toBe(1);
    expect(new Set(given)).toEqual(new Set([ip('10.20.1.102'), ip('10.20.1.103')]));
  });

  it('cannot take by request what it was not offered', async () => {
    const { send, wire, boot } = createFlooded();
    for (const [n, last] of [100, 102, 103].entries()) {
      send('REQUEST', inventedMac(n), { requested: ip(`10.20.1.${last}`), server: SERVER });
    }
    expect(wire.sent.map(({ options }) => options.get(53)?.[0])).not.toContain(5);
    expect(await boot(GUEST)).toBeDefined();
    expect(await boot(OTHER_GUEST)).toBeDefined();
  });

  it('leaves room for a real stranger where there is some', async () => {
    const { boot, flood } = createFlooded();
    expect(await boot(GUEST)).toBeDefined();
    expect(await boot(OTHER_GUEST)).toBeDefined();
    expect(await boot(inventedMac(1))).toBeDefined();
    flood(2, 100);
    expect(await boot(inventedMac(1))).toBeDefined();
  });

  it('gets nothing of what a phone gives back', async () => {
    const { boot, flood, send } = createFlooded();
    const address = await boot(GUEST);
    await boot(OTHER_GUEST);
    await boot(inventedMac(1));
    send('RELEASE', GUEST, { ciaddr: address, server: SERVER });
    flood(2, 100);
    expect(await boot(GUEST)).toBe(address);
  });

  it('takes nothing by the client identifiers of one phone', async () => {
    const { boot, send } = createFlooded();
    for (let n = 0; n < 50; n += 1) {
      const clientId = n.toString(16).padStart(4, '0');
      send('DISCOVER', GUEST, { clientId });
      send('REQUEST', GUEST, { clientId, requested: ip('10.20.1.100'), server: SERVER });
    }
    expect(await boot(OTHER_GUEST)).toBeDefined();
    expect(await boot(inventedMac(1))).toBeDefined();
  });

  it('takes nothing by declining what it was offered', async () => {
    const pool = { first: ip('10.20.1.2'), last: ip('10.20.1.60') };
    const { boot, send, wire } = createFlooded({ subnets: [{ ...subnet, pool }] });
    const declineAll = (from: Mac) => {
      for (let n = 0; n < 70; n += 1) {
        send('DISCOVER', from);
        const requested = wire.sent.at(-1)?.yiaddr;
        send('DECLINE', from, { requested, server: SERVER });
      }
    };
    for (const from of [GUEST, ...[1, 2, 3].map(inventedMac)]) {
      declineAll(from);
    }
    expect(await boot(OTHER_GUEST)).toBeDefined();
    expect(await boot(GUEST)).toBeDefined();
  });

  it('makes nothing grow: what is remembered is bounded by the addresses', () => {
    const { flood, waiting, wire } = createFlooded();
    flood(0, INVENTED);
    expect([waiting.length, wire.sent.length]).toEqual([0, 1]);
  });
});
