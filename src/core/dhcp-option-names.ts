// What other DHCP servers call the options of dhcp-options.ts in their configuration. One row an option.

import { OPTIONS, type OptionName } from './dhcp-options.js';

export interface OptionNames {
  /** ISC's, and Kea's too unless that is said: dhcp-options(5), and Kea's table of standard options. */
  readonly dhcpd?: string;
  readonly kea?: string;
  /** As `dnsmasq --help dhcp` lists them. */
  readonly dnsmasq?: string;
  /** Others that people write. */
  readonly also?: readonly string[];
}

const NAMES: { readonly [N in OptionName]?: OptionNames } = {
  subnetMask: { dhcpd: 'subnet-mask', dnsmasq: 'netmask' },
  timeOffset: { dhcpd: 'time-offset', dnsmasq: 'time-offset' },
  router: { dhcpd: 'routers', dnsmasq: 'router' },
  timeServer: { dhcpd: 'time-servers' },
  nameServer: { dhcpd: 'ien116-name-servers', kea: 'name-servers' },
  domainServer: { dhcpd: 'domain-name-servers', dnsmasq: 'dns-server' },
  logServer: { dhcpd: 'log-servers', dnsmasq: 'log-server' },
  quotesServer: { dhcpd: 'cookie-servers' },
  lprServer: { dhcpd: 'lpr-servers', dnsmasq: 'lpr-server' },
  impressServer: { dhcpd: 'impress-servers' },
  rlpServer: { dhcpd: 'resource-location-servers' },
  hostname: { dhcpd: 'host-name' },
  bootFileSize: { dhcpd: 'boot-size', dnsmasq: 'boot-file-size' },
  meritDumpFile: { dhcpd: 'merit-dump' },
  domainName: { dhcpd: 'domain-name', dnsmasq: 'domain-name' },
  swapServer: { dhcpd: 'swap-server', dnsmasq: 'swap-server' },
  rootPath: { dhcpd: 'root-path', dnsmasq: 'root-path' },
  extensionFile: { dhcpd: 'extensions-path', dnsmasq: 'extension-path' },
  forwardOnOff: { dhcpd: 'ip-forwarding', dnsmasq: 'ip-forward-enable' },
  sourceRouteOnOff: { dhcpd: 'non-local-source-routing', dnsmasq: 'non-local-source-routing' },
  policyFilter: { dhcpd: 'policy-filter', dnsmasq: 'policy-filter' },
  maxDatagramAssembly: { dhcpd: 'max-dgram-reassembly', dnsmasq: 'max-datagram-reassembly' },
  defaultIpTtl: { dhcpd: 'default-ip-ttl', dnsmasq: 'default-ttl' },
  mtuTimeout: { dhcpd: 'path-mtu-aging-timeout' },
  mtuPlateau: { dhcpd: 'path-mtu-plateau-table' },
  mtuInterface: { dhcpd: 'interface-mtu', dnsmasq: 'mtu' },
  mtuSubnet: { dhcpd: 'all-subnets-local', dnsmasq: 'all-subnets-local' },
  broadcastAddress: { dhcpd: 'broadcast-address', also: ['broadcast'] },
  maskDiscovery: { dhcpd: 'perform-mask-discovery' },
  maskSupplier: { dhcpd: 'mask-supplier' },
  routerDiscovery: { dhcpd: 'router-discovery', dnsmasq: 'router-discovery' },
  routerRequest: { dhcpd: 'router-solicitation-address', dnsmasq: 'router-solicitation' },
  staticRoute: { dhcpd: 'static-routes', dnsmasq: 'static-route' },
  trailers: { dhcpd: 'trailer-encapsulation', dnsmasq: 'trailer-encapsulation' },
  arpTimeout: { dhcpd: 'arp-cache-timeout', dnsmasq: 'arp-timeout' },
  ethernet: { dhcpd: 'ieee802-3-encapsulation', dnsmasq: 'ethernet-encap' },
  defaultTcpTtl: { dhcpd: 'default-tcp-ttl', dnsmasq: 'tcp-ttl' },
  keepaliveTime: { dhcpd: 'tcp-keepalive-interval', dnsmasq: 'tcp-keepalive' },
  keepaliveData: { dhcpd: 'tcp-keepalive-garbage' },
  nisDomain: { dhcpd: 'nis-domain', dnsmasq: 'nis-domain' },
  nisServers: { dhcpd: 'nis-servers', dnsmasq: 'nis-server' },
  ntpServers: { dhcpd: 'ntp-servers', dnsmasq: 'ntp-server' },
  vendorSpecific: { dhcpd: 'vendor-encapsulated-options' },
  netbiosNameServer: { dhcpd: 'netbios-name-servers', dnsmasq: 'netbios-ns' },
  netbiosDistServer: { dhcpd: 'netbios-dd-server', dnsmasq: 'netbios-dd' },
  netbiosNodeType: { dhcpd: 'netbios-node-type', dnsmasq: 'netbios-nodetype' },
  netbiosScope: { dhcpd: 'netbios-scope', dnsmasq: 'netbios-scope' },
  xWindowFont: { dhcpd: 'font-servers', dnsmasq: 'x-windows-fs' },
  xWindowManager: { dhcpd: 'x-display-manager', dnsmasq: 'x-windows-dm' },
  nisPlusDomain: { dhcpd: 'nisplus-domain', kea: 'nisplus-domain-name', dnsmasq: 'nis+-domain' },
  nisPlusServers: { dhcpd: 'nisplus-servers', dnsmasq: 'nis+-server' },
  homeAgents: { dhcpd: 'mobile-ip-home-agent', dnsmasq: 'mobile-ip-home' },
  smtpServer: { dhcpd: 'smtp-server', dnsmasq: 'smtp-server' },
  pop3Server: { dhcpd: 'pop-server', dnsmasq: 'pop3-server' },
  nntpServer: { dhcpd: 'nntp-server', dnsmasq: 'nntp-server' },
  wwwServer: { dhcpd: 'www-server' },
  fingerServer: { dhcpd: 'finger-server' },
  ircServer: { dhcpd: 'irc-server', dnsmasq: 'irc-server' },
  streetTalkServer: { dhcpd: 'streettalk-server' },
  stdaServer: { dhcpd: 'streettalk-directory-assistance-server' },
  renewalTime: { dhcpd: 'dhcp-renewal-time', dnsmasq: 'T1' },
  rebindingTime: { dhcpd: 'dhcp-rebinding-time', dnsmasq: 'T2' },
  message: { dhcpd: 'dhcp-message' },
  classId: { dhcpd: 'vendor-class-identifier', dnsmasq: 'vendor-class' },
  serverName: { dhcpd: 'tftp-server-name', dnsmasq: 'tftp-server' },
  bootfileName: { dhcpd: 'bootfile-name', kea: 'boot-file-name', dnsmasq: 'bootfile-name' },
  userClass: { dhcpd: 'user-class', dnsmasq: 'user-class' },
  clientSystem: { dhcpd: 'pxe-system-type', kea: 'client-system', dnsmasq: 'client-arch' },
  clientNdi: { dhcpd: 'pxe-interface-id', kea: 'client-ndi', dnsmasq: 'client-interface-id' },
  uuid: { dhcpd: 'pxe-client-id', kea: 'uuid-guid', dnsmasq: 'client-machine-id' },
  pcode: { dhcpd: 'pcode', dnsmasq: 'posix-timezone' },
  tcode: { dhcpd: 'tcode', dnsmasq: 'tzdb-timezone' },
  captivePortal: { dhcpd: 'default-url', kea: 'v4-captive-portal' },
  autoConfig: { dhcpd: 'auto-config' },
  subnetSelection: { dhcpd: 'subnet-selection' },
  domainSearch: { dhcpd: 'domain-search', dnsmasq: 'domain-search' },
  sipServers: { dnsmasq: 'sip-server' },
  classlessStaticRoute: { dnsmasq: 'classless-static-route' },
  tftpServerAddress: { dnsmasq: 'tftp-server-address' },
};

const BY_CODE: ReadonlyMap<number, OptionNames> = new Map(
  Object.entries(NAMES).map(([name, names]) => [OPTIONS[name as OptionName].code, names]),
);

/** Nothing: no server has a name for it. */
export function optionNames(code: number): OptionNames {
  return BY_CODE.get(code) ?? {};
}

/** Every name that leads to one option, whoever's it is. */
export function optionCodes(): ReadonlyMap<string, number> {
  return new Map(
    [...BY_CODE].flatMap(([code, { dhcpd, kea, dnsmasq, also = [] }]) =>
      [dhcpd, kea, dnsmasq, ...also].flatMap((name) => (name === undefined ? [] : [[name, code]])),
    ) as [string, number][],
  );
}
