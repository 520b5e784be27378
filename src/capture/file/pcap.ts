// The format of tcpdump's `-w`, "pcap" (draft-ietf-opsawg-pcap), in both orders of bytes, with micro- or nanoseconds.
//
//   file header      magic 4 | major 2 | minor 2 | reserved 8 | snaplen 4 | FCS and link type 4
//   before a packet  seconds 4 | fraction 4 | bytes kept 4 | bytes on the wire 4

import { dataViewOf } from '../../core/data-view-of.js';
import type { Format } from './bytes-wanted.js';
import type { CaptureSink } from './capture-sink.js';

interface Variant {
  readonly littleEndian: boolean;
  readonly fractionsPerMs: number;
  /** Between the header of a packet and its bytes. */
  readonly extraBytes: number;
}

/** By the first four bytes as they lie in the file. */
const VARIANTS: Readonly<Record<number, Variant>> = {
  2712847316: { littleEndian: false, fractionsPerMs: 1_000, extraBytes: 0 }, // a1b2c3d4
  3569595041: { littleEndian: true, fractionsPerMs: 1_000, extraBytes: 0 }, // d4c3b2a1
  2712812621: { littleEndian: false, fractionsPerMs: 1_000_000, extraBytes: 0 }, // a1b23c4d
  1295823521: { littleEndian: true, fractionsPerMs: 1_000_000, extraBytes: 0 }, // 4d3cb2a1
  // Patched libpcap of old Linux distributions: interface, protocol and packet type stand behind each header.
  2712849716: { littleEndian: false, fractionsPerMs: 1_000, extraBytes: 8 }, // a1b2cd34
  886944417: { littleEndian: true, fractionsPerMs: 1_000, extraBytes: 8 }, // 34cdb2a1
};

const HEADER_BYTES = 24;
const RECORD_BYTES = 16;
/** What no interface captures more of; larger is a damaged length. */
export const MAX_PACKET_BYTES = 262_144;

export function pcapVariant(magic: number): Variant | undefined {
  return VARIANTS[magic];
}

/** The magic has been read. */
export function* readPcap(variant: Variant, sink: CaptureSink): Format {
  const { littleEndian, fractionsPerMs, extraBytes } = variant;
  const header = dataViewOf(yield { take: HEADER_BYTES - 4 });
  // The upper bits tell of a checksum behind each frame, which the lengths of IP leave out.
  const linkType = header.getUint32(16, littleEndian) & 0xffff;
  for (;;) {
    sink.begin();
    const record = dataViewOf(yield { take: RECORD_BYTES });
    sink.within();
    const seconds = record.getUint32(0, littleEndian);
    const fraction = record.getUint32(4, littleEndian);
    const kept = record.getUint32(8, littleEndian);
    const length = record.getUint32(12, littleEndian);
    if (kept > MAX_PACKET_BYTES) return sink.damaged();
    if (extraBytes > 0) yield { skip: extraBytes };
    const bytes = yield { take: kept };
    sink.packet(seconds * 1_000 + fraction / fractionsPerMs, linkType, bytes, length);
  }
}
