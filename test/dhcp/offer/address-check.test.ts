import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../../src/core/ipv4.js';
import { type DhcpMessage, encodeMessage } from '../../../src/dhcp/message/message.js';
import type { AddressCheck, Occupant } from '../../../src/dhcp/offer/address-check.js';
import { hex } from '../bytes.js';
import { createServer, type ServerUnderTest, turn } from '../server-under-test.js';
import {
  everyoneAs,
  GUEST,
  GUEST_PROFILE,
  ip,
  LAN,
  lease,
  message,
  OTHER_GUEST,
  PHONE_ADDRESS,
  SERVER,
} from '../wire-under-test.js';

/** A check whose answers the test gives. */
function createSlowCheck() {
  const asked: { address: Ipv4; from: Ipv4; answer(occupant?: Occupant): void }[] = [];
  const checkAddress: AddressCheck = (address, from) =>
    new Promise((resolve) => {
      asked.push({ address, from, answer: (occupant) => resolve(occupant) });
    });
  return { asked, checkAddress };
}

function createChecked(options: ServerUnderTest = {}) {
  const check = createSlowCheck();
  const server = createServer({ ...options, checkAddress: check.checkAddress });
  return {
    ...server,
    asked: check.asked,
    /** Answers the latest check and lets what follows from it happen. */
    async settle(occupant?: Occupant) {
      check.asked.at(-1)?.answer(occupant);
      await turn();
      // What is told of it comes a turn later.
      await turn();
    },
  };
}

const discover = (from = GUEST) => encodeMessage(message('DISCOVER', { from }));
const offered = (sent: readonly DhcpMessage[]) => sent.map(({ yiaddr }) => yiaddr);

describe('an address of the pool', () => {
  it('is offered when nobody answers for it, and checked once', async () => {
    const { wire, asked, settle, exchanges } = createChecked();
    wire.receive(discover());
    expect(asked).toMatchObject([{ address: ip('10.20.1.100'), from: SERVER }]);
    expect([wire.sent, exchanges]).toEqual([[], []]);
    await settle();
    expect(offered(wire.sent)).toEqual([ip('10.20.1.100')]);
    expect(exchanges).toMatchObject([{ type: 'DISCOVER', reply: 'OFFER', why: 'pooled' }]);
    wire.receive(discover());
    expect(offered(wire.sent)).toEqual([ip('10.20.1.100'), ip('10.20.1.100')]);
    expect(asked).toHaveLength(1);
  });

  it('with a stranger on it rests, on the disk too, and the next is tried', async () => {
    const { wire, asked, settle, waiting, said, server } = createChecked();
    wire.receive(discover());
    await settle('0e:00:00:00:00:99' as Occupant);
    expect(waiting.map((each) => [each.lease.address, each.lease.state])).toEqual([
      [ip('10.20.1.100'), 'resting'],
    ]);
    expect(said.at(-1)).toMatchObject({
      level: 'warn',
      fields: { address: '10.20.1.100', occupant: '0e:00:00:00:00:99' },
    });
    expect(asked.at(-1)?.address).toBe(ip('10.20.1.102'));
    await settle();
    expect(offered(wire.sent)).toEqual([ip('10.20.1.102')]);
    expect(server.stats().requests.DISCOVER).toBe(1);
    wire.receive(discover(OTHER_GUEST));
    expect(asked.at(-1)?.address).toBe(ip('10.20.1.103'));
  });

  it('with its own client on it is offered to it', async () => {
    const { wire, settle } = createChecked();
    wire.receive(discover());
    await settle(GUEST);
    expect(offered(wire.sent)).toEqual([ip('10.20.1.100')]);
  });

  it('that its client holds is offered unchecked', () => {
    const { wire, asked } = createChecked({ known: [lease('10.20.1.103', 'bound', GUEST)] });
    wire.receive(discover());
    expect(offered(wire.sent)).toEqual([ip('10.20.1.103')]);
    expect(asked).toEqual([]);
  });

  it('is not checked where the network says so', () => {
    const { wire, asked } = createChecked({ subnets: [{ ...LAN, checksAddresses: false }] });
    wire.receive(discover());
    expect([wire.sent.length, asked.length]).toEqual([1, 0]);
  });

  it('all of them taken end in silence', async () => {
    const { wire, settle, exchanges, asked } = createChecked();
    wire.receive(discover());
    for (let n = 0; n < 3; n += 1) await settle('unknown');
    expect(wire.sent).toEqual([]);
    expect(asked).toHaveLength(3);
    expect(exchanges).toMatchObject([{ why: 'pool-exhausted' }]);
  });

  it('one after the other taken in a large pool stops at eight', async () => {
    const pool = { first: ip('10.20.1.100'), last: ip('10.20.1.199') };
    const { wire, settle, exchanges, asked } = createChecked({ subnets: [{ ...LAN, pool }] });
    wire.receive(discover());
    for (let n = 0; n < 20; n += 1) await settle('unknown');
    expect(asked).toHaveLength(8);
    expect(exchanges).toMatchObject([{ why: 'addresses-used' }]);
  });
});

describe('while an address is checked', () => {
  it('its client asks again and gets one offer', async () => {
    const { wire, asked, settle, exchanges } = createChecked();
    wire.receive(discover());
    wire.receive(discover());
    await turn();
    expect(exchanges).toMatchObject([{ why: 'being-checked' }]);
    await settle();
    expect([wire.sent.length, asked.length]).toEqual([1, 1]);
  });

  it('nobody else gets it, and nobody else waits', () => {
    const { wire, asked } = createChecked();
    wire.receive(discover());
    wire.receive(encodeMessage(message('DISCOVER')));
    expect(offered(wire.sent)).toEqual([PHONE_ADDRESS]);
    wire.receive(discover(OTHER_GUEST));
    expect(asked.map(({ address }) => address)).toEqual([ip('10.20.1.100'), ip('10.20.1.102')]);
  });

  it('only so many are: the others are offered at once', () => {
    const pool = { first: ip('10.20.1.2'), last: ip('10.20.1.99') };
    const { wire, asked } = createChecked({
      subnets: [{ ...LAN, pool }],
      policy: everyoneAs(GUEST_PROFILE),
    });
    for (let n = 0; n < 50; n += 1) {
      const chaddr = hex((0x020000000000 + n).toString(16).padStart(12, '0'));
      wire.receive(encodeMessage({ ...message('DISCOVER'), chaddr }));
    }
    expect([asked.length, wire.sent.length]).toEqual([32, 18]);
  });
});
