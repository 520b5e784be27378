// Single entries of Linux's ARP table, by their address (arp(7)): the cost does not grow with the table.

import { type Ipv4, ipv4ToBytes } from '../core/ipv4.js';
import { type Mac, macFromBytes } from '../core/mac.js';
import type { Libc } from './libc.js';
import { AF_INET } from './message-batch.js';

export interface ArpTable {
  /** Undefined: nobody has answered for it there. */
  at(address: Ipv4, device: string): Mac | undefined;
  /** Ethernet's six bytes. Takes CAP_NET_ADMIN; gives the system's code, or undefined if it is in. */
  put(address: Ipv4, hardware: Uint8Array, device: string): string | undefined;
  /** Whoever put it there. */
  remove(address: Ipv4, device: string): void;
  close(): void;
}

const SIOCDARP = 0x8953;
const SIOCGARP = 0x8954;
const SIOCSARP = 0x8955;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;

/*
 * struct arpreq, in bytes; numbers as the machine writes them.
 *
 *   0 protocol address (sockaddr_in)  16 hardware address (sockaddr)  32 flags  36 netmask  52 device      (68)
 */
const ARPREQ_BYTES = 68;
const AT = { ip: 4, hardware: 16, flags: 32, device: 52 } as const;
const DEVICE_BYTES = 16;
const ARPHRD_ETHER = 1;
/** The entry is complete. */
const ATF_COM = 0x2;

/** Undefined: no socket could be had. It stays open until it is closed. */
export function openArpTable(libc: Libc): ArpTable | undefined {
  const fd = libc.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return undefined;
  const request = Buffer.alloc(ARPREQ_BYTES);
  function ask(address: Ipv4, device: string): void {
    request.fill(0);
    request.writeUInt16LE(AF_INET, 0);
    request.set(ipv4ToBytes(address), AT.ip);
    request.write(device, AT.device, DEVICE_BYTES - 1, 'latin1');
  }
  return {
    at(address, device) {
      ask(address, device);
      if (libc.ioctl(fd, SIOCGARP, request) < 0) return undefined;
      const isComplete = (request.readInt32LE(AT.flags) & ATF_COM) !== 0;
      const isEthernet = request.readUInt16LE(AT.hardware) === ARPHRD_ETHER;
      return isComplete && isEthernet ? macFromBytes(request.subarray(AT.hardware + 2)) : undefined;
    },
    put(address, hardware, device) {
      ask(address, device);
      request.writeUInt16LE(ARPHRD_ETHER, AT.hardware);
      request.set(hardware, AT.hardware + 2);
      request.writeInt32LE(ATF_COM, AT.flags);
      return libc.ioctl(fd, SIOCSARP, request) < 0 ? libc.failure() : undefined;
    },
    remove(address, device) {
      ask(address, device);
      libc.ioctl(fd, SIOCDARP, request);
    },
    close: () => void libc.close(fd),
  };
}
