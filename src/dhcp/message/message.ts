// The DHCP message, RFC 2131 section 2, as bytes and as a record. Knows no option's meaning.
//
//    0               1               2               3
//   +---------------+---------------+---------------+---------------+
// 0 | op            | htype         | hlen          | hops          |
//   +---------------+---------------+---------------+---------------+
// 4 | xid                                                           |
//   +-------------------------------+-------------------------------+
// 8 | secs                          | flags: B and 15 zero bits     |
//   +-------------------------------+-------------------------------+
// 12| ciaddr                                                        |
// 16| yiaddr                                                        |
// 20| siaddr                                                        |
// 24| giaddr                                                        |
//   +---------------------------------------------------------------+
// 28| chaddr (16 bytes)                                             |
// 44| sname (64 bytes)                                              |
//108| file (128 bytes)                                              |
//   +---------------------------------------------------------------+
//236| 99.130.83.99, then options                                    |
//   +---------------------------------------------------------------+

import { type Ipv4, ipv4At } from '../../core/ipv4.js';
import { decodeOptions, encodeOptions, type Field } from './option-list.js';
import type { RawOptions } from './options.js';
import type { PacketFault } from './packet-faults.js';

export interface DhcpMessage {
  readonly op: 'request' | 'reply';
  /** IANA's number of the hardware type; 1 is Ethernet. */
  readonly htype: number;
  /** Hardware address, hlen bytes of the 16. */
  readonly chaddr: Uint8Array;
  readonly hops: number;
  readonly xid: number;
  readonly secs: number;
  /** All sixteen bits, so that what we do not know is echoed. */
  readonly flags: number;
  readonly ciaddr: Ipv4;
  readonly yiaddr: Ipv4;
  readonly siaddr: Ipv4;
  readonly giaddr: Ipv4;
  /** Server host name, empty where the field held options. */
  readonly sname: string;
  /** Boot file name, empty where the field held options. */
  readonly file: string;
  readonly options: RawOptions;
}

export type DecodedMessage =
  | { readonly ok: true; readonly message: DhcpMessage }
  | { readonly ok: false; readonly fault: PacketFault };

export const BROADCAST_FLAG = 0x8000;
export const ETHERNET = 1;
/** Bytes before the first option: the fixed part and the cookie. */
export const OPTIONS_OFFSET = 240;

const COOKIE = 0x63825363;
const CHADDR = { offset: 28, length: 16 };
const SNAME = { offset: 44, length: 64 };
const FILE = { offset: 108, length: 128 };
/** RFC 1542 section 2.1: relays may drop what is shorter. */
const BOOTP_MIN = 300;

/** Never throws, whatever the bytes. The result shares their memory. */
export function decodeMessage(datagram: Uint8Array): DecodedMessage {
  const bytes = new Uint8Array(datagram.buffer, datagram.byteOffset, datagram.length);
  if (bytes.length < OPTIONS_OFFSET) return { ok: false, fault: 'too-short' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const op = view.getUint8(0);
  const hlen = view.getUint8(2);
  if ((op !== 1 && op !== 2) || hlen > CHADDR.length) return { ok: false, fault: 'bad-header' };
  if (view.getUint32(236) !== COOKIE) return { ok: false, fault: 'bad-cookie' };
  const decoded = decodeOptions(bytes, { options: OPTIONS_OFFSET, file: FILE, sname: SNAME });
  if (!decoded.ok) return decoded;
  const message: DhcpMessage = {
    op: op === 1 ? 'request' : 'reply',
    htype: view.getUint8(1),
    chaddr: bytes.subarray(CHADDR.offset, CHADDR.offset + hlen),
    hops: view.getUint8(3),
    xid: view.getUint32(4),
    secs: view.getUint16(8),
    flags: view.getUint16(10),
    ciaddr: ipv4At(view, 12),
    yiaddr: ipv4At(view, 16),
    siaddr: ipv4At(view, 20),
    giaddr: ipv4At(view, 24),
    sname: (decoded.overload & 2) === 0 ? decodeName(bytes, SNAME) : '',
    file: (decoded.overload & 1) === 0 ? decodeName(bytes, FILE) : '',
    options: decoded.options,
  };
  return { ok: true, message };
}

/** Padded to BOOTP's 300 bytes. Throws RangeError for a name or hardware address that does not fit. */
export function encodeMessage(message: DhcpMessage): Uint8Array {
  const bytes = encodeOptions(message.options, OPTIONS_OFFSET, BOOTP_MIN);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  view.setUint8(0, message.op === 'request' ? 1 : 2);
  view.setUint8(1, message.htype);
  view.setUint8(2, message.chaddr.length);
  view.setUint8(3, message.hops);
  view.setUint32(4, message.xid);
  view.setUint16(8, message.secs);
  view.setUint16(10, message.flags);
  view.setUint32(12, message.ciaddr);
  view.setUint32(16, message.yiaddr);
  view.setUint32(20, message.siaddr);
  view.setUint32(24, message.giaddr);
  place(bytes, CHADDR, message.chaddr);
  if (message.sname !== '') place(bytes, SNAME, Buffer.from(message.sname, 'latin1'));
  if (message.file !== '') place(bytes, FILE, Buffer.from(message.file, 'latin1'));
  view.setUint32(236, COOKIE);
  return bytes;
}

function place(bytes: Uint8Array, { offset, length }: Field, value: Uint8Array): void {
  if (value.length > length) throw new RangeError(`${value.length} bytes in a field of ${length}`);
  bytes.set(value, offset);
}

/** Up to the first NUL, byte for byte. */
function decodeName(bytes: Uint8Array, { offset, length }: Field): string {
  if (bytes[offset] === 0) return '';
  const field = Buffer.from(bytes.buffer, bytes.byteOffset + offset, length);
  const end = field.indexOf(0);
  return field.toString('latin1', 0, end < 0 ? length : end);
}
