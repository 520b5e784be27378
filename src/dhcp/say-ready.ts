// What the DHCP server says in its log when it begins.

import type { Log } from '../core/log.js';
import type { LeaseJournal } from './journal/journal.js';
import { describeDamage } from './journal/journal-reader.js';
import type { LeaseTable } from './leases/leases.js';
import type { DhcpLink } from './link/link.js';

export function sayReady(
  log: Log,
  link: DhcpLink,
  journal: LeaseJournal,
  leases: LeaseTable,
): void {
  const known = [...leases.all()].length;
  log.info({ leases: known, receiveBufferBytes: link.receiveBufferBytes }, 'DHCP is ready');
  const damage = describeDamage(journal.found);
  if (damage !== undefined) {
    log.error({ ...journal.found }, `the lease journal was changed or damaged: ${damage}`);
  }
}
