// UDP and TCP headers (RFC 768, RFC 9293). Checksums are not looked at: a card often makes them after the capture.

import { dataViewOf } from '../../core/data-view-of.js';
import type { IpPacket } from './ip.js';

export interface UdpMessage {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly bytes: Uint8Array;
  /** On the wire. */
  readonly length: number;
}

export interface Segment extends UdpMessage {
  readonly sequence: number;
  /** Undefined: it acknowledges nothing. */
  readonly acknowledged: number | undefined;
  readonly begins: boolean;
  readonly finishes: boolean;
  readonly resets: boolean;
}

const UDP_BYTES = 8;
const TCP_BYTES = 20;
const [FIN, SYN, RST, ACK] = [1, 2, 4, 16];

export function openUdp({ payload, length }: IpPacket): UdpMessage | undefined {
  if (payload.length < UDP_BYTES) return undefined;
  const view = dataViewOf(payload);
  const said = view.getUint16(4);
  if (said < UDP_BYTES || said > length) return undefined;
  return {
    sourcePort: view.getUint16(0),
    destinationPort: view.getUint16(2),
    bytes: payload.subarray(UDP_BYTES, said),
    length: said - UDP_BYTES,
  };
}

export function openTcp({ payload, length }: IpPacket): Segment | undefined {
  if (payload.length < TCP_BYTES) return undefined;
  const view = dataViewOf(payload);
  const headerBytes = (view.getUint8(12) >>> 4) * 4;
  if (headerBytes < TCP_BYTES || headerBytes > length || headerBytes > payload.length) {
    return undefined;
  }
  const flags = view.getUint8(13);
  return {
    sourcePort: view.getUint16(0),
    destinationPort: view.getUint16(2),
    bytes: payload.subarray(headerBytes),
    length: length - headerBytes,
    sequence: view.getUint32(4),
    acknowledged: (flags & ACK) === 0 ? undefined : view.getUint32(8),
    begins: (flags & SYN) !== 0,
    finishes: (flags & FIN) !== 0,
    resets: (flags & RST) !== 0,
  };
}
