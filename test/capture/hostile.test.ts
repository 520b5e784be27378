// Damaged captures: never a throw, never more memory or time than good ones, and events stay in the order of time.

import { expect, it } from 'vitest';
import { createCaptureReader } from '../../src/capture/file/read-capture.js';
import { createNotes } from '../../src/capture/notes.js';
import { createReplay } from '../../src/capture/replay.js';
import { option } from '../../src/dhcp/message/options.js';
import { recordEvent } from '../../src/timeline/recorded-events.js';
import { soak } from '../soak.js';
import {
  answers,
  asks,
  at,
  connection,
  dhcpMessage,
  fromPhone,
  fromTftp,
  ipv4,
  PHONE_IP,
  SERVER_IP,
  toTftp,
} from './dialogue.js';
import * as make from './packets.js';
import { NAMES } from './replay-under-test.js';

/** A phone from DHCP to its registration, with tags and fragments, on several kinds of link. */
function story(): readonly make.Made[] {
  const tcp = connection(50_000, 80);
  const request = dhcpMessage('REQUEST', [option('addressRequest', ipv4(PHONE_IP))]);
  const ack = dhcpMessage('ACK', [option('serverId', ipv4(SERVER_IP))], { yiaddr: ipv4(PHONE_IP) });
  const rrq = make.tftp({
    type: 'RRQ',
    fileName: 'SEP001BD4000001.cnf.xml',
    mode: 'octet',
    options: [],
  });
  const addresses = { source: PHONE_IP, destination: SERVER_IP };
  const register = `REGISTER sip:pbx SIP/2.0\r\nTo: <sip:7001@pbx>\r\nCall-ID: 1\r\nCSeq: 1 REGISTER\r\n\r\n`;
  const frames = [
    make.arp(make.PHONE, PHONE_IP),
    asks(dhcpMessage('DISCOVER', [option('classId', 'Cisco')])),
    asks(request),
    answers(ack),
    ...make
      .fragments(addresses, make.UDP, make.udp(49_152, 69, rrq), 16)
      .map((packet) => make.ethernet(packet, { tags: [[0x8100, 20]] })),
    fromTftp({ type: 'OACK', options: [{ name: 'tsize', value: '3' }] }),
    fromTftp({ type: 'DATA', block: 1, data: Buffer.from('abc') }),
    toTftp({ type: 'ACK', block: 1 }),
    ...tcp.open(),
    tcp.phone('GET /x HTTP/1.1\r\nUser-Agent: Fanvil\r\n\r\n'),
    tcp.server('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'),
    tcp.server('', 'F'),
    tcp.phone('', 'F'),
    fromPhone(5_060, 5_060, Buffer.from(register)),
    fromPhone(
      5_060,
      5_060,
      Buffer.from(`SIP/2.0 200 OK\r\nCall-ID: 1\r\nCSeq: 1 REGISTER\r\n\r\n`),
    ),
  ];
  return frames.map((bytes, index) => at(index, bytes));
}

/** Without Ethernet and its tags, and so without ARP. */
function storyOn(linkType: number): readonly make.Made[] {
  const wrap = make.ON_LINK[linkType] ?? Buffer.from;
  return story().flatMap(({ atMs, bytes }) => {
    const etherType = Buffer.from(bytes).readUInt16BE(12);
    if (etherType === 0x0806) return [];
    return [{ atMs, bytes: wrap(bytes.subarray(etherType === 0x8100 ? 18 : 14)) }];
  });
}

const FILES = [
  make.pcap(story()),
  make.pcap(story(), { littleEndian: false, nanoseconds: true }),
  make.pcapng(story(), { resolutions: [9] }),
  make.pcapng(story(), { littleEndian: false, block: 'old' }),
  ...[0, 101, 113, 276].map((linkType) => make.pcap(storyOn(linkType), { linkType })),
];

/** mulberry32: the same damage for the same number. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function damage(file: Uint8Array, random: (below: number) => number): Buffer {
  let bytes: Buffer = Buffer.from(file);
  for (let times = 1 + random(4); times > 0; times--) {
    const where = random(bytes.length || 1);
    switch (random(6)) {
      case 0:
        bytes[where] = random(256);
        break;
      case 1:
        bytes[where] = [0, 1, 0x7f, 0x80, 0xff][random(5)] ?? 0;
        break;
      case 2:
        bytes = bytes.subarray(0, where);
        break;
      case 3:
        bytes = make.join(bytes.subarray(0, where), bytes.subarray(where + random(40)));
        break;
      case 4:
        bytes = make.join(bytes.subarray(0, where), bytes.subarray(random(bytes.length || 1)));
        break;
      default:
        bytes.fill(random(2) * 255, where, Math.min(bytes.length, where + random(12)));
    }
  }
  return bytes;
}

function replayFile(file: Uint8Array, chunk: number): readonly number[] {
  const times: number[] = [];
  const notes = createNotes();
  const replay = createReplay({
    names: NAMES,
    notes,
    onTold(told) {
      recordEvent(told);
      times.push(told.event.atMs);
    },
  });
  const reader = createCaptureReader((packet) => replay.take(packet), notes);
  for (let from = 0; from < file.length; from += chunk) {
    if (!reader.take(file.subarray(from, from + chunk))) break;
  }
  reader.end();
  replay.end();
  return times;
}

it('the story is told whole before it is damaged', () => {
  expect(FILES.map((file) => replayFile(file, 4_096).length)).toEqual([7, 7, 7, 7, 7, 7, 7, 7]);
});

it('whatever is damaged, what can be read is told in its order', () => {
  let told = 0;
  for (let seed = 1; seed <= soak(250, 20_000); seed++) {
    const random = createRandom(seed);
    const file = damage(FILES[random(FILES.length)] ?? Buffer.alloc(0), random);
    const times = replayFile(file, 1 + random(3_000));
    const isInOrder = times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0));
    expect(isInOrder, `seed ${seed}`).toBe(true);
    told += times.length;
  }
  expect(told).toBeGreaterThan(600);
});
