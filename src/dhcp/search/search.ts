// What is asked, and what is heard, to find the DHCP servers on a wire. Pure; find-servers.ts asks.
//
// An INFORM, and a DISCOVER of a client that does not exist. Some servers ping an address for seconds before
// they offer it, and do nothing else meanwhile, but tell parameters at once: so the INFORM goes first. The
// broadcast flag makes the offer audible without an address of the client's own.

import type { Ipv4 } from '../../core/ipv4.js';
import { MESSAGE_TYPES } from '../decide/request.js';
import { BROADCAST_FLAG, type DhcpMessage, decodeMessage, ETHERNET } from '../message/message.js';
import { option, rawOptions, readOption } from '../message/options.js';

export interface Searcher {
  /** Random: what tells this search, and its wire, from others. */
  readonly xid: number;
  /** Six bytes. */
  readonly mac: Uint8Array;
  /** Ours on the wire. */
  readonly address: Ipv4;
}

export interface ServerAnswer {
  readonly serverId: Ipv4;
  /** Absent: it told parameters only. */
  readonly offered?: Ipv4;
}

const NONE = 0 as Ipv4;

export function searchMessages(searcher: Searcher): readonly DhcpMessage[] {
  return [
    { ...question(searcher, 'INFORM'), ciaddr: searcher.address },
    { ...question(searcher, 'DISCOVER'), flags: BROADCAST_FLAG },
  ];
}

function question({ xid, mac }: Searcher, type: 'DISCOVER' | 'INFORM'): DhcpMessage {
  return {
    op: 'request',
    htype: ETHERNET,
    chaddr: mac,
    hops: 0,
    xid,
    secs: 0,
    flags: 0,
    ciaddr: NONE,
    yiaddr: NONE,
    siaddr: NONE,
    giaddr: NONE,
    sname: '',
    file: '',
    options: rawOptions([
      option('messageType', MESSAGE_TYPES[type]),
      option('parameterList', [1, 3, 54]),
    ]),
  };
}

/** A random MAC that no maker can have given away: locally administered, of one station. */
export function inventedMac(random: Uint8Array): Uint8Array {
  const mac = random.slice(0, 6);
  mac[0] = ((mac[0] ?? 0) & 0xfc) | 0x02;
  return mac;
}

/** undefined: no answer of a server to this search. `sender`: for a server that does not name itself. */
export function readAnswer(
  datagram: Uint8Array,
  { xid }: Pick<Searcher, 'xid'>,
  sender: Ipv4,
): ServerAnswer | undefined {
  const decoded = decodeMessage(datagram);
  if (!decoded.ok) return undefined;
  const { op, options, yiaddr, xid: answered } = decoded.message;
  if (op !== 'reply' || answered !== xid) return undefined;
  const type = readOption(options, 'messageType');
  if (type !== MESSAGE_TYPES.OFFER && type !== MESSAGE_TYPES.ACK) return undefined;
  const serverId = readOption(options, 'serverId') ?? sender;
  return { serverId, ...(yiaddr !== NONE && { offered: yiaddr }) };
}
