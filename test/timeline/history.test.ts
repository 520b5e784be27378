// What is kept of what a phone does: where a boot begins, what is a repeat, and what is let go.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../src/core/ipv4.js';
import type { DhcpEvent, FileEvent, PhoneEvent } from '../../src/timeline/events.js';
import { NO_HISTORY, stageOf } from '../../src/timeline/history.js';
import { note, PAST_BOOTS_MAX, STEPS_MAX } from '../../src/timeline/note.js';
import { historyAfter } from './scripts/script.js';

const dhcp = (atMs: number, given: Partial<DhcpEvent> = {}): DhcpEvent => ({
  kind: 'dhcp',
  atMs,
  type: 'DISCOVER',
  reply: 'OFFER',
  why: 'pooled',
  secs: 0,
  network: '10.20.1.0/24',
  address: 0x0a140199 as Ipv4,
  ...given,
});
const ack = (atMs: number, given: Partial<DhcpEvent> = {}): DhcpEvent =>
  dhcp(atMs, {
    type: 'REQUEST',
    reply: 'ACK',
    serverId: 0x0a140101 as Ipv4,
    leaseSeconds: 60,
    ...given,
  });
it('a lease without end, or of which nobody says when it ends, does not run out', () => {
  for (const leaseSeconds of [0xffff_ffff, undefined]) {
    const { lease } = note(NO_HISTORY, ack(0, { leaseSeconds }));
    expect(lease?.untilMs).toBe(Infinity);
  }
});

const file = (atMs: number, name: string, given: Partial<FileEvent> = {}): FileEvent => ({
  kind: 'file',
  atMs,
  protocol: 'tftp',
  address: '10.20.1.153',
  name,
  role: 'config',
  outcome: 'sent',
  bytes: 7385,
  ms: 10,
  repeats: 0,
  ...given,
});
const trust = (atMs: number) =>
  file(atMs, 'CTLSEP02ABCDEF0123.tlv', { role: 'trust', outcome: 'expected-miss', bytes: 0 });
const sep = (atMs: number) => file(atMs, 'SEP02ABCDEF0123.cnf.xml');

describe('a boot', () => {
  it('begins with a DISCOVER and goes on through the files', () => {
    const { boot, past } = historyAfter(dhcp(0), ack(100), trust(2_400), sep(2_600));
    expect(past).toEqual([]);
    expect(boot).toMatchObject({ number: 1, beganMs: 0, configuredMs: 2_600 });
    expect(boot?.steps.map(({ first }) => first.kind)).toEqual(['dhcp', 'dhcp', 'file', 'file']);
  });

  it('goes on while the phone has no address, however often it asks', () => {
    const { boot } = historyAfter(dhcp(0), dhcp(4_000), dhcp(12_000));
    expect(boot?.steps).toHaveLength(1);
    expect(boot?.steps[0]).toMatchObject({ count: 3, everyMs: 8_000 });
  });

  it('begins anew with a DISCOVER of a phone that had an address', () => {
    const { boot, past } = historyAfter(dhcp(0), ack(100), dhcp(20_000));
    expect(past).toEqual([
      { number: 1, beganMs: 0, endedMs: 100, reached: 'address', configured: false },
    ]);
    expect(boot).toMatchObject({ number: 2, beganMs: 20_000 });
  });

  it('goes on in the voice VLAN', () => {
    const there = { network: '10.30.1.0/24' };
    const { boot, past } = historyAfter(dhcp(0), ack(100), dhcp(9_000, there), ack(9_100, there));
    expect(past).toEqual([]);
    expect(boot?.steps).toHaveLength(4);
  });

  it('begins with a REQUEST for an address from before', () => {
    const { serverId: _, ...initReboot } = ack(90_000);
    const { boot } = historyAfter(dhcp(0), ack(100), sep(200), initReboot);
    expect(boot).toMatchObject({ number: 2, beganMs: 90_000 });
  });

  it('does not begin with a lease that is renewed', () => {
    const { boot, heard, lease } = historyAfter(
      dhcp(0),
      ack(100),
      sep(200),
      ack(30_100, { renews: true }),
    );
    expect(boot).toMatchObject({ number: 1 });
    expect(boot?.steps).toHaveLength(3);
    expect(heard.dhcp).toBe(30_100);
    expect(lease?.untilMs).toBe(90_100);
  });

  it('begins with the first file of a phone that was silent for more than a minute', () => {
    expect(historyAfter(sep(0), trust(60_000)).boot?.number).toBe(1);
    expect(historyAfter(sep(0), trust(62_000)).boot?.number).toBe(2);
    expect(historyAfter(sep(0), sep(400_000)).boot?.number).toBe(1);
  });
});

describe('a request', () => {
  it('is one step from its beginning to its end', () => {
    const running = file(100, 'a.sbn', { outcome: 'running', bytes: 0, ms: 0, role: 'part' });
    const { boot } = historyAfter(running, file(900, 'a.sbn', { role: 'part', ms: 800 }));
    expect(boot?.steps).toMatchObject([{ count: 1, last: { outcome: 'sent', bytes: 7385 } }]);
  });

  it('that begins and ends again is a repeat of the first', () => {
    const running = (atMs: number) =>
      file(atMs, 'SEP02ABCDEF0123.cnf.xml', { outcome: 'running', bytes: 0, ms: 0 });
    const events = [running(990), sep(1_000), running(30_990), sep(31_000)];
    expect(historyAfter(...events).boot?.steps).toMatchObject([{ count: 2, everyMs: 30_000 }]);
  });

  it('asked again is counted, with what passed between', () => {
    const { boot } = historyAfter(sep(1_000), sep(31_000), sep(61_000));
    expect(boot?.steps).toMatchObject([{ count: 3, everyMs: 30_000 }]);
  });

  it('from another address is another step', () => {
    const other = file(2_000, 'SEP02ABCDEF0123.cnf.xml', { address: '10.20.1.9' });
    expect(historyAfter(sep(1_000), other).boot?.steps).toHaveLength(2);
  });
});

describe('the stage', () => {
  it.each([
    ['address', [dhcp(0)]],
    ['trust', [dhcp(0), ack(1), trust(2)]],
    ['config', [dhcp(0), trust(2), sep(12)]],
    ['firmware', [sep(12), file(100, 'x.loads', { role: 'load' })]],
    ['extras', [sep(12), file(100, 'ringlist.xml', { role: 'side' })]],
  ] as const)('is %s', (stage, events) => {
    const { boot } = historyAfter(...events);
    expect(boot && stageOf(boot)).toBe(stage);
  });
});

const anyEvent: fc.Arbitrary<PhoneEvent> = fc.oneof(
  fc.record({
    kind: fc.constant('dhcp' as const),
    atMs: fc.nat(1_000_000),
    type: fc.constantFrom('DISCOVER', 'REQUEST', 'DECLINE', 'RELEASE', 'INFORM'),
    reply: fc.constantFrom('OFFER', 'ACK', 'NAK'),
    why: fc.constantFrom('pooled', 'wrong-address'),
    address: fc.nat(300).map((each) => each as Ipv4),
    renews: fc.boolean(),
    secs: fc.nat(100),
  }),
  fc.record({
    kind: fc.constant('file' as const),
    atMs: fc.nat(1_000_000),
    protocol: fc.constantFrom('tftp', 'http'),
    address: fc.constantFrom('10.0.0.1', '10.0.0.2'),
    name: fc.string(),
    role: fc.constantFrom('trust', 'config', 'part', 'other'),
    outcome: fc.constantFrom('running', 'sent', 'not-found', 'timeout'),
    bytes: fc.nat(),
    ms: fc.nat(1_000),
    repeats: fc.nat(9),
  }),
  fc.record({
    kind: fc.constant('sip' as const),
    atMs: fc.nat(1_000_000),
    line: fc.string(),
    state: fc.constantFrom('registered', 'unregistered', 'unreachable'),
  }),
);

describe('a history', () => {
  it('stays within its bounds whatever comes in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 400 }), (events) => {
        const { boot, past, lines } = historyAfter(...events);
        expect(boot?.steps.length ?? 0).toBeLessThanOrEqual(STEPS_MAX);
        expect(past.length).toBeLessThanOrEqual(PAST_BOOTS_MAX);
        expect(Object.keys(lines).length).toBeLessThanOrEqual(64);
      }),
    );
  });

  it('keeps the first steps and the latest, and says how many it let go', () => {
    const names = Array.from({ length: STEPS_MAX + 10 }, (_, index) => `${index}`);
    const { boot } = historyAfter(...names.map((name, index) => file(index * 100, name)));
    expect(boot?.leftOut).toBe(10);
    expect(boot?.steps.at(0)?.first).toMatchObject({ name: '0' });
    expect(boot?.steps.at(-1)?.first).toMatchObject({ name: `${STEPS_MAX + 9}` });
  });

  it('is not changed by what comes next', () => {
    const before = historyAfter(dhcp(0), ack(100));
    const copy = structuredClone(before);
    note(before, sep(200));
    expect(before).toEqual(copy);
  });
});
