// What a journal's bytes say, and where they stop making sense. Pure.

import type { Ipv4 } from '../core/ipv4.js';
import { parseJournalLine } from './journal-line.js';
import type { Lease } from './leases.js';

export interface JournalContent {
  /** The last lease of each address. */
  readonly leases: Map<Ipv4, Lease>;
  readonly nextSeq: number;
  /** End of the last good line. What follows was torn by a crash before it was confirmed. */
  readonly goodBytes: number;
  /** Lines before that which cannot be read: damage of another kind. */
  readonly damagedLines: number;
}

export function readJournalContent(bytes: Uint8Array): JournalContent {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const leases = new Map<Ipv4, Lease>();
  let nextSeq = 1;
  let goodBytes = 0;
  let damagedLines = 0;
  let suspect = 0;
  for (let start = 0, end: number; ; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0) return { leases, nextSeq, goodBytes, damagedLines };
    const line = parseJournalLine(text.slice(start, end));
    if (line === undefined || line.seq < nextSeq) {
      suspect += 1;
      continue;
    }
    leases.set(line.lease.address, line.lease);
    nextSeq = line.seq + 1;
    goodBytes = end + 1;
    damagedLines += suspect;
    suspect = 0;
  }
}
