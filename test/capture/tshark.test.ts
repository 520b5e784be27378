// Another's eyes on the same packets: tshark, over random mixtures of all that the reader takes apart.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createCaptureReader } from '../../src/capture/file/read-capture.js';
import { createNotes } from '../../src/capture/notes.js';
import { createReplay } from '../../src/capture/replay.js';
import { MESSAGE_TYPES } from '../../src/dhcp/decide/request.js';
import type { Told } from '../../src/timeline/events.js';
import { SOAKING, soak } from '../soak.js';
import { BEGIN_MS, dhcpMessage, ipv4, PHONE_IP, SERVER_IP } from './dialogue.js';
import * as make from './packets.js';
import { NAMES } from './replay-under-test.js';

const has = spawnSync('which', ['tshark']).status === 0;
if (!has && process.env.OFFHOOK_E2E === 'required') throw new Error('tshark is not installed');

/** What both say, in one form: `time type xid` of DHCP, `time name` of TFTP, `time status` of HTTP. */
type Line = string;

const FIELDS = [
  ...['frame.time_epoch', 'dhcp.option.dhcp', 'dhcp.id', 'dhcp.hw.mac_addr'],
  ...['tftp.opcode', 'tftp.source_file', 'http.response.code', 'http.request.uri'],
];

function askTshark(path: string): readonly Line[] {
  const fields = FIELDS.flatMap((field) => ['-e', field]);
  const args = ['-r', path, '-T', 'fields', '-E', 'separator=|', ...fields];
  const printed = execFileSync('tshark', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return printed.split('\n').flatMap((line) => {
    const [time = '', type = '', , mac = '', opcode = '', name = '', status = ''] = line.split('|');
    const atMs = Math.round(Number(time) * 1_000);
    if (type !== '') return [`${atMs} dhcp ${type} ${mac}`];
    if (opcode === '1') return [`${atMs} tftp ${name}`];
    return status === '' ? [] : [`${atMs} http ${status}`];
  });
}

function ask(file: Uint8Array): readonly Line[] {
  const told: Told[] = [];
  const notes = createNotes();
  const replay = createReplay({ names: NAMES, notes, onTold: (each) => told.push(each) });
  const reader = createCaptureReader((packet) => replay.take(packet), notes);
  for (let at = 0; at < file.length; at += 1_000) reader.take(file.subarray(at, at + 1_000));
  reader.end();
  replay.end();
  expect(notes.list().filter(({ code }) => code !== 'no-answers')).toEqual([]);
  return told.flatMap(({ mac, event }) => linesOf(event, mac));
}

/** An exchange of ours is two of its packets: tests give each a time of its own. */
function linesOf(event: Told['event'], mac = ''): readonly Line[] {
  if (event.kind === 'dhcp') {
    const type = MESSAGE_TYPES[event.reply ?? event.type];
    return [`${Math.round(event.atMs)} dhcp ${type} ${mac}`];
  }
  if (event.kind !== 'file') return [];
  // Begun, and ended later; a question that the capture ends behind was asked all the same.
  if (event.outcome === 'running' && (event.protocol === 'http' || event.packets)) return [];
  if (event.protocol === 'tftp') return [`${Math.round(event.atMs - event.ms)} tftp ${event.name}`];
  const status = event.outcome === 'sent' ? 200 : Number(event.detail?.slice(7));
  return [`${Math.round(event.atMs)} http ${status}`];
}

const wires = fc.constantFrom<make.Wire['tags']>(
  undefined,
  [[0x8100, 20]],
  [
    [0x88a8, 7],
    [0x8100, 20],
  ],
);
const macs = fc
  .integer({ min: 1, max: 0xffff })
  .map(
    (low) =>
      `00:1b:d4:00:${[low >>> 8, low & 255].map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`,
  );
const names = fc.string({
  unit: fc.constantFrom(...'abcSEP0123456789.-_'),
  minLength: 1,
  maxLength: 60,
});

/** Given a port that nobody else has. */
type Spoken = (port: number) => { readonly frames: readonly Uint8Array[] };

/** In one packet or in fragments, in any order. */
const packed = (
  tags: make.Wire['tags'],
  addresses: make.Addresses,
  payload: Uint8Array,
  pieces: number,
  reversed: boolean,
): readonly Uint8Array[] => {
  const whole = [make.ipv4(addresses, make.UDP, payload)];
  const cut = pieces > 0 ? make.fragments(addresses, make.UDP, payload, pieces * 8) : whole;
  const frames = cut.map((packet) => make.ethernet(packet, tags ? { tags } : {}));
  return reversed ? frames.toReversed() : frames;
};

const spoken: fc.Arbitrary<Spoken> = fc
  .record({
    kind: fc.constantFrom('silence', 'reply', 'tftp', 'tftp6', 'http', 'noise'),
    mac: macs,
    name: names,
    tags: wires,
    pieces: fc.integer({ min: 0, max: 20 }),
    reversed: fc.boolean(),
    id: fc.integer({ min: 1, max: 0xffff }),
    type: fc.constantFrom<'DISCOVER' | 'INFORM' | 'RELEASE'>('DISCOVER', 'INFORM', 'RELEASE'),
    status: fc.constantFrom('200 OK', '404 Not Found', '403 Forbidden'),
  })
  .map(({ kind, mac, name, tags, pieces, reversed, id, type, status }) => (port) => {
    const fields = { chaddr: make.mac(mac), xid: id * 7, ciaddr: ipv4(PHONE_IP) };
    const client = { source: '0.0.0.0', destination: '255.255.255.255', id };
    const phone = { source: PHONE_IP, destination: SERVER_IP, id };
    const rrq = make.tftp({ type: 'RRQ', fileName: name, mode: 'octet', options: [] });
    switch (kind) {
      case 'silence': {
        const message = make.udp(68, 67, dhcpMessage(type, [], fields));
        return { frames: packed(tags, client, message, pieces, reversed) };
      }
      case 'reply': {
        const message = make.udp(67, 68, dhcpMessage('ACK', [], fields));
        return {
          frames: packed(
            tags,
            { ...phone, source: SERVER_IP, destination: PHONE_IP },
            message,
            pieces,
            reversed,
          ),
        };
      }
      case 'tftp':
        return {
          frames: packed(tags, phone, make.udp(port, 69, rrq), Math.min(pieces, 3), reversed),
        };
      case 'tftp6': {
        const packet = make.ipv6(
          'fd000000000000000000000000000053',
          'fd000000000000000000000000000001',
          make.UDP,
          make.udp(port, 69, rrq),
          [{ number: 60, rest: make.join([0, 1, 4], Buffer.alloc(4)) }],
        );
        return { frames: [make.ethernet(packet, tags ? { tags } : {}, 0x86dd)] };
      }
      case 'http': {
        const head = { sourcePort: port, destinationPort: 80, sequence: id };
        const get = Buffer.from(`GET /${name} HTTP/1.1\r\n\r\n`);
        const given = Buffer.from(`HTTP/1.1 ${status}\r\nContent-Length: 2\r\n\r\nhi`);
        const back = {
          sourcePort: 80,
          destinationPort: port,
          sequence: 7,
          acknowledged: id + get.length,
        };
        const server = { source: SERVER_IP, destination: PHONE_IP };
        return {
          frames: [
            make.ethernet(make.ipv4(phone, make.TCP, make.tcp({ ...head, acknowledged: 7 }, get))),
            make.ethernet(make.ipv4(server, make.TCP, make.tcp(back, given))),
          ],
        };
      }
      default:
        return { frames: [make.arp(mac, '10.20.1.99')] };
    }
  });

describe.skipIf(!has || !SOAKING)('tshark', () => {
  const folder = mkdtempSync(joinPath(tmpdir(), 'offhook-tshark-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const formats: Readonly<Record<string, (packets: readonly make.Made[]) => Buffer>> = {
    'pcap, big-endian, ns': (packets) =>
      make.pcap(packets, { littleEndian: false, nanoseconds: true }),
    'pcap, little-endian, µs': (packets) => make.pcap(packets),
    'pcapng, big-endian': (packets) =>
      make.pcapng(packets, { littleEndian: false, resolutions: [9] }),
    'pcapng, little-endian': (packets) => make.pcapng(packets),
  };

  it.each(Object.keys(formats))('sees the same messages at the same times: %s', (name) => {
    const path = joinPath(folder, 'capture');
    // Each as far from the others that none is taken for the repeat or the answer of another.
    const packetsOf = (all: readonly Spoken[]) =>
      all.flatMap((say, index) =>
        say(20_000 + index).frames.map((bytes, part) => ({
          atMs: BEGIN_MS + index * 61_000 + part * 5,
          bytes,
        })),
      );
    const property = fc.property(fc.array(spoken, { minLength: 40, maxLength: 120 }), (all) => {
      const file = formats[name]?.(packetsOf(all)) ?? Buffer.alloc(0);
      writeFileSync(path, file);
      expect(ask(file).toSorted()).toEqual(askTshark(path).toSorted());
    });
    fc.assert(property, { numRuns: soak(1, 8), endOnFailure: true });
  });

  it.each(Object.keys(make.ON_LINK).map(Number))('reads a link of type %i as we do', (linkType) => {
    const rrq = make.tftp({ type: 'RRQ', fileName: 'linked', mode: 'octet', options: [] });
    const packet = make.ipv4(
      { source: PHONE_IP, destination: SERVER_IP },
      make.UDP,
      make.udp(40_000, 69, rrq),
    );
    const bytes = make.ON_LINK[linkType]?.(packet) ?? Buffer.alloc(0);
    const file = make.pcap([{ atMs: BEGIN_MS, bytes }], { linkType });
    const path = joinPath(folder, 'linked');
    writeFileSync(path, file);
    expect(ask(file)).toEqual([`${BEGIN_MS} tftp linked`]);
    expect(askTshark(path)).toEqual([`${BEGIN_MS} tftp linked`]);
  });
});
