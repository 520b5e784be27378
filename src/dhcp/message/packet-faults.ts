// What can be wrong with a packet: one row a fault. Faults are returned and counted, never thrown.

export const PACKET_FAULTS = {
  'too-short': 'shorter than the fixed part of a message',
  'bad-header': 'an op or hardware address length that no message has',
  'bad-cookie': 'not the magic cookie of RFC 2131 before the options',
  'option-overrun': 'an option that claims more bytes than there are',
  'bad-option': 'an option whose value cannot be what its code says',
  'not-from-client': 'a reply, or a message type that clients do not send',
  'not-ethernet': 'a hardware address other than Ethernet',
  'no-message-type': 'no DHCP message type: plain BOOTP is not served',
} as const satisfies Readonly<Record<string, string>>;

export type PacketFault = keyof typeof PACKET_FAULTS;
