// Does someone use an address already? Asked before an address of a pool is first offered. Needs no privilege.
//
// An empty datagram to the address makes the kernel ask for it by ARP, and makes its user, if there is
// one, refuse the datagram by ICMP. Both say that somebody is there; silence says, for a while, nobody.

import type { Socket } from 'node:dgram';
import { codeOf } from '../../core/coded-error.js';
import { formatIpv4, type Ipv4 } from '../../core/ipv4.js';
import type { Mac } from '../../core/mac.js';
import { createPlainSocket } from '../../udp/plain-socket.js';

/** `unknown`: somebody, but not who. */
export type Occupant = Mac | 'unknown';

/** `from` is our address that its subnet is reached from. Takes a moment; never rejects. */
export type AddressCheck = (address: Ipv4, from: Ipv4) => Promise<Occupant | undefined>;

export interface AddressCheckOptions {
  /** The kernel's ARP table; empty where it cannot be read. */
  neighbours(): { get(address: Ipv4): Mac | undefined };
  readonly waitMs?: number;
}

/** A phone answers within milliseconds; a client waits seconds for its offer. */
const WAIT_MS = 200;
/** RFC 863: what is sent there is thrown away, or refused. */
const DISCARD_PORT = 9;

export function createAddressCheck({
  neighbours,
  waitMs = WAIT_MS,
}: AddressCheckOptions): AddressCheck {
  return async (address, from) => {
    // An old entry tells of the past: who was there may be gone.
    const wasKnown = neighbours().get(address) !== undefined;
    const refused = await provoke(address, from, waitMs);
    const neighbour = neighbours().get(address);
    if (refused) return neighbour ?? 'unknown';
    return wasKnown ? undefined : neighbour;
  };
}

/** Whether the datagram was refused by its receiver. */
function provoke(address: Ipv4, from: Ipv4, waitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createPlainSocket();
    const timer = setTimeout(() => end(socket, resolve, false), waitMs);
    socket.on('error', (error) => {
      clearTimeout(timer);
      end(socket, resolve, codeOf(error) === 'ECONNREFUSED');
    });
    // Only a connected socket hears of a refusal.
    socket.on('connect', () => socket.send(''));
    socket.bind(0, formatIpv4(from), () => socket.connect(DISCARD_PORT, formatIpv4(address)));
  });
}

function end(socket: Socket, resolve: (refused: boolean) => void, refused: boolean): void {
  socket.removeAllListeners('error').on('error', () => {});
  socket.close();
  resolve(refused);
}
