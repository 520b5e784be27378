// The clock of a capture, who is behind an address, and what waits: bounded and never going back.

import { describe, expect, it } from 'vitest';
import { createExpiring } from '../../src/capture/expiring.js';
import { at, BEGIN_MS, fromTftp, PHONE_IP, SERVER_IP, toTftp } from './dialogue.js';
import * as make from './packets.js';
import { replayed } from './replay-under-test.js';

const ask = (fileName: string) => toTftp({ type: 'RRQ', fileName, mode: 'octet', options: [] }, 69);
const miss = fromTftp({ type: 'ERROR', code: 1, message: '' });
const missAt = (seconds: number, name: string) => [at(seconds, ask(name)), at(seconds + 0.1, miss)];

describe('a clock', () => {
  const timesOf = (packets: readonly make.Made[]) =>
    replayed(packets).told.map(({ event }) => event.atMs - BEGIN_MS);

  it('that trembles stands still for a moment', () => {
    const packets = [...missAt(10, 'a'), ...missAt(9.9, 'b'), ...missAt(10.5, 'c')];
    expect(timesOf(packets)).toEqual([10_100, 10_100, 10_600]);
    expect(replayed(packets).notes).toEqual([]);
  });

  it('that was set back goes on from there, which is told', () => {
    const packets = [...missAt(5_000, 'a'), ...missAt(100, 'b'), ...missAt(160, 'c')];
    expect(timesOf(packets)).toEqual([5_000_100, 5_000_200, 5_060_200]);
    expect(replayed(packets).notes).toMatchObject([
      { code: 'clock-back', count: 1, first: { unit: 'packet', number: 3 } },
    ]);
  });

  it('that was set ahead ends all that waited', () => {
    const [first] = missAt(0, 'a');
    const packets = [...(first ? [first] : []), ...missAt(86_400, 'b')];
    expect(
      replayed(packets).told.map(({ event }) => event.kind === 'file' && event.outcome),
    ).toEqual(['timeout', 'not-found']);
  });
});

describe('who asks', () => {
  const OTHER = '00:1b:d4:00:00:02';
  const ROUTER = '02:00:00:00:00:fe';
  const from = (source: string, hop: string, ttl: number, fileName = 'x') =>
    make.ethernet(
      make.ipv4(
        { source, destination: SERVER_IP, ttl },
        make.UDP,
        make.udp(3_000, 69, make.tftp({ type: 'RRQ', fileName, mode: 'octet', options: [] })),
      ),
      { source: hop },
    );
  const macsOf = (packets: readonly make.Made[]) => replayed(packets).told.map(({ mac }) => mac);

  it('is who sends, where no router is between', () => {
    expect(macsOf([at(0, from(PHONE_IP, OTHER, 64))])).toEqual([OTHER]);
    expect(macsOf([at(0, from(PHONE_IP, ROUTER, 63))])).toEqual([undefined]);
  });

  it('is who answers ARP, whoever passes its packets on', () => {
    const packets = [at(0, make.arp(OTHER, PHONE_IP)), at(1, from(PHONE_IP, ROUTER, 64))];
    expect(macsOf(packets)).toEqual([OTHER]);
  });

  it('is, behind a router, the phone whose own file it asks for, then and later', () => {
    const own = 'SEP001BD4000002.cnf.xml';
    const packets = [
      at(0, from('10.30.0.9', ROUTER, 63, own)),
      at(40, from('10.30.0.9', ROUTER, 63)),
    ];
    expect(macsOf(packets)).toEqual([OTHER, OTHER]);
    const guesses = replayed(packets).told.map(
      ({ event }) => event.kind === 'file' && event.guessed,
    );
    expect(guesses).toEqual([undefined, true]);
  });

  it('is not the phone of which a neighbour asks for the file', () => {
    const packets = [
      at(0, make.arp(OTHER, PHONE_IP)),
      at(1, from(PHONE_IP, OTHER, 64, 'SEP001BD4000009.cnf.xml')),
    ];
    expect(macsOf(packets)).toEqual([OTHER]);
  });
});

describe('what waits', () => {
  const gone: string[] = [];
  const waiting = () =>
    createExpiring<number>({
      ...{ max: 2, afterMs: 10 },
      gone: (value, key, why, touchedMs) => gone.push(`${key} ${value} ${why} ${touchedMs}`),
    });

  it('is gone when its time is over since it was touched, and not before', () => {
    gone.length = 0;
    const entries = waiting();
    entries.set('a', 1, 0);
    entries.set('b', 2, 5);
    entries.set('a', 1, 8);
    entries.pass(14);
    expect(gone).toEqual([]);
    entries.pass(15);
    expect(gone).toEqual(['b 2 late 5']);
    expect(entries.get('a')).toBe(1);
  });

  it('makes room: the one touched longest ago goes', () => {
    gone.length = 0;
    const entries = waiting();
    for (const [index, key] of ['a', 'b', 'c'].entries()) entries.set(key, index, index);
    expect(gone).toEqual(['a 0 crowded 0']);
    expect([...entries.values()]).toEqual([1, 2]);
  });
});
