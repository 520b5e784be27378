// What a pretend phone says in DHCP as bytes, and what it makes of the answer. Pure.

import type { OptionValue } from '../core/dhcp-option-values.js';
import type { Ipv4 } from '../core/ipv4.js';
import { type Mac, macToBytes } from '../core/mac.js';
import { MESSAGE_TYPES } from '../dhcp/decide/request.js';
import { BROADCAST_FLAG, decodeMessage, ETHERNET, encodeMessage } from '../dhcp/message/message.js';
import { option, rawOptions, readOption } from '../dhcp/message/options.js';
import type { Asking, DhcpAnswer } from './phone-wire.js';

const NONE = 0 as Ipv4;

/** Answers come as broadcasts: it cannot be asked by ARP while it has no address. */
export function clientMessage(mac: Mac, asking: Asking): Uint8Array {
  const { xid, secs, relay = NONE, own = NONE } = asking;
  return encodeMessage({
    op: 'request',
    htype: ETHERNET,
    chaddr: macToBytes(mac),
    hops: relay === NONE ? 0 : 1,
    xid,
    secs,
    flags: BROADCAST_FLAG,
    ciaddr: own,
    yiaddr: NONE,
    siaddr: NONE,
    giaddr: relay,
    sname: '',
    file: '',
    options: rawOptions(optionsOf(asking)),
  });
}

function optionsOf(asking: Asking): readonly OptionValue[] {
  const { type, vendorClass, hostName, wants, server, requested } = asking;
  const isWish = type === 'DISCOVER' || type === 'REQUEST';
  return [
    option('messageType', MESSAGE_TYPES[type]),
    ...(requested === undefined ? [] : [option('addressRequest', requested)]),
    ...(server === undefined ? [] : [option('serverId', server)]),
    ...(isWish && wants.length > 0 ? [option('parameterList', [...wants])] : []),
    ...(vendorClass === undefined ? [] : [option('classId', vendorClass)]),
    ...(hostName === undefined ? [] : [option('hostname', hostName)]),
  ];
}

const ANSWERS = ['OFFER', 'ACK', 'NAK'] as const;

/** Undefined: it answers something else, or is none. */
export function readClientAnswer(datagram: Uint8Array, xid: number): DhcpAnswer | undefined {
  const decoded = decodeMessage(datagram);
  if (!decoded.ok || decoded.message.op !== 'reply' || decoded.message.xid !== xid)
    return undefined;
  const { options, yiaddr, siaddr } = decoded.message;
  const code = readOption(options, 'messageType');
  const type = ANSWERS.find((each) => MESSAGE_TYPES[each] === code);
  const [tftp = siaddr === NONE ? undefined : siaddr] =
    readOption(options, 'tftpServerAddress') ?? [];
  const [server, mask] = [readOption(options, 'serverId'), readOption(options, 'subnetMask')];
  return type && { type, address: yiaddr, server, tftp, mask };
}
