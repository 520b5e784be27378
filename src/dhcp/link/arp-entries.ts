// Entries of the kernel's ARP table for clients that have no address yet, so that a reply goes to their hardware address
// and to nobody else: RFC 2131 section 4.1. Where it may not be changed, or not now, they are answered by broadcast.
//
// Nobody answers for such an address yet, so each entry is ours alone, and is taken out again after a moment: others ask
// the table who uses an address, and it has room for a thousand or so.

import type { Ipv4 } from '../../core/ipv4.js';
import type { ArpTable } from '../../udp/arp-table.js';

export interface ArpEntries {
  /** Whether what is sent to the address in this turn goes to that hardware address, by that interface. */
  put(address: Ipv4, hardware: Uint8Array, device: string): boolean;
  /** And the table. */
  close(): void;
}

/** Until an entry is taken out at the latest, and long after the reply has left. */
const KEEP_MS = 1000;
/** At once; Linux throws entries out from 512 on, by default, whosever they are. */
const MAX_ENTRIES = 256;
const FORBIDDEN: readonly string[] = ['EPERM', 'EACCES'];

/** `refused` is called once, if this process may not change the table. */
export function createArpEntries(table: ArpTable, refused: (code: string) => void): ArpEntries {
  const entries = new Map<Ipv4, string>();
  let isRefused = false;
  let timer: NodeJS.Timeout | undefined;

  function takeOut(): void {
    clearTimeout(timer);
    timer = undefined;
    for (const [address, device] of entries) table.remove(address, device);
    entries.clear();
  }
  return {
    put(address, hardware, device) {
      if (isRefused || entries.size >= MAX_ENTRIES) return false;
      const code = table.put(address, hardware, device);
      if (code !== undefined) {
        isRefused = FORBIDDEN.includes(code);
        if (isRefused) refused(code);
        return false;
      }
      entries.set(address, device);
      timer ??= setTimeout(takeOut, KEEP_MS).unref();
      return true;
    },
    close() {
      takeOut();
      table.close();
    },
  };
}
