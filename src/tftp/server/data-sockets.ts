// The sockets that carry transfers: on any free ports, or on those that a firewall lets through.

import { codeOf } from '../../core/coded-error.js';
import { type Listener, listenError } from '../../core/listen-error.js';
import { formatPortRange, type PortRange } from '../../core/port-range.js';
import type { DatagramSocket, OpenSocket, Receive } from '../../udp/datagram.js';

/** Thousands of transfers share these; socket-choice.ts says which gets which. */
const DATA_SOCKETS = 2;

export interface DataPlace {
  readonly address: string;
  /** Absent: any that are free. */
  readonly ports: PortRange | undefined;
  /** Where requests come in, which is none of theirs. */
  readonly listeningPort: number;
}

/** Where transfers go, as a refusal is told. */
export function dataListener(address: string, ports: PortRange): Listener {
  return {
    what: `UDP ${address}:${formatPortRange(ports)} for TFTP's data`,
    port: ports.first,
    instead: 'choose others with "--tftp-data-ports"',
  };
}

/**
 * Empty where the only port is the one that requests come in at: then it carries the transfers, too. Rejects with code,
 * cause and advice if not one of the ports can be had.
 */
export async function openDataSockets(
  open: OpenSocket,
  { address, ports, listeningPort }: DataPlace,
  receive: Receive,
): Promise<readonly DatagramSocket[]> {
  const sockets: DatagramSocket[] = [];
  let refusal: unknown;
  for (const port of candidates(ports, listeningPort)) {
    if (sockets.length === DATA_SOCKETS) break;
    try {
      sockets.push(await open({ address, port }, receive));
    } catch (error) {
      refusal = error;
      if (codeOf(error) !== 'EADDRINUSE') break;
    }
  }
  if (sockets.length > 0 || refusal === undefined) return sockets;
  throw ports === undefined ? refusal : listenError(refusal, dataListener(address, ports));
}

function* candidates(ports: PortRange | undefined, listeningPort: number): Iterable<number> {
  if (ports === undefined) {
    for (let n = 0; n < DATA_SOCKETS; n++) yield 0;
    return;
  }
  for (let port = ports.first; port <= ports.last; port++) if (port !== listeningPort) yield port;
}
