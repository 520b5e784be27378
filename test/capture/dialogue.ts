// Who says what to whom in a capture, one packet after the other.

import { type Ipv4, parseIpv4 } from '../../src/core/ipv4.js';
import { MESSAGE_TYPES, type MessageType } from '../../src/dhcp/decide/request.js';
import type { DhcpMessage } from '../../src/dhcp/message/message.js';
import { option, rawOptions } from '../../src/dhcp/message/options.js';
import type { Packet } from '../../src/tftp/codec/packet.js';
import * as make from './packets.js';

export const PHONE_IP = '10.20.1.53';
export const SERVER_IP = '10.20.1.1';
export const BEGIN_MS = 1_796_000_000_000;

export const ipv4 = (text: string): Ipv4 => parseIpv4(text) ?? (0 as Ipv4);

type Options = Parameters<typeof rawOptions>[0];

/** `fields`: of the message where they are not nothing. */
export function dhcpMessage(
  type: MessageType,
  options: Options = [],
  fields: Partial<DhcpMessage> = {},
): Uint8Array {
  const isReply = type === 'OFFER' || type === 'ACK' || type === 'NAK';
  const none = 0 as Ipv4;
  return make.dhcp({
    ...{ op: isReply ? 'reply' : 'request', htype: 1, chaddr: make.mac(make.PHONE), hops: 0 },
    ...{ xid: 0x1234, secs: 0, flags: 0, ciaddr: none, yiaddr: none, siaddr: none, giaddr: none },
    ...{ sname: '', file: '' },
    options: rawOptions([option('messageType', MESSAGE_TYPES[type]), ...options]),
    ...fields,
  });
}

/** Seconds after the beginning. */
export const at = (seconds: number, bytes: Uint8Array): make.Made => ({
  atMs: BEGIN_MS + seconds * 1_000,
  bytes,
});

export function fromPhone(
  sourcePort: number,
  destinationPort: number,
  payload: Uint8Array,
): Buffer {
  const addresses = { source: PHONE_IP, destination: SERVER_IP };
  return make.ethernet(
    make.ipv4(addresses, make.UDP, make.udp(sourcePort, destinationPort, payload)),
  );
}

export function fromServer(
  sourcePort: number,
  destinationPort: number,
  payload: Uint8Array,
): Buffer {
  const addresses = { source: SERVER_IP, destination: PHONE_IP };
  const packet = make.ipv4(addresses, make.UDP, make.udp(sourcePort, destinationPort, payload));
  return make.ethernet(packet, { source: make.SERVER, destination: make.PHONE });
}

/** By broadcast, from whoever has no address yet. */
export function asks(message: Uint8Array): Buffer {
  const addresses = { source: '0.0.0.0', destination: '255.255.255.255' };
  return make.ethernet(make.ipv4(addresses, make.UDP, make.udp(68, 67, message)), {
    destination: 'ff:ff:ff:ff:ff:ff',
  });
}

export const answers = (message: Uint8Array): Buffer => fromServer(67, 68, message);

export const CLIENT_PORT = 49_152;
export const DATA_PORT = 40_000;

export const toTftp = (packet: Packet, port = DATA_PORT): Buffer =>
  fromPhone(CLIENT_PORT, port, make.tftp(packet));
export const fromTftp = (packet: Packet, port = DATA_PORT): Buffer =>
  fromServer(port, CLIENT_PORT, make.tftp(packet));

/** One TCP connection, byte after byte. */
export function connection(clientPort: number, serverPort: number) {
  const sent = { phone: 1_000, server: 0xffff_fff0 };
  const say = (who: 'phone' | 'server', payload: Uint8Array, flags = '', isFirst = false) => {
    const other = who === 'phone' ? 'server' : 'phone';
    const head: make.TcpHead = {
      sourcePort: who === 'phone' ? clientPort : serverPort,
      destinationPort: who === 'phone' ? serverPort : clientPort,
      sequence: sent[who],
      ...(!isFirst && { acknowledged: sent[other] }),
      flags,
    };
    sent[who] += payload.length + (flags === '' ? 0 : 1);
    const phone = { source: PHONE_IP, destination: SERVER_IP };
    const server = { source: SERVER_IP, destination: PHONE_IP };
    const packet = make.ipv4(who === 'phone' ? phone : server, make.TCP, make.tcp(head, payload));
    return make.ethernet(packet, {
      source: who === 'phone' ? make.PHONE : make.SERVER,
      destination: who === 'phone' ? make.SERVER : make.PHONE,
    });
  };
  const none = new Uint8Array(0);
  return {
    open: () => [say('phone', none, 'S', true), say('server', none, 'S'), say('phone', none)],
    phone: (text: string, flags = '') => say('phone', Buffer.from(text), flags),
    server: (text: string, flags = '') => say('server', Buffer.from(text), flags),
  };
}
