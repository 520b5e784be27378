// Linux's ARP table: which MAC answered for an address. Elsewhere nothing is known.

import { readFileSync } from 'node:fs';
import { type Ipv4, parseIpv4 } from '../core/ipv4.js';
import { type Mac, parseMac } from '../core/mac.js';

const ARP_TABLE = '/proc/net/arp';
/** ATF_COM of if_arp.h: the entry is complete. */
const COMPLETE = 0x2;

export function readNeighbours(): ReadonlyMap<Ipv4, Mac> {
  try {
    return parseArpTable(readFileSync(ARP_TABLE, 'utf8'));
  } catch {
    return new Map();
  }
}

/** Columns of proc(5): IP address, HW type, Flags, HW address, Mask, Device. */
export function parseArpTable(text: string): ReadonlyMap<Ipv4, Mac> {
  const entries = text.split('\n').flatMap((line) => {
    const [ipText = '', , flags, macText = ''] = line.split(/\s+/);
    const ip = parseIpv4(ipText);
    const mac = parseMac(macText);
    return ip !== undefined && mac && (Number(flags) & COMPLETE) !== 0 ? [[ip, mac] as const] : [];
  });
  return new Map(entries);
}
