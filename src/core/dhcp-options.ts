// Every DHCP option by name: its code, the name IANA gives it and the kind of its value, of which dhcp-option-kinds.ts
// knows the rest. One row an option.

import type { OptionKind } from './dhcp-option-values.js';

export interface OptionRow {
  readonly code: number;
  /** As in IANA's registry of BOOTP vendor extensions and DHCP options. */
  readonly name: string;
  readonly kind: OptionKind;
  /** The address is a mask, a subnet or a broadcast, and not that of a host. */
  readonly noHost?: true;
  /** The text is a host or a domain. */
  readonly isName?: true;
  /** The text is a host, with a port or a path behind it, or a URL. */
  readonly isServer?: true;
  /** The least and the most that the RFC, or what the number stands for, allows. */
  readonly least?: number;
  readonly most?: number;
  /** All that it can be. */
  readonly choice?: readonly number[];
  /** It is seconds, and a multiple of these. */
  readonly stepSeconds?: number;
  /** For people, where that of its kind is none of this option. */
  readonly example?: string;
  /** Why no inventory may say it; completes "option 51 is …". RFC 2132 section 9 unless said. */
  readonly reserved?: string;
}

export const OPTIONS = {
  // RFC 2132 section 3: vendor extensions of RFC 1497
  subnetMask: {
    code: 1,
    name: 'Subnet Mask',
    kind: 'ip',
    noHost: true,
    reserved: 'the subnet mask, which follows from `subnet`',
  },
  timeOffset: {
    code: 2,
    name: 'Time Offset',
    kind: 'i32',
    least: -43_200,
    most: 50_400,
    stepSeconds: 900,
    example: 'u32: 10800',
  },
  router: { code: 3, name: 'Router', kind: 'ips' },
  timeServer: { code: 4, name: 'Time Server', kind: 'ips' },
  nameServer: { code: 5, name: 'Name Server', kind: 'ips' },
  domainServer: { code: 6, name: 'Domain Server', kind: 'ips' },
  logServer: { code: 7, name: 'Log Server', kind: 'ips' },
  quotesServer: { code: 8, name: 'Quotes Server', kind: 'ips' },
  lprServer: { code: 9, name: 'LPR Server', kind: 'ips' },
  impressServer: { code: 10, name: 'Impress Server', kind: 'ips' },
  rlpServer: { code: 11, name: 'RLP Server', kind: 'ips' },
  hostname: { code: 12, name: 'Hostname', kind: 'text', isName: true, example: 'text: phone1' },
  bootFileSize: { code: 13, name: 'Boot File Size', kind: 'u16' },
  meritDumpFile: { code: 14, name: 'Merit Dump File', kind: 'text' },
  domainName: {
    code: 15,
    name: 'Domain Name',
    kind: 'text',
    isName: true,
    example: 'text: lab.example',
  },
  swapServer: { code: 16, name: 'Swap Server', kind: 'ip' },
  rootPath: { code: 17, name: 'Root Path', kind: 'text' },
  extensionFile: { code: 18, name: 'Extension File', kind: 'text' },

  // Sections 4 to 7: IP, link and TCP layers
  forwardOnOff: { code: 19, name: 'Forward On/Off', kind: 'flag' },
  sourceRouteOnOff: { code: 20, name: 'SrcRte On/Off', kind: 'flag' },
  policyFilter: { code: 21, name: 'Policy Filter', kind: 'ipPairs' },
  maxDatagramAssembly: {
    code: 22,
    name: 'Max DG Assembly',
    kind: 'u16',
    least: 576,
    example: 'u16: 576',
  },
  defaultIpTtl: { code: 23, name: 'Default IP TTL', kind: 'u8', least: 1 },
  mtuTimeout: { code: 24, name: 'MTU Timeout', kind: 'seconds' },
  mtuPlateau: {
    code: 25,
    name: 'MTU Plateau',
    kind: 'u16s',
    least: 68,
    example: 'hex: "02 00 05 dc"',
  },
  mtuInterface: { code: 26, name: 'MTU Interface', kind: 'u16', least: 68, example: 'u16: 1500' },
  mtuSubnet: { code: 27, name: 'MTU Subnet', kind: 'flag' },
  broadcastAddress: {
    code: 28,
    name: 'Broadcast Address',
    kind: 'ip',
    noHost: true,
    example: 'ip: 10.20.1.255',
  },
  maskDiscovery: { code: 29, name: 'Mask Discovery', kind: 'flag' },
  maskSupplier: { code: 30, name: 'Mask Supplier', kind: 'flag' },
  routerDiscovery: { code: 31, name: 'Router Discovery', kind: 'flag' },
  routerRequest: { code: 32, name: 'Router Request', kind: 'ip', noHost: true },
  staticRoute: { code: 33, name: 'Static Route', kind: 'ipPairs' },
  trailers: { code: 34, name: 'Trailers', kind: 'flag' },
  arpTimeout: { code: 35, name: 'ARP Timeout', kind: 'seconds' },
  ethernet: { code: 36, name: 'Ethernet', kind: 'flag' },
  defaultTcpTtl: { code: 37, name: 'Default TCP TTL', kind: 'u8', least: 1 },
  keepaliveTime: { code: 38, name: 'Keepalive Time', kind: 'seconds' },
  keepaliveData: { code: 39, name: 'Keepalive Data', kind: 'flag' },

  // Section 8: applications and services
  nisDomain: { code: 40, name: 'NIS Domain', kind: 'text' },
  nisServers: { code: 41, name: 'NIS Servers', kind: 'ips' },
  ntpServers: { code: 42, name: 'NTP Servers', kind: 'ips' },
  vendorSpecific: { code: 43, name: 'Vendor Specific', kind: 'bytes' },
  netbiosNameServer: { code: 44, name: 'NETBIOS Name Srv', kind: 'ips' },
  netbiosDistServer: { code: 45, name: 'NETBIOS Dist Srv', kind: 'ips' },
  netbiosNodeType: {
    code: 46,
    name: 'NETBIOS Node Type',
    kind: 'u8',
    choice: [1, 2, 4, 8],
    example: 'u8: 8',
  },
  netbiosScope: { code: 47, name: 'NETBIOS Scope', kind: 'text' },
  xWindowFont: { code: 48, name: 'X Window Font', kind: 'ips' },
  xWindowManager: { code: 49, name: 'X Window Manager', kind: 'ips' },
  nisPlusDomain: { code: 64, name: 'NIS-Domain-Name', kind: 'text' },
  nisPlusServers: { code: 65, name: 'NIS-Server-Addr', kind: 'ips' },
  homeAgents: { code: 68, name: 'Home-Agent-Addrs', kind: 'ips' },
  smtpServer: { code: 69, name: 'SMTP-Server', kind: 'ips' },
  pop3Server: { code: 70, name: 'POP3-Server', kind: 'ips' },
  nntpServer: { code: 71, name: 'NNTP-Server', kind: 'ips' },
  wwwServer: { code: 72, name: 'WWW-Server', kind: 'ips' },
  fingerServer: { code: 73, name: 'Finger-Server', kind: 'ips' },
  ircServer: { code: 74, name: 'IRC-Server', kind: 'ips' },
  streetTalkServer: { code: 75, name: 'StreetTalk-Server', kind: 'ips' },
  stdaServer: { code: 76, name: 'STDA-Server', kind: 'ips' },

  // Section 9: DHCP itself
  addressRequest: {
    code: 50,
    name: 'Address Request',
    kind: 'ip',
    reserved: 'what a client asks for',
  },
  addressTime: {
    code: 51,
    name: 'Address Time',
    kind: 'seconds',
    reserved: 'the lease time; write `lease`',
  },
  overload: { code: 52, name: 'Overload', kind: 'u8', reserved: "the codec's own mark" },
  messageType: { code: 53, name: 'DHCP Msg Type', kind: 'u8', reserved: 'the message type' },
  serverId: {
    code: 54,
    name: 'DHCP Server Id',
    kind: 'ip',
    reserved: 'our address; write `server`',
  },
  parameterList: {
    code: 55,
    name: 'Parameter List',
    kind: 'codes',
    reserved: "a client's list of parameters",
  },
  message: { code: 56, name: 'DHCP Message', kind: 'text' },
  maxMessageSize: {
    code: 57,
    name: 'DHCP Max Msg Size',
    kind: 'u16',
    reserved: "a client's largest message",
  },
  renewalTime: { code: 58, name: 'Renewal Time', kind: 'seconds', example: 'u32: 14400' },
  rebindingTime: { code: 59, name: 'Rebinding Time', kind: 'seconds', example: 'u32: 25200' },
  classId: { code: 60, name: 'Class Id', kind: 'text' },
  clientId: { code: 61, name: 'Client Id', kind: 'bytes', reserved: "a client's identifier" },
  serverName: {
    code: 66,
    name: 'Server-Name',
    kind: 'text',
    isServer: true,
    example: 'text: "10.20.1.1"',
  },
  bootfileName: { code: 67, name: 'Bootfile-Name', kind: 'text' },

  // Later RFCs
  userClass: { code: 77, name: 'User-Class', kind: 'bytes' }, // RFC 3004, but many send plain text
  relayAgentInformation: {
    code: 82,
    name: 'Relay Agent Information',
    kind: 'bytes',
    reserved: "a relay agent's (RFC 3046)",
  }, // RFC 3046
  clientSystem: { code: 93, name: 'Client System', kind: 'u16s' }, // RFC 4578
  clientNdi: { code: 94, name: 'Client NDI', kind: 'bytes' },
  uuid: { code: 97, name: 'UUID/GUID', kind: 'bytes' },
  pcode: { code: 100, name: 'PCode', kind: 'text' }, // RFC 4833, a POSIX time zone
  tcode: { code: 101, name: 'TCode', kind: 'text' },
  captivePortal: { code: 114, name: 'DHCP Captive-Portal', kind: 'text' }, // RFC 8910
  autoConfig: { code: 116, name: 'Auto-Config', kind: 'u8', choice: [0, 1] }, // RFC 2563
  subnetSelection: { code: 118, name: 'Subnet Selection Option', kind: 'ip', noHost: true }, // RFC 3011
  domainSearch: { code: 119, name: 'Domain Search', kind: 'domains' }, // RFC 3397
  sipServers: { code: 120, name: 'SIP Servers DHCP Option', kind: 'sipServers' }, // RFC 3361
  classlessStaticRoute: { code: 121, name: 'Classless Static Route Option', kind: 'routes' },
  vendorClass: { code: 124, name: 'V-I Vendor Class', kind: 'bytes' }, // RFC 3925
  vendorInformation: { code: 125, name: 'V-I Vendor-Specific Information', kind: 'bytes' },
  // Vendors' own use; the value differs from maker to maker. IEEE 802.1Q has twelve bits for the one, without all ones,
  // and three for the other.
  vlanId: { code: 132, name: 'IEEE 802.1Q VLAN ID', kind: 'bytes', most: 4094, example: 'u16: 20' },
  vlanPriority: {
    code: 133,
    name: 'IEEE 802.1D/p Layer 2 Priority',
    kind: 'bytes',
    most: 7,
    example: 'u8: 5',
  },
  tftpServerAddress: { code: 150, name: 'TFTP server address', kind: 'ips' }, // RFC 5859
} as const satisfies Readonly<Record<string, OptionRow>>;

export type OptionName = keyof typeof OPTIONS;

const BY_CODE: ReadonlyMap<number, OptionRow> = new Map(
  Object.values(OPTIONS).map((row) => [row.code, row]),
);

/** Undefined: a code of which the table knows nothing. */
export function optionRow(code: number): OptionRow | undefined {
  return BY_CODE.get(code);
}
