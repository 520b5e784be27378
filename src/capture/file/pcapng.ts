// Wireshark's format, "pcapng" (draft-ietf-opsawg-pcapng): sections, each with an order of bytes and interfaces of its
// own. What is no packet and describes none is passed over, secrets of TLS included.
//
//   block    type 4 | length 4 | body | length 4      lengths count all of it, a multiple of 4
//   option   code 2 | length 2 | value, filled up to a multiple of 4

import { dataViewOf } from '../../core/data-view-of.js';
import type { Format, Want } from './bytes-wanted.js';
import type { CaptureSink } from './capture-sink.js';
import { MAX_PACKET_BYTES } from './pcap.js';

export const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE = 1;
const OLD_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;
const READ: ReadonlySet<number> = new Set([INTERFACE, OLD_PACKET, SIMPLE_PACKET, ENHANCED_PACKET]);

const BYTE_ORDER = 0x1a2b3c4d;
const FRAME_BYTES = 12;
const SECTION_BYTES = 28;
const PACKET_HEAD_BYTES = 20;
/** A packet with all that may be said about it. */
const MAX_BLOCK_BYTES = MAX_PACKET_BYTES + 65_536;
/** More, and somebody means harm. */
const MAX_INTERFACES = 4_096;

const OPTION = { end: 0, tsresol: 9, tsoffset: 14 } as const;

interface Interface {
  readonly linkType: number;
  readonly snapLength: number;
  readonly ticksPerMs: number;
  readonly offsetMs: number;
}

interface Section {
  littleEndian: boolean;
  readonly interfaces: Interface[];
  /** Of the packet before: simple ones bring no time. */
  lastMs: number;
}

/** The first block's type has been read. */
export function* readPcapng(sink: CaptureSink): Format {
  const section: Section = { littleEndian: false, interfaces: [], lastMs: 0 };
  let type = SECTION_HEADER;
  for (;;) {
    const isWhole =
      type === SECTION_HEADER ? yield* openSection(section) : yield* readBlock(type, section, sink);
    if (!isWhole) return sink.damaged();
    sink.begin();
    const head = yield { take: 4 };
    sink.within();
    // A section's type reads the same in both orders.
    type = dataViewOf(head).getUint32(0, section.littleEndian);
  }
}

type Part = Generator<Want, boolean, Uint8Array>;

/** False, here and below: it contradicts itself. */
function* openSection(section: Section): Part {
  const head = dataViewOf(yield { take: 8 });
  const littleEndian = head.getUint32(4, true) === BYTE_ORDER;
  if (!littleEndian && head.getUint32(4) !== BYTE_ORDER) return false;
  const length = head.getUint32(0, littleEndian);
  if (length < SECTION_BYTES || length % 4 !== 0) return false;
  section.littleEndian = littleEndian;
  section.interfaces.length = 0;
  return yield* passOver(length, length - 16, littleEndian);
}

function* readBlock(type: number, section: Section, sink: CaptureSink): Part {
  const { littleEndian } = section;
  const length = dataViewOf(yield { take: 4 }).getUint32(0, littleEndian);
  if (length < FRAME_BYTES || length % 4 !== 0) return false;
  if (!READ.has(type)) return yield* passOver(length, length - FRAME_BYTES, littleEndian);
  if (length > MAX_BLOCK_BYTES) return false;
  const body = yield { take: length - FRAME_BYTES };
  if (!(yield* passOver(length, 0, littleEndian))) return false;
  if (type === INTERFACE) return addInterface(body, section);
  if (type === SIMPLE_PACKET) return tellSimple(body, section, sink);
  return tellPacket(body, type === OLD_PACKET, section, sink);
}

/** To the end of a block, where its length stands once more. */
function* passOver(length: number, bytes: number, littleEndian: boolean): Part {
  if (bytes > 0) yield { skip: bytes };
  return dataViewOf(yield { take: 4 }).getUint32(0, littleEndian) === length;
}

function addInterface(body: Uint8Array, { littleEndian, interfaces }: Section): boolean {
  if (body.length < 8 || interfaces.length >= MAX_INTERFACES) return false;
  const view = dataViewOf(body);
  const options = readOptions(body.subarray(8), littleEndian);
  const resolution = options.get(OPTION.tsresol)?.[0] ?? 6;
  const base = (resolution & 0x80) === 0 ? 10 : 2;
  const offset = options.get(OPTION.tsoffset);
  interfaces.push({
    linkType: view.getUint16(0, littleEndian),
    snapLength: view.getUint32(4, littleEndian) || MAX_PACKET_BYTES,
    ticksPerMs: base ** (resolution & 0x7f) / 1_000,
    offsetMs:
      offset?.length === 8 ? Number(dataViewOf(offset).getBigInt64(0, littleEndian)) * 1_000 : 0,
  });
  return true;
}

/** What runs past the end is left out. */
function readOptions(bytes: Uint8Array, littleEndian: boolean): ReadonlyMap<number, Uint8Array> {
  const options = new Map<number, Uint8Array>();
  const view = dataViewOf(bytes);
  for (let at = 0; at + 4 <= bytes.length; ) {
    const code = view.getUint16(at, littleEndian);
    const length = view.getUint16(at + 2, littleEndian);
    if (code === OPTION.end || at + 4 + length > bytes.length) break;
    options.set(code, bytes.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return options;
}

/*
 *   interface 4 (old: 2, and drops 2) | time, upper half 4 | lower half 4 | bytes kept 4 | on the wire 4 | packet | options
 */
function tellPacket(
  body: Uint8Array,
  isOld: boolean,
  section: Section,
  sink: CaptureSink,
): boolean {
  if (body.length < PACKET_HEAD_BYTES) return false;
  const { littleEndian, interfaces } = section;
  const view = dataViewOf(body);
  const index = isOld ? view.getUint16(0, littleEndian) : view.getUint32(0, littleEndian);
  const kept = view.getUint32(12, littleEndian);
  if (kept > body.length - PACKET_HEAD_BYTES) return false;
  const from = interfaces[index];
  if (!from) {
    sink.homeless();
    return true;
  }
  const ticks = view.getUint32(4, littleEndian) * 2 ** 32 + view.getUint32(8, littleEndian);
  section.lastMs = ticks / from.ticksPerMs + from.offsetMs;
  const bytes = body.subarray(PACKET_HEAD_BYTES, PACKET_HEAD_BYTES + kept);
  sink.packet(section.lastMs, from.linkType, bytes, view.getUint32(16, littleEndian));
  return true;
}

/** Only the length on the wire stands before it. */
function tellSimple(body: Uint8Array, section: Section, sink: CaptureSink): boolean {
  if (body.length < 4) return false;
  const [from] = section.interfaces;
  if (!from) {
    sink.homeless();
    return true;
  }
  const length = dataViewOf(body).getUint32(0, section.littleEndian);
  const bytes = body.subarray(4, 4 + Math.min(length, from.snapLength));
  sink.packet(section.lastMs, from.linkType, bytes, length);
  return true;
}
