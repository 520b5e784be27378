// Packets and captures as tests make them, byte by byte, and by nothing of the reader that they try.

import { type DhcpMessage, encodeMessage } from '../../src/dhcp/message/message.js';
import { encodePacket, type Packet } from '../../src/tftp/codec/packet.js';

export interface Made {
  readonly atMs: number;
  readonly bytes: Uint8Array;
  /** On the wire; absent: nothing was cut. */
  readonly length?: number;
  /** Of pcapng. */
  readonly interface?: number;
}

export const join = (...parts: readonly (Uint8Array | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (part instanceof Uint8Array ? part : Uint8Array.from(part))));

export function u16(value: number, littleEndian = false): Buffer {
  const bytes = Buffer.alloc(2);
  if (littleEndian) bytes.writeUInt16LE(value);
  else bytes.writeUInt16BE(value);
  return bytes;
}

export function u32(value: number, littleEndian = false): Buffer {
  const bytes = Buffer.alloc(4);
  if (littleEndian) bytes.writeUInt32LE(value);
  else bytes.writeUInt32BE(value);
  return bytes;
}

export const ip = (address: string): Buffer => Buffer.from(address.split('.').map(Number));
export const mac = (address: string): Buffer => Buffer.from(address.replaceAll(':', ''), 'hex');

/** RFC 1071. */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) {
    sum += (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

export interface Addresses {
  readonly source: string;
  readonly destination: string;
  readonly ttl?: number;
  readonly id?: number;
}

export function udp(sourcePort: number, destinationPort: number, payload: Uint8Array): Buffer {
  return join(u16(sourcePort), u16(destinationPort), u16(8 + payload.length), u16(0), payload);
}

export const UDP = 17;
export const TCP = 6;

export interface Part {
  /** In bytes. */
  readonly offset: number;
  readonly more: boolean;
}

export function ipv4(
  { source, destination, ttl = 64, id = 1 }: Addresses,
  protocol: number,
  payload: Uint8Array,
  part: Part = { offset: 0, more: false },
  options: readonly number[] = [],
): Buffer {
  const length = 20 + options.length;
  const head = join(
    [0x40 + length / 4, 0],
    u16(length + payload.length),
    u16(id & 0xffff),
    u16(part.offset / 8 + (part.more ? 0x2000 : 0)),
    [ttl, protocol],
    u16(0),
    ip(source),
    ip(destination),
    options,
  );
  head.writeUInt16BE(checksum(head), 10);
  return join(head, payload);
}

/** The same packet in pieces whose sizes are multiples of 8. */
export function fragments(
  addresses: Addresses,
  protocol: number,
  payload: Uint8Array,
  bytes: number,
): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let offset = 0; offset < payload.length; offset += bytes) {
    const piece = payload.subarray(offset, offset + bytes);
    const more = offset + bytes < payload.length;
    pieces.push(ipv4(addresses, protocol, piece, { offset, more }));
  }
  return pieces;
}

/** `headers`: extension headers, each with its own number and its bytes but the first, which names what follows. */
export function ipv6(
  source: string,
  destination: string,
  protocol: number,
  payload: Uint8Array,
  headers: readonly { readonly number: number; readonly rest: Uint8Array }[] = [],
): Buffer {
  const numbers = [...headers.map(({ number }) => number), protocol];
  const chain = headers.map(({ rest }, index) => join([numbers[index + 1] ?? 0], rest));
  const body = join(...chain, payload);
  return join(
    [0x60, 0, 0, 0],
    u16(body.length),
    [numbers[0] ?? 0, 64],
    Buffer.from(source, 'hex'),
    Buffer.from(destination, 'hex'),
    body,
  );
}

export interface TcpHead {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledged?: number;
  /** `S`, `F`, `R`. */
  readonly flags?: string;
}

export function tcp(head: TcpHead, payload: Uint8Array = new Uint8Array(0)): Buffer {
  const { sourcePort, destinationPort, sequence, acknowledged, flags = '' } = head;
  const bits =
    (flags.includes('F') ? 1 : 0) +
    (flags.includes('S') ? 2 : 0) +
    (flags.includes('R') ? 4 : 0) +
    (acknowledged === undefined ? 0 : 16);
  return join(
    u16(sourcePort),
    u16(destinationPort),
    u32(sequence >>> 0),
    u32((acknowledged ?? 0) >>> 0),
    [0x50, bits],
    u16(0xffff),
    u32(0),
    payload,
  );
}

export interface Wire {
  readonly source?: string;
  readonly destination?: string;
  /** 802.1Q tags from the outside, with the type that announces each. */
  readonly tags?: readonly (readonly [type: number, vlan: number])[];
}

export const PHONE = '00:1b:d4:00:00:01';
export const SERVER = '02:00:00:00:00:01';

export function ethernet(payload: Uint8Array, wire: Wire = {}, etherType = 0x0800): Buffer {
  const { source = PHONE, destination = SERVER, tags = [] } = wire;
  const types = [...tags.map(([type]) => type), etherType];
  const vlans = tags.map(([, vlan], index) => join(u16(vlan), u16(types[index + 1] ?? 0)));
  return join(mac(destination), mac(source), u16(types[0] ?? 0), ...vlans, payload);
}

/** The same IP packet on each kind of link, by its number. */
export const ON_LINK: Readonly<Record<number, (packet: Uint8Array) => Buffer>> = {
  0: (packet) => join(u32(2, true), packet),
  1: (packet) => ethernet(packet),
  101: (packet) => Buffer.from(packet),
  108: (packet) => join(u32(2), packet),
  113: (packet) => join(u16(0), u16(1), u16(6), mac(PHONE), u16(0), u16(0x0800), packet),
  228: (packet) => Buffer.from(packet),
  276: (packet) => join(u16(0x0800), u16(0), u32(2), u16(1), [0, 6], mac(PHONE), u16(0), packet),
};

export function arp(sender: string, address: string): Buffer {
  const body = join(u16(1), u16(0x0800), [6, 4], u16(2), mac(sender), ip(address));
  return ethernet(join(body, mac(SERVER), ip('10.20.1.1')), { source: sender }, 0x0806);
}

export interface PcapOptions {
  readonly littleEndian?: boolean;
  readonly nanoseconds?: boolean;
  readonly linkType?: number;
}

export function pcap(packets: readonly Made[], options: PcapOptions = {}): Buffer {
  const { littleEndian = true, nanoseconds = false, linkType = 1 } = options;
  const n16 = (value: number) => u16(value, littleEndian);
  const n32 = (value: number) => u32(value, littleEndian);
  const head = join(
    n32(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4),
    n16(2),
    n16(4),
    n32(0),
    n32(0),
    n32(262_144),
    n32(linkType),
  );
  const records = packets.map(({ atMs, bytes, length = bytes.length }) => {
    const seconds = Math.floor(atMs / 1_000);
    const fraction = Math.round((atMs - seconds * 1_000) * (nanoseconds ? 1e6 : 1e3));
    return join(n32(seconds), n32(fraction), n32(bytes.length), n32(length), bytes);
  });
  return join(head, ...records);
}

export interface PcapngOptions {
  readonly littleEndian?: boolean;
  /** `if_tsresol` of each interface: 6 is microseconds, 0x8a 1/1024 s; absent: not said. */
  readonly resolutions?: readonly (number | undefined)[];
  readonly linkType?: number;
  readonly block?: 'enhanced' | 'simple' | 'old';
}

/** One section. */
export function pcapng(packets: readonly Made[], options: PcapngOptions = {}): Buffer {
  const {
    littleEndian = true,
    resolutions = [undefined],
    linkType = 1,
    block = 'enhanced',
  } = options;
  const n16 = (value: number) => u16(value, littleEndian);
  const n32 = (value: number) => u32(value, littleEndian);
  const blockOf = (type: number, body: Uint8Array) => {
    const padded = join(body, new Uint8Array(-body.length & 3));
    const length = n32(padded.length + 12);
    return join(n32(type), length, padded, length);
  };
  const optionOf = (code: number, value: Uint8Array) =>
    join(n16(code), n16(value.length), value, new Uint8Array(-value.length & 3));
  const section = blockOf(
    0x0a0d0d0a,
    join(n32(0x1a2b3c4d), n16(1), n16(0), n32(0xffffffff), n32(0xffffffff)),
  );
  const interfaces = resolutions.map((resolution) => {
    const name = optionOf(2, Buffer.from('eth0'));
    const said = resolution === undefined ? [] : optionOf(9, Uint8Array.of(resolution));
    return blockOf(1, join(n16(linkType), n16(0), n32(0), name, said, n32(0)));
  });
  const records = packets.map(({ atMs, bytes, length = bytes.length, interface: index = 0 }) => {
    if (block === 'simple') return blockOf(3, join(n32(length), bytes));
    const resolution = resolutions[index] ?? 6;
    const base = (resolution & 0x80) === 0 ? 10 : 2;
    const ticks =
      (BigInt(Math.round(atMs * 1e3)) * BigInt(base ** (resolution & 0x7f))) / 1_000_000n;
    const time = join(n32(Number(ticks >> 32n)), n32(Number(ticks & 0xffffffffn)));
    const which = block === 'old' ? join(n16(index), n16(0)) : n32(index);
    const body = join(which, time, n32(bytes.length), n32(length), bytes);
    const comment = optionOf(1, Buffer.from('seen'));
    return blockOf(
      block === 'old' ? 2 : 6,
      join(body, new Uint8Array(-body.length & 3), comment, n32(0)),
    );
  });
  // What no reader of packets needs: statistics, names of hosts, secrets of TLS.
  const others = [
    blockOf(5, new Uint8Array(12)),
    blockOf(4, n32(0)),
    blockOf(10, new Uint8Array(40)),
  ];
  return join(section, ...interfaces, ...others, ...records, ...others);
}

export const dhcp = (message: DhcpMessage): Uint8Array => encodeMessage(message);
export const tftp = (packet: Packet): Uint8Array => encodePacket(packet);
