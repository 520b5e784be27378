// Linux's ARP table: which MAC answered for an address. Elsewhere nothing is known.

import { readFileSync } from 'node:fs';
import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import { type Mac, parseMac } from '../core/mac.js';

/** As it was at one moment. */
export interface NeighbourTable {
  get(address: Ipv4): Mac | undefined;
}

const ARP_TABLE = '/proc/net/arp';
/** ATF_COM of if_arp.h: the entry is complete. */
const COMPLETE = 0x2;

export function readNeighbours(): NeighbourTable {
  try {
    return parseArpTable(readFileSync(ARP_TABLE, 'latin1'));
  } catch {
    return { get: () => undefined };
  }
}

/** Columns of proc(5): IP address, HW type, Flags, HW address, Mask, Device. Thousands of lines, of which few matter. */
export function parseArpTable(text: string): NeighbourTable {
  return {
    get(address) {
      const start = `\n${formatIpv4(address)} `;
      for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
        const end = text.indexOf('\n', at + 1);
        const mac = macIn(text.slice(at + 1, end < 0 ? undefined : end));
        if (mac !== undefined) return mac;
      }
      return undefined;
    },
  };
}

function macIn(line: string): Mac | undefined {
  const [, , flags, mac = ''] = line.split(/\s+/);
  return (Number(flags) & COMPLETE) === 0 ? undefined : parseMac(mac);
}
