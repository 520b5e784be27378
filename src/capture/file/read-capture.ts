// A capture file as packets, while it comes: what it is shows at its first four bytes.

import { dataViewOf } from '../../core/data-view-of.js';
import type { Notes } from '../notes.js';
import type { CapturedPacket } from '../packet.js';
import { createFeed, type Format } from './bytes-wanted.js';
import type { CaptureSink } from './capture-sink.js';
import { pcapVariant, readPcap } from './pcap.js';
import { readPcapng, SECTION_HEADER } from './pcapng.js';

export interface CaptureReader {
  /** False: nothing more can be read, and the rest need not be brought. */
  take(chunk: Uint8Array): boolean;
  /** There is no more. */
  end(): void;
}

/** Of a Date; what is beyond is a damaged clock. */
const MAX_MS = 8.64e15;

/** Whether a file that begins with these bytes, four at least, is a capture. */
export function isCapture(start: Uint8Array): boolean {
  if (start.length < 4) return false;
  const magic = dataViewOf(start).getUint32(0);
  return magic === SECTION_HEADER || pcapVariant(magic) !== undefined;
}

/** Of what `isCapture`. Never throws, whatever the bytes; what cannot be read becomes a note. */
export function createCaptureReader(
  onPacket: (packet: CapturedPacket) => void,
  notes: Notes,
): CaptureReader {
  let frame = 0;
  let lastMs = 0;
  /** Where the record began that is being read; undefined: between two. */
  let begun: number | undefined = 0;
  let isDamaged = false;
  let where = 0;
  const feed = createFeed((offset) => open(offset));

  function open(offset: () => number): Format {
    const sink: CaptureSink = {
      begin() {
        where = offset();
        begun = undefined;
      },
      within() {
        begun = where;
      },
      packet(atMs, linkType, bytes, length) {
        frame++;
        if (Math.abs(atMs) < MAX_MS) lastMs = atMs;
        onPacket({ frame, atMs: lastMs, linkType, bytes, length });
      },
      homeless() {
        frame++;
        notes.add('no-interface', { unit: 'packet', number: frame });
      },
      damaged() {
        isDamaged = true;
        notes.add('damaged', { unit: 'byte', number: where });
      },
    };
    return readFormat(sink);
  }

  return {
    take: (chunk) => feed.take(chunk),
    end() {
      if (isDamaged || (begun === undefined && feed.left() === 0)) return;
      notes.add('truncated', { unit: 'byte', number: where });
    },
  };
}

function* readFormat(sink: CaptureSink): Format {
  const magic = dataViewOf(yield { take: 4 }).getUint32(0);
  const variant = pcapVariant(magic);
  if (variant) yield* readPcap(variant, sink);
  else if (magic === SECTION_HEADER) yield* readPcapng(sink);
  else sink.damaged();
}
