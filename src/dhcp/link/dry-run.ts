// DHCP that listens and thinks, and does nothing: a link that is silent, a journal that forgets.

import { systemClock } from '../../core/clock.js';
import type { LeaseJournal } from '../journal/journal.js';
import { readJournalFile } from '../journal/journal-files.js';
import { settledLease } from '../journal/journal-line.js';
import { readJournalContent } from '../journal/journal-reader.js';
import { type DhcpMessage, decodeMessage } from '../message/message.js';
import type { Destination, MovableLink } from './link.js';

/** Hears as `link` does; what would be sent is told to `say` instead. */
export function createDryLink(
  link: MovableLink,
  say: (message: DhcpMessage, destination: Destination) => void,
): MovableLink {
  return {
    ...link,
    send(datagram, destination) {
      const decoded = decodeMessage(datagram);
      if (decoded.ok) say(decoded.message, destination);
    },
  };
}

/** The leases that are written at `path`, if any, whoever has it open; nothing is written there. */
export async function openDryJournal(path: string): Promise<LeaseJournal> {
  const bytes = await readJournalFile(path);
  const { lines, damage } = readJournalContent(bytes ?? new Uint8Array());
  const nowMs = systemClock.wallMs();
  const leases = [...lines.values()].map((line) => settledLease(line, nowMs));
  return {
    leases: () => leases,
    at: () => undefined,
    found: damage,
    append: async () => {},
    check: async () => {},
    close: async () => {},
  };
}
