// The servers around one snapshot: started together, given the next snapshot together, stopped together.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FileFolder } from '../artifacts/file-folder.js';
import type { Snapshot } from '../artifacts/snapshot.js';
import { systemClock } from '../core/clock.js';
import { formatIpv4, type Ipv4, parseIpv4 } from '../core/ipv4.js';
import type { Log } from '../core/log.js';
import type { Mac } from '../core/mac.js';
import { openDgramLink } from '../dhcp/dgram-link.js';
import { openLeaseJournal } from '../dhcp/journal.js';
import { createDhcpServer, type DhcpConfiguration, type DhcpServer } from '../dhcp/server.js';
import { createPhoneHttpServer } from '../http/phones.js';
import type { Network } from '../inventory/site.js';
import { createTftpServer } from '../tftp/server.js';
import { createDhcpPolicy, dhcpSubnet } from './dhcp-policy.js';
import { createFileResolver, type FileResolver } from './file-resolver.js';
import { listenError } from './listen-error.js';
import { localAddressIn } from './local-address.js';
import { logExchange, logRequest, type PhoneDirectory } from './request-log.js';

export interface AppOptions {
  /** Address to serve files on; 0.0.0.0 is every one. */
  readonly address: string;
  readonly tftpPort: number;
  /** Absent: no HTTP. */
  readonly httpPort?: number;
  readonly dhcp: boolean;
  /** Plain files, looked up after the snapshot's. */
  readonly folders: readonly FileFolder[];
  /** Where leases are kept. */
  readonly stateDir: string;
  readonly log: Log;
}

export interface Listening {
  readonly address: string;
  readonly port: number;
}

export interface App {
  readonly tftp: Listening;
  readonly http?: Listening;
  /** Our address on the served subnet. */
  readonly dhcp?: Ipv4;
  /** From the next request on; transfers in progress keep the bytes that they began with. */
  replace(snapshot: Snapshot): void;
  /** Leases stay on the disk. */
  close(): Promise<void>;
}

const DHCP_PORT = 67;

interface Closable {
  close(): Promise<void>;
}

/** Rejects with an Error with a code whose message says what to do; nothing then stays open. */
export async function startApp(first: Snapshot, options: AppOptions): Promise<App> {
  const opened: Closable[] = [];
  const keep = <T extends Closable>(server: T): T => {
    opened.push(server);
    return server;
  };
  const close = async () => {
    for (const server of opened.toReversed()) await server.close();
  };
  const current = createCurrent(first, options);
  try {
    const dhcp = options.dhcp ? await startDhcp(current, options, keep) : undefined;
    current.dhcp = dhcp?.server;
    const tftp = keep(await startTftp(current, options));
    const http =
      options.httpPort === undefined
        ? undefined
        : keep(await startHttp(current, options, options.httpPort));
    return {
      tftp: tftp.address(),
      ...(http && { http: http.address() }),
      ...(dhcp && { dhcp: dhcp.address }),
      replace(snapshot) {
        current.snapshot = snapshot;
        current.resolver = createFileResolver(snapshot, options.folders);
        dhcp?.replace(snapshot);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What requests look at: the one thing that a reload changes. */
interface Current {
  snapshot: Snapshot;
  resolver: FileResolver;
  dhcp: DhcpServer | undefined;
  readonly phones: PhoneDirectory;
}

function createCurrent(snapshot: Snapshot, { folders }: AppOptions): Current {
  const current: Current = {
    snapshot,
    resolver: createFileResolver(snapshot, folders),
    dhcp: undefined,
    phones: {
      macOf: (address, fileName) =>
        current.resolver.ownerOf(fileName) ?? macAt(current, parseIpv4(address)),
      modelOf: (mac) => current.snapshot.phones.get(mac)?.model,
    },
  };
  return current;
}

function macAt({ snapshot, dhcp }: Current, address: Ipv4 | undefined): Mac | undefined {
  if (address === undefined) return undefined;
  return snapshot.addresses.get(address) ?? dhcp?.holderOf(address);
}

async function startTftp(current: Current, { address, tftpPort: port, log }: AppOptions) {
  try {
    return await createTftpServer({
      address,
      port,
      log,
      source: { open: (name) => current.resolver.resolve(name) },
      onReport: ({ client, ...report }) =>
        logRequest(log, current.phones, { protocol: 'tftp', address: client.address, ...report }),
    });
  } catch (cause) {
    throw listenError(cause, `UDP ${address}:${port} for TFTP`, port, '--tftp-port');
  }
}

async function startHttp(current: Current, { address, log }: AppOptions, port: number) {
  try {
    return await createPhoneHttpServer({
      address,
      port,
      source: { open: (name) => current.resolver.resolve(name) },
      onReport: ({ client, ...report }) =>
        logRequest(log, current.phones, { protocol: 'http', address: client.address, ...report }),
    });
  } catch (cause) {
    throw listenError(cause, `TCP ${address}:${port} for HTTP`, port, '--http-port');
  }
}

async function startDhcp(
  current: Current,
  { stateDir, log }: AppOptions,
  keep: <T extends Closable>(server: T) => T,
) {
  const { network } = current.snapshot.site;
  if (!network) throw new Error('DHCP was asked for without a network');
  const address = localAddressIn(network);
  mkdirSync(stateDir, { recursive: true, mode: 0o750 });
  const journal = keep(await openLeaseJournal({ path: join(stateDir, 'leases.jsonl') }));
  const link = await openDgramLink({ addresses: [address], port: DHCP_PORT });
  const server = keep(
    createDhcpServer({
      ...dhcpConfiguration(current.snapshot, network, address),
      link,
      journal,
      log,
      clock: systemClock,
      observe: (exchange) => logExchange(log, current.phones, exchange),
    }),
  );
  return {
    server,
    address,
    replace(snapshot: Snapshot) {
      const next = snapshot.site.network;
      if (next) server.reconfigure(dhcpConfiguration(snapshot, next, address));
      else log.warn({}, 'the inventory has no network any more; DHCP goes on with the old one');
    },
  };
}

function dhcpConfiguration(
  snapshot: Snapshot,
  network: Network,
  serverAddress: Ipv4,
): DhcpConfiguration {
  return {
    policy: createDhcpPolicy(snapshot, network),
    subnets: [dhcpSubnet(snapshot, network, serverAddress)],
  };
}

export function formatListening({ address, port }: Listening): string {
  return `${address}:${port}`;
}

export function describeDhcp(address: Ipv4): string {
  return `${formatIpv4(address)}:${DHCP_PORT}`;
}
