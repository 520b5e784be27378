// What is told of TFTP: how a request began, how it went, how it ended.

import { describe, expect, it } from 'vitest';
import type { FileEvent } from '../../src/timeline/events.js';
import {
  at,
  BEGIN_MS,
  CLIENT_PORT,
  DATA_PORT,
  fromServer,
  fromTftp,
  PHONE_IP,
  toTftp,
} from './dialogue.js';
import * as make from './packets.js';
import { replayed } from './replay-under-test.js';

const NAME = 'SEP001BD4000001.cnf.xml';
const ask = (fileName = NAME, options: readonly { name: string; value: string }[] = []) =>
  toTftp({ type: 'RRQ', fileName, mode: 'octet', options }, 69);
const data = (block: number, length: number) =>
  fromTftp({ type: 'DATA', block, data: new Uint8Array(length) });
const ack = (block: number) => toTftp({ type: 'ACK', block });
const error = (code: number, message: string) => fromTftp({ type: 'ERROR', code, message });
/** What makes time pass. */
const later = (seconds: number) => at(seconds, make.arp(make.SERVER, '10.20.1.1'));

const eventsOf = (packets: readonly make.Made[]) =>
  replayed(packets).told.flatMap(({ mac, event }) =>
    event.kind === 'file' ? [{ mac, ...event }] : [],
  );
/** All but that it began. */
const ends = (packets: readonly make.Made[]): readonly FileEvent[] =>
  eventsOf(packets).filter(({ outcome }) => outcome !== 'running');

it('a file: it begins, and is sent', () => {
  const events = eventsOf([
    at(0, ask()),
    at(0.1, data(1, 512)),
    at(0.2, ack(1)),
    at(0.3, data(2, 100)),
    at(0.4, ack(2)),
  ]);
  const same = {
    ...{ mac: make.PHONE, kind: 'file', protocol: 'tftp', address: PHONE_IP, name: NAME },
    ...{ role: 'config', namedMac: make.PHONE, repeats: 0 },
  };
  expect(events).toEqual([
    { ...same, atMs: BEGIN_MS + 100, outcome: 'running', bytes: 0, ms: 100, packets: 1 },
    { ...same, atMs: BEGIN_MS + 400, outcome: 'sent', bytes: 612, size: 612, ms: 400, packets: 2 },
  ]);
});

it('options are agreed on, a window is in flight, and packets are sent again', () => {
  const options = [
    { name: 'blksize', value: '1024' },
    { name: 'tsize', value: '2500' },
  ];
  const [begun, end] = eventsOf([
    at(0, ask(NAME, [{ name: 'tsize', value: '0' }])),
    at(0.1, fromTftp({ type: 'OACK', options })),
    at(0.2, fromTftp({ type: 'OACK', options })),
    at(0.3, ack(0)),
    at(0.4, data(1, 1_024)),
    at(0.5, data(2, 1_024)),
    at(1.5, data(1, 1_024)),
    at(1.6, data(2, 1_024)),
    at(1.7, ack(2)),
    at(1.8, data(3, 452)),
    at(1.9, ack(3)),
  ]);
  expect(begun).toMatchObject({ outcome: 'running', size: 2_500 });
  expect(end).toMatchObject({ outcome: 'sent', bytes: 2_500, size: 2_500, packets: 5, repeats: 3 });
});

it('block numbers begin again at 0 in long files', () => {
  const packets = [at(0, ask()), at(0.1, data(1, 512)), at(0.2, ack(1))];
  for (let block = 30_000; block <= 70_000; block += 20_000) {
    packets.push(at(block / 1_000, data(block & 0xffff, block === 70_000 ? 8 : 512)));
    packets.push(at(block / 1_000 + 0.1, ack(block & 0xffff)));
  }
  const size = 69_999 * 512 + 8;
  expect(ends(packets)).toMatchObject([{ outcome: 'sent', bytes: size, size }]);
});

describe('an end', () => {
  it.each([
    ['not there', NAME, error(1, 'file not found'), 'not-found', 'error 1: file not found'],
    ['not there, rightly', 'CTLSEP001BD4000001.tlv', error(1, ''), 'expected-miss', 'error 1'],
    ['refused', NAME, error(2, 'no'), 'denied', 'error 2: no'],
    ['refused otherwise', NAME, error(0, 'busy'), 'refused', 'error 0: busy'],
  ])('%s', (_, name, packet, outcome, detail) => {
    expect(eventsOf([at(0, ask(name)), at(0.1, packet)])).toMatchObject([
      { name, outcome, detail, bytes: 0, ms: 100 },
    ]);
  });

  it('the client gives up', () => {
    const gaveUp = toTftp({ type: 'ERROR', code: 3, message: 'full' });
    const packets = [at(0, ask()), at(0.1, data(1, 512)), at(0.2, gaveUp), later(40)];
    expect(ends(packets)).toMatchObject([
      { outcome: 'client-error', detail: 'error 3: full', bytes: 0, atMs: BEGIN_MS + 200 },
    ]);
  });

  it('the client falls silent', () => {
    const packets = [at(0, ask()), at(0.1, data(1, 512)), later(40)];
    expect(ends(packets)).toMatchObject([
      { outcome: 'timeout', bytes: 0, atMs: BEGIN_MS + 30_100 },
    ]);
  });

  it('the last acknowledgement never came', () => {
    const packets = [at(0, ask()), at(0.1, data(1, 100)), later(40)];
    expect(ends(packets)).toMatchObject([{ outcome: 'unconfirmed', size: 100, bytes: 0 }]);
  });

  it('nobody answered', () => {
    const packets = [at(0, ask()), at(1, ask()), at(3, ask()), later(40)];
    expect(ends(packets)).toMatchObject([
      { outcome: 'timeout', repeats: 2, atMs: BEGIN_MS + 33_000 },
    ]);
  });

  it('the capture ends before', () => {
    const packets = [at(0, ask()), at(0.1, data(1, 512)), at(0.2, ack(1)), at(0.3, data(2, 512))];
    expect(eventsOf(packets).map(({ outcome, bytes }) => [outcome, bytes])).toEqual([
      ['running', 0],
      ['running', 512],
    ]);
  });
});

it('a second answer to a repeated question, and what others send there, change nothing', () => {
  const second = make.tftp({ type: 'DATA', block: 1, data: new Uint8Array(512) });
  const wrongId = make.tftp({ type: 'ERROR', code: 5, message: 'no such transfer' });
  const packets = [
    at(0, ask()),
    at(0.5, ask()),
    at(0.6, data(1, 512)),
    at(0.7, fromServer(DATA_PORT + 1, CLIENT_PORT, second)),
    at(0.8, ack(1)),
    at(0.9, fromServer(DATA_PORT + 1, CLIENT_PORT, wrongId)),
    at(1.0, data(2, 0)),
    at(1.1, ack(2)),
  ];
  expect(ends(packets)).toMatchObject([{ outcome: 'sent', bytes: 512, packets: 2, repeats: 1 }]);
});

it('one after the other from one port are two', () => {
  const packets = [
    at(0, ask('CTLSEP001BD4000001.tlv')),
    at(0.1, error(1, 'no')),
    at(0.2, ask()),
    at(0.3, data(1, 3)),
    at(0.4, ack(1)),
  ];
  expect(ends(packets).map(({ name, outcome }) => [name, outcome])).toEqual([
    ['CTLSEP001BD4000001.tlv', 'expected-miss'],
    [NAME, 'sent'],
  ]);
});

it('a file that is cut in the capture has its length all the same', () => {
  const cut = (frame: Buffer) => ({ bytes: frame.subarray(0, 60), length: frame.length });
  const { told, notes } = replayed([
    at(0, ask()),
    { atMs: BEGIN_MS + 100, ...cut(data(1, 512)) },
    at(0.2, ack(1)),
    { atMs: BEGIN_MS + 300, ...cut(data(2, 90)) },
    at(0.4, ack(2)),
  ]);
  expect(told.at(-1)?.event).toMatchObject({ outcome: 'sent', size: 602 });
  expect(notes).toMatchObject([{ code: 'cut', count: 2 }]);
});

it('many requests without an answer do not fill memory', () => {
  const packets = Array.from({ length: 9_000 }, (_, index) => {
    const source = `10.21.${index >>> 8}.${index & 255}`;
    const rrq = make.tftp({ type: 'RRQ', fileName: 'x', mode: 'octet', options: [] });
    const packet = make.ipv4(
      { source, destination: '10.20.1.1' },
      make.UDP,
      make.udp(2_000, 69, rrq),
    );
    return at(index / 10_000, make.ethernet(packet));
  });
  const { told, notes } = replayed(packets);
  expect(told).toHaveLength(9_000);
  expect(notes).toMatchObject([{ code: 'crowded', count: 808 }]);
});
