import { describe, expect, it } from 'vitest';
import { type Ipv4, parseIpv4, subnetContains } from '../../../src/core/ipv4.js';
import { silentLog } from '../../../src/core/log.js';
import { answerPnp } from '../../../src/serve/pnp/answer-pnp.js';
import { createNotifies } from '../../../src/serve/pnp/notifies.js';
import { headerOf } from '../../../src/sip/message/headers.js';
import { parseSip } from '../../../src/sip/message/parse.js';
import type { PnpEvent } from '../../../src/timeline/events.js';
import { type Asks, subscribe } from '../../sip/pnp-under-test.js';
import { LAB, servedSiteOf } from '../snapshot-under-test.js';

const ip = (text: string) => parseIpv4(text) as Ipv4;
const FROM = { address: '10.20.1.50', port: 5060 };
const WIRE = { network: ip('10.20.0.0'), prefix: 16 };
const PNP = LAB.replace('site: {', 'site: { pnp: true,');
const STRANGER = 'MAC=00a859000099';

/** A server with a wire, and a phone that does not answer unless told. */
function serverOf(text = PNP) {
  const site = servedSiteOf(text);
  const sent: { bytes: Uint8Array; to: string }[] = [];
  const events: PnpEvent[] = [];
  let now = 0;
  const clock = { monotonicMs: () => now };
  const send = (bytes: Uint8Array, { address, port }: typeof FROM) =>
    void sent.push({ bytes, to: `${address}:${port}` });
  const notifies = createNotifies(send, clock);
  let count = 0;
  const answer = answerPnp({
    ...{ site: () => site, served: () => [], send, notifies, clock, log: silentLog },
    isAttached: (address) => subnetContains(WIRE, address),
    ownFor: async () => '10.20.1.1',
    port: 40_000,
    random: (size) => Buffer.alloc(size, String(++count).padStart(size, '0')),
    product: 'offhook',
    tell: (_, event) => void events.push(event),
  });
  return {
    events,
    notifies,
    pass: (ms: number) => {
      now += ms;
    },
    /** What was sent for it: where, and what it is. */
    async ask(asks: Asks = {}): Promise<readonly string[]> {
      const before = sent.length;
      await answer(subscribe(asks), FROM);
      return sent.slice(before).map(({ bytes, to }) => {
        const message = parseSip(bytes);
        if (message.kind === 'malformed') return message.reason;
        if (message.kind === 'response') return `${to} ${message.status}`;
        return `${to} ${message.method} ${Buffer.from(message.body)}`;
      });
    },
    accept(status: number): void {
      const message = parseSip(sent.at(-1)?.bytes ?? Buffer.of());
      if (message.kind !== 'request') throw new Error('no NOTIFY');
      const via = headerOf(message, 'Via');
      const [from, to, id] = ['From', 'To', 'Call-ID'].map((name) => headerOf(message, name));
      notifies.receive(
        Buffer.from(
          `SIP/2.0 ${status} X\r\nVia: ${via}\r\nFrom: ${from}\r\nTo: ${to}\r\nCall-ID: ${id}\r\nCSeq: 1 NOTIFY\r\n\r\n`,
        ),
        FROM,
      );
    },
  };
}

const TOLD = ['10.20.1.50:5060 200', '10.20.1.50:5060 NOTIFY tftp://10.20.1.1/$mac.cfg'];

describe('a phone that asks by multicast', () => {
  it('gets 200 and the URL that option 66 would give it', async () => {
    const server = serverOf();
    expect(await server.ask()).toEqual(TOLD);
    expect(server.events).toEqual([]);
    server.accept(200);
    expect(server.events).toEqual([
      { kind: 'pnp', atMs: 0, address: '10.20.1.50', outcome: 'told', agent: 'Fanvil X4 2.4.0' },
    ]);
  });

  it.each([
    ['of the network', 'pool:', 'tftp: [10.20.1.9], pool:', 'tftp://10.20.1.9/$mac.cfg'],
    [
      'of its own',
      'model: fanvil-x4,',
      'model: fanvil-x4, options: { 66: { text: "http://10.20.1.8/a" } },',
      'http://10.20.1.8/a',
    ],
  ])('gets what somebody wrote: %s', async (_, before, after, url) => {
    expect(PNP).toContain(before);
    const [, notify] = await serverOf(PNP.replace(before, after)).ask();
    expect(notify).toBe(`10.20.1.50:5060 NOTIFY ${url}`);
  });

  it('may refuse it', async () => {
    const server = serverOf();
    await server.ask();
    server.accept(489);
    expect(server.events.map(({ outcome }) => outcome)).toEqual(['refused']);
  });

  it('gets its 200 again when it asks again, and no second NOTIFY', async () => {
    const server = serverOf();
    await server.ask();
    expect(await server.ask()).toEqual([TOLD[0]]);
    server.pass(33_000);
    expect(await server.ask()).toEqual(TOLD);
  });

  it.each<[PnpEvent['outcome'], Asks]>([
    ['stranger', { user: STRANGER }],
    ['elsewhere', { contact: '<sip:192.0.2.9:5060>' }],
    ['elsewhere', { contact: '<sip:224.0.1.75:5060>' }],
    ['elsewhere', { contact: '<sip:10.20.1.1:5060>' }],
    ['no-url', { user: 'MAC=5cfc665d4f9a' }],
  ])('gets nothing, and is told of: %s %o', async (outcome, asks) => {
    const server = serverOf();
    expect(await server.ask(asks)).toEqual([]);
    expect(server.events.map((event) => event.outcome)).toEqual([outcome]);
    expect(await server.ask(asks)).toEqual([]);
    expect(server.events).toHaveLength(1);
  });

  it('is answered on a wire of ours that no network is written for', async () => {
    const server = serverOf();
    const [, notify] = await server.ask({ contact: '<sip:10.20.7.7>' });
    expect(notify).toBe('10.20.7.7:5060 NOTIFY tftp://10.20.1.1/$mac.cfg');
  });

  it('floods nobody, whatever it calls itself', async () => {
    const server = serverOf();
    let sent = 0;
    for (let at = 0; at < 1_000; at++) sent += (await server.ask({ callId: `c${at}` })).length;
    expect(sent).toBe(10);
    server.pass(5_000);
    expect(await server.ask({ callId: 'later' })).toEqual(TOLD);
  });

  it('is bounded by what is under way', async () => {
    const server = serverOf();
    for (let at = 0; at < 300; at++) {
      const [high, low] = [at >> 8, at & 255];
      await server.ask({ callId: `c${at}`, contact: `<sip:10.20.${16 + high}.${low}>` });
    }
    expect(server.notifies.hasRoom()).toBe(false);
    server.notifies.close();
    expect(server.notifies.hasRoom()).toBe(true);
  });
});
